"""The surveys that Aurora asks, published."""

from importlib.resources import files

from oyez.company.core.scope import Viewer
from oyez.surveys.changes import editing
from oyez.surveys.models import Survey

ASKED = ("after-fitting", "after-service", "relationship")


def publish(viewer: Viewer) -> None:
    """Write and publish those that are not there yet."""
    for key in ASKED:
        if not Survey.objects.filter(key=key).exists():
            text = files(__package__).joinpath("surveys", f"{key}.yaml").read_text(encoding="utf-8")
            row = editing.create(viewer, text)
            editing.publish(viewer, key, row.revision)
