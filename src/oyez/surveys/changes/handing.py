"""A file of an answer is handed out, and the trail says to whom."""

from django.db import transaction

from oyez.company.changes import audit
from oyez.company.core.scope import Viewer
from oyez.surveys.files import Found, file


@transaction.atomic
def hand_out(viewer: Viewer, survey: str, key: str) -> Found:
    """The file, if the viewer may see it; whoever takes it leaves a line."""
    found = file(viewer, survey, key)
    audit(viewer, "take_file", f"survey:{survey}", after={"file": found.upload.pk[:8]})
    return found
