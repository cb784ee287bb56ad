"""Goals and initiatives in words and figures: what a page, a command and a program say of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from oyez.act.core.questions import filters
from oyez.act.models import Initiative
from oyez.act.queries.goals import Gap, Stage, Standing
from oyez.act.queries.initiatives import DecisionCard, Evidence, Grade, Missing
from oyez.kit.charts import numerals
from oyez.kit.charts.figure import Figure
from oyez.kit.charts.table import Cell, Column, Table
from oyez.measure import wording
from oyez.measure.core.goals import Verdict
from oyez.measure.core.initiatives import Judged, Said
from oyez.measure.core.question import Filter, parse_filter
from oyez.measure.core.result import Card
from oyez.measure.figures import figure
from oyez.measure.metrics import MEAN

ORDER = (Verdict.MISSED, Verdict.UNDECIDED, Verdict.MET)


@dataclass(frozen=True)
class Tally:
    """How many goals are met, missed and undecided."""

    met: int
    missed: int
    undecided: int


def tally(standings: Sequence[Standing]) -> Tally:
    counts = {kind: sum(one.verdict == kind for one in standings) for kind in Verdict}
    return Tally(counts[Verdict.MET], counts[Verdict.MISSED], counts[Verdict.UNDECIDED])


def by_urgency(standings: Sequence[Standing]) -> list[Standing]:
    """The missed ones first."""
    return sorted(standings, key=lambda one: ORDER.index(one.verdict))


def goal_figure(one: Standing) -> Figure:
    return figure(one.card, one.result, name=one.goal.name, target=one.goal.target, verdict=one.verdict.value)


def goal_number(one: Standing) -> str:
    """`72 of 85`: the score and its target."""
    if one.result is None or one.result.value is None:
        return _("– of %(target)s") % {"target": on_scale(one.card, one.goal.target)}
    score = on_scale(one.card, one.result.value)
    return _("%(score)s of %(target)s") % {"score": score, "target": on_scale(one.card, one.goal.target)}


def goal_where(one: Standing, names: dict[str, str]) -> str:
    """Whose goal it is, and what it is narrowed to."""
    goal = one.goal
    parts = [names.get(goal.unit, goal.unit), goal.stage, goal.survey, goal.owner.name]
    return " · ".join(part for part in parts if part)


def goal_when(one: Standing) -> str:
    """How long it runs, and that an early verdict is not the last."""
    day = date_format(one.goal.until, "j M Y")
    if one.stage == Stage.OVER:
        return _("ended %(day)s") % {"day": day}
    return _("so far; runs until %(day)s") % {"day": day}


def on_scale(card: Card, value: float) -> str:
    return wording.number(card, value, 0)


def change(card: Card, value: float) -> str:
    """A difference with its sign: points where the metric is read in percent or points."""
    if card.shown in ("share", "points"):
        return _("%(change)s points") % {"change": numerals.points(value)}
    return numerals.signed(value, 2)


def measured(row: Initiative) -> str:
    """What an initiative is judged by: “Share of complete: true · Kind: fitting · Visit: 1”."""
    only = [_filtered(one) for one in filters(row.where)]
    if row.hit:
        return " · ".join([_("Share of %(hit)s") % {"hit": _filtered(parse_filter(row.hit))}, *only])
    return " · ".join([row.metric.removeprefix(MEAN), *only])


def _filtered(one: Filter) -> str:
    return f"{wording.dimension(one.dimension)}: {', '.join(one.values)}"


SHAPES = {
    Said.IMPROVED: "met", Said.NO_CHANGE: "undecided", Said.WORSE: "missed", Said.CANNOT_TELL: "undecided",
}  # fmt: skip


def verdict(card: DecisionCard) -> tuple[str, str]:
    """The shape and the words of a verdict."""
    found = card.evidence
    if found is None:
        return "undecided", _("checked") if card.is_due else _("not checked yet")
    if found.judged is not None and card.grade == Grade.COMPARISON:
        return SHAPES[found.judged.said], said(found.judged.said)
    if found.missing == Missing.NOT_DUE:
        return "undecided", _("not checked yet")
    return "undecided", _("descriptive only") if card.grade == Grade.DESCRIPTIVE else said(Said.CANNOT_TELL)


def said(word: Said) -> str:
    """The vocabulary of verdicts; there are no other words."""
    return {
        Said.IMPROVED: _("improved"),
        Said.NO_CHANGE: _("no detectable change"),
        Said.WORSE: _("worse"),
        Said.CANNOT_TELL: _("cannot tell"),
    }[word]


def because(card: DecisionCard) -> str:
    """What the verdict means, in one sentence."""
    row, found = card.initiative, card.evidence
    if found is None:
        return _("Figures are for those who see the whole company.")
    if found.missing is not None:
        return _missing(card, found.missing)
    if found.judged is None or card.grade == Grade.DESCRIPTIVE:
        moved = "–" if found.change is None else change(found.card, found.change)
        words = _("Before and after: %(change)s. All else that changed is in it; it says nothing of causes.")
        return words % {"change": moved}
    words = _judged(found.card, found.judged, row.worthwhile)
    if found.months is None:
        return words
    spread = {"words": words, "before": found.months[0], "after": found.months[1]}
    return _("%(words)s Predicted from the others' %(before)s months before, over %(after)s months.") % spread


def _judged(card: Card, found: Judged, worthwhile: float) -> str:
    effect, lo, hi = (
        change(card, value) if abs(value) < 1e6 else "∞" for value in (found.effect, found.lo, found.hi)
    )
    spread = {"effect": effect, "lo": lo, "hi": hi, "worth": change(card, worthwhile)}
    match found.said:
        case Said.IMPROVED:
            return _("%(effect)s against where nothing was done (95%% interval %(lo)s to %(hi)s).") % spread
        case Said.WORSE:
            return _("%(effect)s against where nothing was done (95%% interval %(lo)s to %(hi)s).") % spread
        case Said.NO_CHANGE:
            return (
                _("An effect of more than %(hi)s is ruled out; %(worth)s would have been worth it.") % spread
            )
    words = _("Between %(lo)s and %(hi)s: an effect worth having (%(worth)s) is neither shown nor ruled out.")
    return words % spread


def _missing(card: DecisionCard, why: Missing) -> str:
    if why == Missing.NOT_DUE:
        day = date_format(card.initiative.check_on, "j M Y")
        return _("Checked on %(day)s. Who looks before finds effects that are chance.") % {"day": day}
    if why == Missing.TOO_FEW_UNITS:
        return _("So few units cannot tell even a clear effect from chance.")
    return _("Too few answers on one of the two sides.")


def unit_table(found: Evidence) -> Table:
    """Every unit before and since."""
    columns = (
        Column(name=_("Unit")), Column(name=_("Before"), numeric=True), Column(name=_("Since"), numeric=True),
        Column(name=_("Change"), numeric=True), Column(name=_("n before, since"), numeric=True),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(words=row.name, below=_("done here") if row.treated else _("compared")),
            "–" if row.before is None else on_scale(found.card, row.before),
            "–" if row.after is None else on_scale(found.card, row.after),
            "–" if row.change is None else change(found.card, row.change),
            f"{row.n_before}, {row.n_after}",
        )
        for row in found.rows
    )
    return Table(columns=columns, rows=rows, caption=_("Units before and since"))


def gap_words(gap: Gap) -> str:
    """What was expected against what came."""
    expected = on_scale(gap.card, gap.expectation.value)
    if gap.result is None or gap.result.value is None:
        return _("expected %(expected)s, nothing to compare yet") % {"expected": expected}
    came = on_scale(gap.card, gap.result.value)
    words = _("expected %(expected)s, came %(came)s") % {"expected": expected, "came": came}
    return (
        words if gap.is_outside else _("%(words)s: as expected, within what chance allows") % {"words": words}
    )


def of_goal(one: Standing) -> dict[str, Any]:
    """A goal as a plain record."""
    goal, result = one.goal, one.result
    return {
        "key": goal.key, "name": goal.name, "metric": goal.metric, "unit": goal.unit or None,
        "stage": goal.stage or None, "touchpoint": goal.touchpoint or None, "survey": goal.survey or None,
        "target": goal.target, "since": goal.since, "until": goal.until, "owner": goal.owner.name,
        "baseline": goal.baseline, "detectable": goal.detectable, "state": one.stage.value,
        "value": result.value if result else None, "n": result.n if result else None,
        "lo": result.lo if result else None, "hi": result.hi if result else None,
        "verdict": one.verdict.value,
    }  # fmt: skip


def of_initiative(card: DecisionCard) -> dict[str, Any]:
    """An initiative as a plain record; its figures only for those who see the whole company."""
    row, found = card.initiative, card.evidence
    record: dict[str, Any] = {
        "key": row.key, "name": row.name, "owner": row.owner.name, "sponsor": row.sponsor.name,
        "metric": row.metric, "hit": row.hit or None, "where": row.where or None, "since": row.since,
        "check_on": row.check_on, "evidence": card.grade.value, "verdict": verdict(card)[1],
        "because": because(card), "registered_at": row.registered_at,
        "budget": row.budget, "cost": row.cost,
    }  # fmt: skip
    if found is not None and found.judged is not None:
        judged = found.judged
        record |= {"effect": judged.effect, "p": judged.p, "exact": judged.exact,
                   "lo": _finite(judged.lo), "hi": _finite(judged.hi), "units": len(found.rows),
                   "months": found.months}  # fmt: skip
    return record


def _finite(bound: float) -> float | None:
    return bound if abs(bound) != float("inf") else None
