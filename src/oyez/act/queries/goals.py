"""Goals as they stand: the score so far, what it may be told apart from, and the verdict once the period is over."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from oyez.act.core.questions import question_of
from oyez.act.models import Expectation, Goal
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.clock import today
from oyez.kit.errors import NotFound
from oyez.measure.ask import ask
from oyez.measure.core.compare import known
from oyez.measure.core.goals import Verdict, judged
from oyez.measure.core.result import Card, Result

NARROWS = ("unit", "stage", "touchpoint", "survey")


class Stage(StrEnum):
    """Where a goal is in its time."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True)
class Standing:
    """A goal with its score in its own period, and the verdict on it, which is final once the period is over."""

    goal: Goal
    card: Card
    result: Result | None
    verdict: Verdict
    stage: Stage


@dataclass(frozen=True)
class Gap:
    """What somebody expected, and what came: the expectation is outside where the interval leaves it out."""

    expectation: Expectation
    card: Card
    result: Result | None
    is_over: bool

    @property
    def value(self) -> float | None:
        if self.result is None or self.result.value is None:
            return None
        return self.expectation.value - self.result.value

    @property
    def is_outside(self) -> bool:
        if self.result is None or self.result.lo is None or self.result.hi is None:
            return False
        return not self.result.lo <= self.expectation.value <= self.result.hi


def goals(viewer: Viewer) -> list[Standing]:
    """The goals of what a viewer may see, the nearest end first."""
    viewer.needs(Can.NUMBERS)
    rows = Goal.objects.filter(withdrawn_at=None).select_related("owner").order_by("until", "name")
    day = today(the_company().time_zone)
    return [_standing(viewer, goal, day) for goal in rows if is_within(viewer, goal.unit, goal.touchpoint)]


def goal(viewer: Viewer, key: str) -> Standing:
    """One goal; one of another unit's does not exist for this viewer."""
    viewer.needs(Can.NUMBERS)
    found = Goal.objects.filter(key=key, withdrawn_at=None).select_related("owner").first()
    if found is None or not is_within(viewer, found.unit, found.touchpoint):
        raise NotFound(_("There is no such goal."))
    return _standing(viewer, found, today(the_company().time_zone))


def expectations(viewer: Viewer) -> list[Gap]:
    """What was expected and what came, the newest first."""
    viewer.needs(Can.NUMBERS)
    day = today(the_company().time_zone)
    rows = Expectation.objects.select_related("member").order_by("-since", "id")
    return [_gap(viewer, row, day) for row in rows if is_within(viewer, row.unit, "")]


def is_within(viewer: Viewer, unit: str, touchpoint: str) -> bool:
    """Whether a viewer's data scope holds all of a unit (or of the company), and of a touchpoint."""
    scope = viewer.scope
    if scope.accounts is not None:
        return False
    if scope.units is not None and unit not in scope.units:
        return False
    return scope.touchpoints is None or touchpoint in scope.touchpoints


def _standing(viewer: Viewer, goal: Goal, day: date) -> Standing:
    narrowed = {name: getattr(goal, name) for name in NARROWS}
    answer = ask(viewer, question_of(goal.metric, goal.since, goal.until, **narrowed))
    stage = Stage.AHEAD if day < goal.since else Stage.OVER if day >= goal.until else Stage.RUNNING
    return Standing(goal, answer.metric, answer.total, _verdict(goal, answer.metric, answer.total), stage)


def _verdict(goal: Goal, card: Card, result: Result | None) -> Verdict:
    score = known(result) if result is not None else None
    if score is None:
        return Verdict.UNDECIDED
    return judged(score.value, score.lo, score.hi, score.n, goal.target, card.higher_is_better)


def _gap(viewer: Viewer, row: Expectation, day: date) -> Gap:
    answer = ask(viewer, question_of(row.metric, row.since, row.until, unit=row.unit, survey=row.survey))
    return Gap(row, answer.metric, answer.total, day >= row.until)
