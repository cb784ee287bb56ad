"""What a wave's answers say so far: its score, early against late, prepared or not; all of it asked of `measure`."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncDate

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.journal.core.facts import Mode
from oyez.journal.queries import scales
from oyez.kit.charts import numerals
from oyez.kit.clock import now
from oyez.measure import wording
from oyez.measure.ask import ask, card
from oyez.measure.core.question import Filter, Question
from oyez.measure.core.result import Answer, Card, Point
from oyez.measure.metrics import metric_for
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.kinds import scored
from oyez.surveys.core.response.lately import Lately, halfway, lately
from oyez.surveys.fieldwork import asked_of, own
from oyez.surveys.models import Invitation, Wave

EARLY = timedelta(hours=24)  # while those who answer at once are most of those who answered
WAVE, PREPARED = "attr:wave", "attr:prepared"


@dataclass(frozen=True)
class Readout:
    """The first score of a survey in a wave. `by_month`: the answers of whole months stand for those of the wave."""

    answer: Answer
    is_early: bool
    by_month: bool


def score_of(definition: Definition) -> str | None:
    """The score that a survey is known by: its first."""
    first = next(iter(scored(definition)), None)
    return (first.score or first.type) if first else None


def within(row: Wave, definition: Definition, metric: str) -> Question:
    """The question for the answers of a wave.

    Answers that are not identified are counted by survey, unit and whole months only, so those stand for the wave.
    """
    where = (Filter("survey", (definition.survey,)),)
    if definition.mode == Mode.IDENTIFIED:
        return Question(metric, where=(*where, Filter(WAVE, (row.key,))))
    zone = ZoneInfo(the_company().time_zone)
    end = min(row.closes_at, now()) if row.closes_at else now()
    return Question(
        metric, where=where, since=_month(row.opens_at, zone), until=_month(max(end, row.opens_at), zone, 1)
    )


def _month(moment: datetime, zone: ZoneInfo, later: int = 0) -> date:
    day = moment.astimezone(zone).date().replace(day=1)
    return (day + timedelta(days=32 * later)).replace(day=1)


def readout(viewer: Viewer, row: Wave) -> Readout | None:
    """The score of a wave so far; nothing where its survey asks for none."""
    definition = asked_of(row)
    score = score_of(definition)
    if score is None:
        return None
    return Readout(
        ask(viewer, within(row, definition, score)),
        is_early=now() < row.opens_at + EARLY,
        by_month=definition.mode != Mode.IDENTIFIED,
    )


def early_and_late(viewer: Viewer, row: Wave, rate: float) -> tuple[date, Lately] | None:
    """The score before and from the day on which half of the answers were there; identified answers only."""
    viewer.needs(Can.NUMBERS)
    definition = asked_of(row)
    score = score_of(definition)
    if score is None or definition.mode != Mode.IDENTIFIED:
        return None
    day = halfway(_by_day(viewer, row))
    if day is None:
        return None
    asked = within(row, definition, score)
    early, late, whole = (
        ask(viewer, one).total for one in (replace(asked, until=day), replace(asked, since=day), asked)
    )
    if early is None or late is None or whole is None:
        return None
    found = lately(early, late, whole, rate)
    return (day, found) if found else None


def _by_day(viewer: Viewer, row: Wave) -> Counter[date]:
    zone = ZoneInfo(the_company().time_zone)
    rows = own(viewer, Invitation.objects.filter(wave=row, answered_at__isnull=False)).order_by()
    days = rows.annotate(day=TruncDate("answered_at", tzinfo=zone)).values_list("day")
    return Counter(dict(days.annotate(n=Count("pk"))))


def prepared(viewer: Viewer, row: Wave) -> tuple[Answer, dict[str, Point]] | None:
    """The score of contacts whom their account manager had told that they will be asked, and of the others.

    Nothing where nobody was prepared.
    """
    definition = asked_of(row)
    score = score_of(definition)
    if score is None or definition.mode != Mode.IDENTIFIED:
        return None
    answer = ask(viewer, replace(within(row, definition, score), by=(PREPARED,)))
    found = {key: point for point in answer.points if (key := point.keys[0]) is not None}
    return (answer, found) if "true" in found else None


def card_of(row: Wave) -> Card:
    """What the score of a wave's survey is."""
    return card(metric_for(score_of(asked_of(row)) or "", scales()))


def written(of: Card, value: float, n: int) -> str:
    """A value of the score, as people read it."""
    return wording.number(of, value, n)


def changed(of: Card, by: float) -> str:
    """A difference of scores with its sign: points for shares and net scores."""
    return numerals.signed(100 * by, 0) if of.shown in ("points", "share") else numerals.signed(by, 2)
