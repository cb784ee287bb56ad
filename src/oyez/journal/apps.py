from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "oyez.journal"
    label = "journal"
