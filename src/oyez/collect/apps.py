from django.apps import AppConfig


class CollectConfig(AppConfig):
    name = "oyez.collect"
    label = "collect"
