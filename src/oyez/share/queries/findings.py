"""What the last search found, for those who see the whole company."""

from dataclasses import dataclass
from datetime import datetime

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.queries import last_seq
from oyez.kit.clock import wall
from oyez.kit.errors import NotAllowed
from oyez.share.core.findings import Candidate
from oyez.share.models import Search

FEWEST = 200
GROWTH = 1.05
EVERY_SECONDS = 3_600
ABOUT_REVENUE = frozenset(("silent", "at_risk"))


@dataclass(frozen=True)
class Found:
    """What a search told, what else held, and how many comparisons it made."""

    told: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    looked_at: int
    searched_at: datetime


def latest(viewer: Viewer) -> Found | None:
    """The last search; it went over everything, so it is for whoever may know everything."""
    viewer.needs(Can.PROGRAMME)
    if not viewer.scope.is_everything():
        raise NotAllowed("Findings are about the whole company.")
    row = Search.objects.order_by("-id").first()
    if row is None:
        return None
    return Found(
        _candidates(viewer, row.told), _candidates(viewer, row.others), row.looked_at, row.searched_at
    )


def _candidates(viewer: Viewer, rows: list[dict[str, object]]) -> tuple[Candidate, ...]:
    found = (Candidate(**{**row, "subject": tuple(row["subject"])}) for row in rows)  # type: ignore[arg-type]
    return tuple(one for one in found if one.kind not in ABOUT_REVENUE or viewer.may(Can.REVENUE))


def is_due(viewer: Viewer) -> bool:
    """Whether there is something to search again for: much is new, or an hour has passed and anything is new."""
    last = Search.objects.order_by("-id").values_list("seq", "searched_at").first()
    seq = last_seq()
    if last is None:
        return seq >= FEWEST
    old = (wall() - last[1]).total_seconds() > EVERY_SECONDS
    return seq != last[0] and (old or seq > GROWTH * last[0])
