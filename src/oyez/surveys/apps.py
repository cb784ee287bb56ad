from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "oyez.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Say whose mail an invitation was, and give files of single answers the words of their survey."""
        from oyez.contact.originals import ORIGINALS
        from oyez.measure.rows.wordings import WORDINGS

        ORIGINALS.later("oyez.surveys.originals")
        WORDINGS.later("oyez.surveys.labels")
