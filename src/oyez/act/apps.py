from django.apps import AppConfig


class ActConfig(AppConfig):
    name = "oyez.act"
    label = "act"

    def ready(self) -> None:
        """Goals can be written as definitions."""
        import oyez.act.definitions  # noqa: F401
