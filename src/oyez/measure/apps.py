from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "oyez.measure"
    label = "measure"

    def ready(self) -> None:
        """The kinds of definitions are known to whoever asks, and cost nothing before."""
        from oyez.measure.definitions.kinds import KINDS, USES

        for registry in (KINDS, USES):
            registry.later("oyez.measure.definitions.checks")
