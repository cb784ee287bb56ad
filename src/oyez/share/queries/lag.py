"""How far each step of the worker has come, what failed, and what waits to go out."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.queries import inbox_count, last_seq
from oyez.journal.readers import READERS
from oyez.kit.clock import wall
from oyez.kit.models import Bookmark, Job, Outgoing, Parked
from oyez.kit.worker import STEPS

SHOWN = 50


@dataclass(frozen=True)
class Progress:
    """One step: where it stands, how many numbers of the journal lie before it, and its last failure."""

    name: str
    position: int
    behind: int | None
    failures: int
    last_error: str
    next_try_at: datetime | None
    ran_at: datetime | None
    running: bool

    @property
    def state(self) -> str:
        """failing, behind, or level."""
        if self.failures:
            return "failing"
        return "behind" if self.behind else "level"


@dataclass(frozen=True)
class Lag:
    """The health of the house in figures."""

    last_seq: int
    inbox: int
    steps: tuple[Progress, ...]
    parked: tuple[Parked, ...]
    outgoing: dict[str, int]
    troubled: tuple[Outgoing, ...]
    jobs: tuple[Job, ...]

    @property
    def behind(self) -> int:
        return max((step.behind or 0 for step in self.steps), default=0)

    @property
    def failing(self) -> int:
        return sum(step.failures > 0 for step in self.steps)

    @property
    def mail(self) -> list[tuple[str, int]]:
        """Mails by state, in words."""
        return [(str(Outgoing.State(state).label), count) for state, count in self.outgoing.items()]

    @property
    def is_well(self) -> bool:
        return not (self.failing or self.parked or self.troubled)


def lag(viewer: Viewer) -> Lag:
    """Each reader's lag, for those who look after the house; it says nothing about customers."""
    viewer.needs(Can.HEALTH)
    last = last_seq()
    bookmarks = {row.name: row for row in Bookmark.objects.all()}
    names = dict.fromkeys([*STEPS, *bookmarks])
    states = Outgoing.objects.values_list("state").annotate(count=Count("pk")).order_by("state")
    return Lag(
        last_seq=last,
        inbox=inbox_count(),
        steps=tuple(_progress(name, bookmarks.get(name), last) for name in names),
        parked=tuple(Parked.objects.filter(replayed_at=None).order_by("step", "position")[:SHOWN]),
        outgoing=dict(states),
        troubled=tuple(
            Outgoing.objects.filter(state__in=(Outgoing.State.PARKED, Outgoing.State.UNKNOWN))
            .defer("text", "html")
            .order_by("-id")[:SHOWN]
        ),
        jobs=tuple(Job.objects.exclude(state=Job.State.DONE).order_by("-id")[:SHOWN]),
    )


def _progress(name: str, row: Bookmark | None, last: int) -> Progress:
    reads = name in READERS
    position = row.position if row else 0
    return Progress(
        name=name,
        position=position,
        behind=max(0, last - position) if reads else None,
        failures=row.failures if row else 0,
        last_error=row.last_error if row else "",
        next_try_at=row.next_try_at if row else None,
        ran_at=row.ran_at if row else None,
        running=bool(row and row.leased_until and row.leased_until > wall()),
    )
