from django.apps import AppConfig


class CompanyConfig(AppConfig):
    name = "oyez.company"
    label = "company"
