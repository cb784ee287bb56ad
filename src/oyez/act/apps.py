from django.apps import AppConfig


class ActConfig(AppConfig):
    name = "oyez.act"
    label = "act"

    def ready(self) -> None:
        """Goals can be written as definitions."""
        from oyez.measure.definitions.kinds import KINDS, USES

        for registry in (KINDS, USES):
            registry.later("oyez.act.definitions")
