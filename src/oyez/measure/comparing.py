"""A question asked twice, of two periods or of two segments: what differs, and whether customers or their mix do."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company, tree
from oyez.kit.clock import today
from oyez.kit.errors import Refused
from oyez.measure.ask import ask
from oyez.measure.core.calendar import add_months
from oyez.measure.core.question import Filter, Question
from oyez.measure.core.result import Answer, Period, Result
from oyez.measure.core.scores.compared import Comparison, Contrast, Side, shift, side

NO_TOTAL = "Amounts in several currencies have no common total to be compared: filter on one currency."


class Against(StrEnum):
    """What a period is compared with."""

    BEFORE = "before"
    YEAR = "year"


def compare(viewer: Viewer, question: Question, against: str = Against.BEFORE) -> Comparison:
    """The question's period against the one before it, or against the same days a year earlier.

    Groups are those of the question's first dimension; without one, those of the widest level with two units.
    """
    later = _later(question)
    earlier = _earlier(later, _against(against))
    by = question.by[0] if question.by else usual_dimension(viewer)
    asked = replace(question, by=(by,), every=None)
    now = ask(viewer, replace(asked, since=later.since, until=later.until))
    then = ask(viewer, replace(asked, since=earlier.since, until=earlier.until))
    if now.total is None or then.total is None:
        raise Refused(NO_TOTAL)
    groups = _sides(now, then)
    whole = side(None, now.total, then.total)
    return Comparison(
        metric=now.metric,
        by=by,
        where=now.where,
        earlier_period=earlier,
        later_period=later,
        total=whole,
        groups=groups,
        shift=shift(by, now.metric, whole, groups),
        names={**then.names.get(by, {}), **now.names.get(by, {})},
    )


def contrast(viewer: Viewer, question: Question, versus: Sequence[Filter]) -> Contrast:
    """The question's segment against another: its filters, those of `versus` in the place of the same dimension's.

    Group by group if the question has a dimension. Bounds are those of segments that share no answer: where they do,
    the true ones are narrower, and how many they share is said.
    """
    if not versus:
        raise Refused("Say what to compare with: a filter such as tier=silver.")
    by = question.by[:1]
    asked = replace(question, by=by, every=None, rolling=0)
    instead = {one.dimension for one in versus}
    others = (*(one for one in asked.where if one.dimension not in instead), *versus)
    if set(others) == set(asked.where):
        raise Refused("Both segments are the same: nothing differs.")
    one, other = ask(viewer, asked), ask(viewer, replace(asked, where=others))
    both = ask(viewer, replace(asked, by=(), where=tuple(dict.fromkeys((*asked.where, *others))))).total
    if one.total is None or other.total is None or both is None:
        raise Refused(NO_TOTAL)
    return Contrast(
        metric=one.metric,
        by=by[0] if by else "",
        one_where=one.where,
        other_where=other.where,
        period=one.period,
        total=side(None, one.total, other.total),
        groups=_sides(one, other) if by else (),
        overlap=both.n,
        names={**other.names.get(by[0], {}), **one.names.get(by[0], {})} if by else {},
    )


def _sides(later: Answer, earlier: Answer) -> tuple[Side, ...]:
    """Each group in both; their bounds hold for all of them together."""
    earlier_by, later_by = _by_key(earlier), _by_key(later)
    keys = sorted({**earlier_by, **later_by}, key=lambda key: (key is None, key or ""))
    return tuple(side(key, later_by.get(key), earlier_by.get(key), len(keys)) for key in keys)


def usual_dimension(viewer: Viewer) -> str:
    """The level that most of this viewer's units stand under, the widest of those; touchpoints where there is none."""
    standing, units = tree(), viewer.scope.units
    under: defaultdict[str, set[str]] = defaultdict(set)
    tops: defaultdict[str, set[str]] = defaultdict(set)
    for unit in standing.names if units is None else units:
        for hierarchy in standing.hierarchies:
            for above in standing.path(hierarchy, unit):
                level = standing.kinds.get(above, "")
                under[level].add(unit)
                tops[level].add(above)
    several = [
        (-len(under[level]), len(tops[level]), level) for level in under if level and len(tops[level]) > 1
    ]
    return min(several)[2] if several else "touchpoint"


def _later(question: Question) -> Period:
    if question.since is None:
        raise Refused("To compare, say since when: the period before it is as long.")
    until = question.until or today(the_company().time_zone) + timedelta(days=1)
    if until <= question.since:
        raise Refused("The period to compare begins in the future.")
    return Period(question.since, until)


def _earlier(later: Period, against: Against) -> Period:
    assert later.since is not None
    assert later.until is not None
    if against is Against.YEAR:
        return Period(_a_year_before(later.since), _a_year_before(later.until))
    if later.since.day == later.until.day == 1:
        months = 12 * (later.until.year - later.since.year) + later.until.month - later.since.month
        return Period(add_months(later.since, -months), later.since)
    return Period(later.since - (later.until - later.since), later.since)


def _a_year_before(day: date) -> date:
    """The same day; 28 February for a leap day."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _against(text: str) -> Against:
    try:
        return Against(text)
    except ValueError:
        raise Refused(f"A period is compared with “before” or with “year”; “{text}” is neither.") from None


def _by_key(answer: Answer) -> dict[str | None, Result]:
    return {point.keys[0]: point.result for point in answer.points}
