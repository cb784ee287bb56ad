from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "oyez.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Files of single answers to a survey carry its words."""
        from oyez.measure.rows.wordings import WORDINGS

        WORDINGS.later("oyez.surveys.labels")
