"""Reads of what was said about a draft, each for a viewer."""

from django.db.models import Count, QuerySet

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.surveys.models import DraftComment, Survey


def comments(viewer: Viewer, row: Survey) -> QuerySet[DraftComment]:
    """All comments on a draft, open ones first, the newest first."""
    viewer.needs(Can.NUMBERS)
    return row.comments.order_by("settled_at", "-at", "-pk")


def open_comments(viewer: Viewer, row: Survey) -> dict[str, int]:
    """How many wait to be settled, by question."""
    waiting = comments(viewer, row).filter(settled_at=None).order_by()
    counted = waiting.values_list("question").annotate(Count("pk"))
    return dict(counted)
