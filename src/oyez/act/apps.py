from django.apps import AppConfig


class ActConfig(AppConfig):
    name = "oyez.act"
    label = "act"
