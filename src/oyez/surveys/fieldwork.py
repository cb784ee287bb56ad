"""How a wave goes: what became of its invitations, how fast answers come, who answers; narrowed to a viewer."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import TruncHour

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.contact.models import Held
from oyez.journal.core.facts import Mode
from oyez.kit.clock import now
from oyez.kit.errors import NotFound
from oyez.people.queries import account_keys
from oyez.surveys.changes.waving import APPROACH
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.response.fates import ANSWERED, LEFT, Fate, fate, rates
from oyez.surveys.models import Invitation, Response, Wave
from oyez.surveys.queries import asked_in

Rows = QuerySet[Any]  # of invitations, with what was annotated


@dataclass(frozen=True)
class Fieldwork:
    """Where the invitations of one wave stand; `reasons` are those of the last look before a mail leaves."""

    counts: Mapping[Fate, int]
    reasons: Mapping[str, int]
    reminded: int

    @property
    def invited(self) -> int:
        return sum(self.counts.values())

    @property
    def sent(self) -> int:
        return self.of(*LEFT)

    @property
    def answered(self) -> int:
        return self.of(*ANSWERED)

    @property
    def to_send(self) -> int:
        return self.sent + self.of(Fate.WAITING)

    @property
    def rates(self) -> dict[str, float] | None:
        return rates(self.counts)

    def of(self, *fates: Fate) -> int:
        return sum(self.counts.get(one, 0) for one in fates)


def waves(viewer: Viewer, survey: str) -> list[tuple[Wave, Fieldwork]]:
    """The waves of a survey with where they stand, the newest first."""
    viewer.needs(Can.NUMBERS)
    rows = list(Wave.objects.filter(survey__key=survey).select_related("survey").order_by("-opens_at", "-pk"))
    found = _stand(own(viewer, Invitation.objects.filter(wave__in=rows)), _followed(rows))
    return [(row, found.get(row.pk, Fieldwork({}, {}, 0))) for row in rows]


def wave(viewer: Viewer, key: str, survey: str = "") -> Wave:
    """A wave by its key."""
    viewer.needs(Can.NUMBERS)
    found = Wave.objects.select_related("survey").filter(key=key).first()
    if found is None or (survey and found.survey.key != survey):
        raise NotFound(f"There is no wave “{key}”.")
    return found


def fieldwork(viewer: Viewer, row: Wave) -> Fieldwork:
    """Where a wave stands, as far as a viewer's data scope goes."""
    viewer.needs(Can.NUMBERS)
    found = _stand(own(viewer, Invitation.objects.filter(wave=row)), _followed([row]))
    return found.get(row.pk, Fieldwork({}, {}, 0))


def own(viewer: Viewer, rows: Rows) -> Rows:
    """The invitations in a viewer's data scope; all that narrows it must match."""
    scope, accounts = viewer.scope, account_keys(viewer)
    if scope.units is not None:
        rows = rows.filter(unit__in=scope.units)
    if accounts is not None:
        rows = rows.filter(account__in=accounts)
    if scope.touchpoints is not None:
        rows = rows.filter(touchpoint__in=scope.touchpoints)
    return rows


def _followed(rows: Iterable[Wave]) -> dict[int, bool]:
    """Whether a wave's responses are tied to its invitations: not where they are anonymous."""
    return {row.pk: asked_in(row.version_id).mode != Mode.ANONYMOUS for row in rows}


def with_fate(rows: Rows) -> Rows:
    """Invitations with what `fate` asks of them."""
    found: Rows = rows.annotate(
        was_sent=Case(When(sent_at=None, then=Value(False)), default=True, output_field=BooleanField()),
        has_answers=Exists(Response.objects.filter(invitation=OuterRef("pk")).exclude(answers={})),
        is_over=Exists(Response.objects.filter(invitation=OuterRef("pk")).exclude(over="")),
    )
    return found


def _stand(rows: Rows, is_followed: Mapping[int, bool]) -> dict[int, Fieldwork]:
    columns = ("wave_id", "state", "reason", "was_sent", "has_answers", "is_over")
    grouped = with_fate(rows).order_by().values_list(*columns)
    counts: dict[int, Counter[Fate]] = {}
    reasons: dict[int, Counter[str]] = {}
    reminded: Counter[int] = Counter()
    for wave_id, state, reason, was_sent, has_answers, is_over, n, again in grouped.annotate(
        n=Count("pk"), again=Count("reminded_at", filter=Q(sent_at__isnull=False))
    ):
        found = fate(
            state,
            reason,
            was_sent=was_sent,
            has_answers=has_answers,
            is_over=is_over,
            is_followed=is_followed[wave_id],
        )
        counts.setdefault(wave_id, Counter())[found] += n
        reminded[wave_id] += again
        if found is Fate.HELD:
            reasons.setdefault(wave_id, Counter())[reason] += n
    return {pk: Fieldwork(found, reasons.get(pk, {}), reminded[pk]) for pk, found in counts.items()}


def held_back(viewer: Viewer, row: Wave) -> dict[str, int]:
    """Why the contact rules let some not be asked, the most frequent reason first; for those who run the programme."""
    viewer.needs(Can.PROGRAMME)
    rows = Held.objects.filter(key=row.survey.key, wave=row.key, kind=APPROACH[asked_in(row.version_id).kind])
    counted = rows.order_by().values_list("code").annotate(n=Count("pk")).order_by("-n", "code")
    return {str(code): int(n) for code, n in counted}


@dataclass(frozen=True)
class Hour:
    """How many answers were begun in one hour, on the company's clock."""

    at: datetime
    answers: int


def coming_in(viewer: Viewer, row: Wave, hours: int = 24) -> list[Hour]:
    """Answers by the hour, up to the current one; of anonymous ones no moment is kept."""
    viewer.needs(Can.NUMBERS)
    zone = ZoneInfo(the_company().time_zone)
    latest = (row.closes_at if _is_over(row) else now()) or now()
    last = latest.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    hour = timedelta(hours=1)
    first = last - (hours - 1) * hour
    rows = own(viewer, Invitation.objects.filter(wave=row, started_at__gte=first)).order_by()
    grouped = rows.annotate(hour=TruncHour("started_at", tzinfo=zone)).values_list("hour")
    counts: dict[Any, int] = dict(grouped.annotate(n=Count("pk")))
    return [Hour(at, counts.get(at, 0)) for at in (first + step * hour for step in range(hours))]


def _is_over(row: Wave) -> bool:
    return row.state == Wave.State.CLOSED and row.closes_at is not None and row.closes_at < now()


def asked_of(row: Wave) -> Definition:
    """What a wave asks."""
    return asked_in(row.version_id)
