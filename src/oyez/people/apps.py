from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "oyez.people"
    label = "people"
