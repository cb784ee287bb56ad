from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "oyez.contact"
    label = "contact"
