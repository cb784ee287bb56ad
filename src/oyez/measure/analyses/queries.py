"""Which saved analyses a viewer may open: their own and those that are shared."""

from django.db.models import Q, QuerySet

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.errors import NotFound
from oyez.measure.models import SavedAnalysis


def analyses(viewer: Viewer) -> QuerySet[SavedAnalysis]:
    """The newest first; the operator sees all, to run and not to read anybody's mind."""
    viewer.needs(Can.NUMBERS)
    rows = SavedAnalysis.objects.select_related("owner").order_by("-saved_at", "key")
    if viewer.member is None and viewer.scope.is_everything():
        return rows
    return rows.filter(Q(owner_id=viewer.member) | Q(shared=True))


def analysis(viewer: Viewer, key: str) -> SavedAnalysis:
    """One of them by its key."""
    found = analyses(viewer).filter(key=key).first()
    if found is None:
        raise NotFound("There is no such analysis, or it is not shared with you.")
    return found
