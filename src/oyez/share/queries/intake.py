"""What came in and what could not be used."""

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.models import Rejected


def rejected_count(viewer: Viewer) -> int:
    """How many rows wait to be mended."""
    viewer.needs(Can.IMPORTS)
    return Rejected.objects.filter(state=Rejected.State.WAITING).count()
