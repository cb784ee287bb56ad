from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "oyez.surveys"
    label = "surveys"
