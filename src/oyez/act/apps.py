from django.apps import AppConfig


class ActConfig(AppConfig):
    name = "oyez.act"
    label = "act"

    def ready(self) -> None:
        """Goals can be written as definitions, and the lint of surveys asks for them."""
        from oyez.measure.definitions.kinds import KINDS, USES
        from oyez.surveys.core.lint.facts import AIMS

        for registry in (KINDS, USES):
            registry.later("oyez.act.definitions")
        AIMS.later("oyez.act.survey_aims")
