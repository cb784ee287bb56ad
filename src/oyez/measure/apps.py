from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "oyez.measure"
    label = "measure"
