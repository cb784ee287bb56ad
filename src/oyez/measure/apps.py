from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "oyez.measure"
    label = "measure"

    def ready(self) -> None:
        """The kinds of definitions are known before anybody asks."""
        import oyez.measure.definitions.checks  # noqa: F401
