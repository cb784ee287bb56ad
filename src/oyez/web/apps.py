from django.apps import AppConfig

from oyez.kit.registry import import_folder


class WebConfig(AppConfig):
    name = "oyez.web"
    label = "web"

    def ready(self) -> None:
        """Let every room register its steps."""
        import_folder("oyez.web.steps")
