"""Initiatives as decision cards: how good the evidence is, when it is checked next, and the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from oyez.act.core.questions import filters
from oyez.act.models import Initiative
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import Tree, the_company, tree
from oyez.kit.clock import today
from oyez.kit.errors import NotFound
from oyez.measure.ask import ask
from oyez.measure.core.calendar import add_months
from oyez.measure.core.change.effects import counterfactual
from oyez.measure.core.initiatives import ALPHA, Judged, judge, judge_series, smallest_p
from oyez.measure.core.question import Every, Filter, Question, parse_filter
from oyez.measure.core.result import Answer, Card

MONTHS_BEFORE = 12
SERIES_BEFORE = 36  # months that a prediction may learn from
LEAST_AFTER = 2
PRE_TIMES = 3  # as many months before as after, at least


class Grade(StrEnum):
    """How strong the evidence can be, by how it was planned."""

    COMPARISON = "comparison"  # units left as they were, named before the start
    DESCRIPTIVE = "descriptive"  # before and after only, or registered too late: says nothing of causes


class Missing(StrEnum):
    """Why there is no verdict."""

    NOT_DUE = "not due"
    TOO_FEW_UNITS = "too few units"
    NO_ANSWERS = "no answers"


@dataclass(frozen=True)
class Row:
    """One unit: its score before and since, with n, and whether something was done there."""

    unit: str
    name: str
    treated: bool
    before: float | None
    n_before: int
    after: float | None
    n_after: int

    @property
    def change(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class Evidence:
    """What the figures say. Without comparison units it is a change and no effect.

    `months` (before, after) where units were too few to permute and the treated were predicted from the others.
    """

    card: Card
    rows: Sequence[Row]
    judged: Judged | None
    change: float | None
    missing: Missing | None
    months: tuple[int, int] | None = None


@dataclass(frozen=True)
class DecisionCard:
    """An initiative with all that a decision about it needs. `evidence` only for those who see the whole company."""

    initiative: Initiative
    grade: Grade
    is_due: bool
    evidence: Evidence | None


def initiatives(viewer: Viewer) -> list[DecisionCard]:
    """All initiatives for those who see the whole company; for others those they own or sponsor, without figures."""
    viewer.needs(Can.NUMBERS)
    rows = Initiative.objects.filter(withdrawn_at=None).select_related("owner", "sponsor")
    if not viewer.scope.is_everything():
        rows = rows.filter(Q(owner=viewer.member) | Q(sponsor=viewer.member))
    day, standing = today(the_company().time_zone), tree()
    return [_card(viewer, row, day, standing) for row in rows.order_by("-since", "name")]


def initiative(viewer: Viewer, key: str) -> DecisionCard:
    """One initiative."""
    viewer.needs(Can.NUMBERS)
    found = Initiative.objects.filter(key=key, withdrawn_at=None).select_related("owner", "sponsor").first()
    if found is None or not (
        viewer.scope.is_everything()
        or (viewer.member is not None and viewer.member in (found.owner_id, found.sponsor_id))
    ):
        raise NotFound(_("There is no such initiative."))
    return _card(viewer, found, today(the_company().time_zone), tree())


def _grade(row: Initiative) -> Grade:
    """Registered before it began and with units to compare, or merely descriptive."""
    registered = row.registered_at.astimezone(ZoneInfo(the_company().time_zone)).date()
    return Grade.COMPARISON if row.others and registered <= row.since else Grade.DESCRIPTIVE


def _card(viewer: Viewer, row: Initiative, day: date, standing: Tree) -> DecisionCard:
    is_due = day >= row.check_on
    evidence = _evidence(viewer, row, standing, is_due) if viewer.scope.is_everything() else None
    return DecisionCard(row, _grade(row), is_due, evidence)


def _evidence(viewer: Viewer, row: Initiative, standing: Tree, is_due: bool) -> Evidence:
    before = _by_unit(viewer, row, add_months(row.since, -MONTHS_BEFORE), row.since)
    after = _by_unit(viewer, row, row.since, row.check_on)
    units = dict.fromkeys(row.treated, True) | dict.fromkeys(row.others, False)
    rows = [
        Row(unit, standing.names.get(unit, unit), treated, *_pair(before, unit), *_pair(after, unit))
        for unit, treated in units.items()
    ]
    changes = {side: [one.change for one in rows if one.treated == side and one.change is not None]
               for side in (True, False)}  # fmt: skip
    treated, others = changes[True], changes[False]
    change = sum(treated) / len(treated) if treated else None
    found = Evidence(before.card, rows, None, change, _missing(row, treated, others, is_due))
    if found.missing is None and others:
        return replace(found, judged=judge(treated, others, row.worthwhile, before.card.higher_is_better))
    return _by_months(viewer, row, found) if found.missing == Missing.TOO_FEW_UNITS else found


def _by_months(viewer: Viewer, row: Initiative, found: Evidence) -> Evidence:
    """Few units, many months: what the others predict of the treated, where there are months enough."""
    sides = [_series(viewer, row, units) for units in (row.treated, row.others)]
    months = sorted(set(sides[0]) & set(sides[1]))
    pre = sum(month < row.since for month in months)
    after = len(months) - pre
    if after < LEAST_AFTER or pre < PRE_TIMES * after:
        return found
    treated, others = ([side[month] for month in months] for side in sides)
    judged = judge_series(counterfactual([others], treated, pre), row.worthwhile, found.card.higher_is_better)
    return replace(found, judged=judged, missing=None, months=(pre, after))


def _series(viewer: Viewer, row: Initiative, units: Sequence[str]) -> dict[date, float]:
    """One side's score in each whole month: all answers of its units pooled, or the share of rows."""
    where = (Filter("unit", tuple(units)), *filters(row.where))
    until = row.check_on.replace(day=1)
    question = Question(row.metric, every=Every.MONTH, where=where,
                        since=add_months(row.since.replace(day=1), -SERIES_BEFORE), until=until)  # fmt: skip
    rows = _by_start(ask(viewer, question))
    if not row.hit:
        return rows
    hits = _by_start(ask(viewer, replace(question, where=(*where, parse_filter(row.hit)))))
    return {start: hits.get(start, 0.0) / count for start, count in rows.items() if count}


def _by_start(answer: Answer) -> dict[date, float]:
    return {
        point.start: point.result.value
        for point in answer.points
        if point.start is not None and point.result.value is not None
    }


def _missing(
    row: Initiative, treated: Sequence[float], others: Sequence[float], is_due: bool
) -> Missing | None:
    """Nothing is judged before its check date: who looks often enough always finds something."""
    if not is_due:
        return Missing.NOT_DUE
    if not treated or (row.others and not others):
        return Missing.NO_ANSWERS
    if row.others and smallest_p(len(treated), len(others)) >= ALPHA:
        return Missing.TOO_FEW_UNITS
    return None


@dataclass(frozen=True)
class _ByUnit:
    card: Card
    values: dict[str, tuple[float, int]]


def _pair(found: _ByUnit, unit: str) -> tuple[float | None, int]:
    return found.values.get(unit, (None, 0))


def _by_unit(viewer: Viewer, row: Initiative, since: date, until: date) -> _ByUnit:
    """Each unit's score in a period; a share where the initiative is about one."""
    units = Filter("unit", (*row.treated, *row.others))
    where = (units, *filters(row.where))
    all_rows = ask(viewer, Question(row.metric, by=("unit",), where=where, since=since, until=until))
    if not row.hit:
        return _ByUnit(all_rows.metric, _values(all_rows))
    hits = ask(viewer, Question(
        row.metric, by=("unit",), where=(*where, parse_filter(row.hit)), since=since, until=until
    ))  # fmt: skip
    hit = {unit: value for unit, (value, _n) in _values(hits).items()}
    shares = {unit: (hit.get(unit, 0.0) / n, n) for unit, (_value, n) in _values(all_rows).items() if n}
    return _ByUnit(_share_card(all_rows.metric, row), shares)


def _values(answer: Answer) -> dict[str, tuple[float, int]]:
    return {
        point.keys[0]: (point.result.value, point.result.n or 0)
        for point in answer.points
        if point.keys[0] is not None and point.result.value is not None
    }


def _share_card(card: Card, row: Initiative) -> Card:
    return Card(
        name="share", label=row.hit, explained=_("Share of rows where %(hit)s.") % {"hit": row.hit},
        shown="share", minimum=0, maximum=1, higher_is_better=True,
    )  # fmt: skip
