from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "oyez.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Say whose mail an invitation was to whoever reads what comes back."""
        import oyez.surveys.originals  # noqa: F401
