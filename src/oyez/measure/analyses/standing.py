"""How a saved analysis stands today: its address, and whether its total still says what it said."""

from dataclasses import dataclass

from django.http import QueryDict

from oyez.company.core.scope import Viewer
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.measure.analyses.pages import Figure, address, page_of
from oyez.measure.models import SavedAnalysis

HAIR = 1e-9


@dataclass(frozen=True)
class Moved:
    """What the total said when it was saved and what it says now; the same, or not."""

    n: int | None
    value: float | None
    now: Figure

    @property
    def is_same(self) -> bool:
        return self.n == self.now.n and _alike(self.value, self.now.value)


def query_now(viewer: Viewer, saved: SavedAnalysis) -> str:
    """The query that shows it today."""
    return address(viewer, saved.query, saved.months)


def figure_now(viewer: Viewer, saved: SavedAnalysis) -> Figure | None:
    """What its total says to this viewer."""
    return page_of(saved.page).figure(viewer, QueryDict(query_now(viewer, saved)))


def moved(viewer: Viewer, saved: SavedAnalysis) -> Moved | None:
    """For its owner, in the role it was saved in; nothing where no figure was noted, or it can be asked no more."""
    if (
        saved.owner_id != viewer.member
        or saved.role != viewer.role
        or (saved.n is None and saved.value is None)
    ):
        return None
    try:
        figure = figure_now(viewer, saved)
    except (Refused, NotFound, NotAllowed):
        return None
    return Moved(saved.n, saved.value, figure) if figure else None


def _alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= HAIR * max(1.0, abs(one))
