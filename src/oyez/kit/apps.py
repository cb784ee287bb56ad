from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "oyez.kit"
    label = "kit"
