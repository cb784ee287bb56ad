from django.apps import AppConfig


class ShareConfig(AppConfig):
    name = "oyez.share"
    label = "share"
