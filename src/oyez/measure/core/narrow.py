"""The one function through which numbers pass: raw sums in, what this viewer may see of them out.

The rows were narrowed to the viewer's data scope before they were summed; here small groups are hidden, and
those from which a hidden one could be worked out.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.measure.core.calendar import next_start
from oyez.measure.core.groups import Group
from oyez.measure.core.ladder import SCORE, Rung, rung
from oyez.measure.core.metric import Metric, Sums
from oyez.measure.core.question import Every
from oyez.measure.core.result import Answered, Flag, Period, Point, Result

DOMINANT = 0.7
LOW_RESPONSE = 0.2


@dataclass(frozen=True)
class Rules:
    """What holds for a whole question: k, its period, whether answers that are not identified stayed out.

    `apart` is the place of a dimension whose groups must not be added up, as currencies.
    """

    k: int
    period: Period
    every: Every | None = None
    left_out: bool = False
    dominance: bool = True
    apart: int | None = None


def narrow(viewer: Viewer, metric: Metric, groups: Sequence[Group], rules: Rules) -> list[Point]:
    """Each group as this viewer may see it."""
    _must_be_allowed(viewer, metric)
    hidden = _hidden(metric, groups, rules)
    metric = _among(metric, (group.sums for at, group in enumerate(groups) if at not in hidden))
    return [
        Point(keys=group.keys, start=group.start, result=_result(metric, group, rules, hidden.get(at)))
        for at, group in enumerate(groups)
    ]


def narrow_total(
    viewer: Viewer, metric: Metric, groups: Sequence[Group], whole: Group, rules: Rules
) -> Result | None:
    """The whole of all groups; none where they cannot be added, as with two currencies."""
    _must_be_allowed(viewer, metric)
    if rules.apart is not None and len({group.keys[rules.apart] for group in groups}) > 1:
        return None
    return _result(metric, whole, rules, _hidden(metric, [whole], rules).get(0))


def _among(metric: Metric, seen: Iterable[Sums]) -> Metric:
    """A metric that leans on the groups beside it, which are only those that are seen."""
    return metric if metric.among is None else replace(metric, combine=metric.among(list(seen)))


def _must_be_allowed(viewer: Viewer, metric: Metric) -> None:
    viewer.needs(Can.NUMBERS)
    if metric.money:
        viewer.needs(Can.REVENUE)


def _hidden(metric: Metric, groups: Sequence[Group], rules: Rules) -> dict[int, Flag]:
    """Which groups are hidden, and why. What is merely counted is not, since all in it are identified or k; where
    the count could tell what somebody answered, it is by the persons behind it.
    """
    if metric.counted and not metric.each_once and not any(_is_guarded(group) for group in groups):
        return {}
    sizes = [min(group.n, group.voices if group.voices is not None else group.n) for group in groups]
    hidden = {
        at: Flag.TOO_FEW
        for at, n in enumerate(sizes)
        if 0 < n < rules.k or (_is_guarded(groups[at]) and n < rules.k)
    }
    if rules.dominance:
        hidden |= {
            at: Flag.DOMINATED for at, group in enumerate(groups) if at not in hidden and _dominated(group)
        }
    lines, before = _lines(groups) if hidden else [], -1
    while len(hidden) > before:  # hiding in a row may open a column
        before = len(hidden)
        for line in lines:
            _hide_remainder(line, sizes, hidden, rules.k)
    return hidden


def _is_guarded(group: Group) -> bool:
    return group.voices is not None and group.n > 0


def _dominated(group: Group) -> bool:
    """Whether one account gave more than 70 % of the identified answers."""
    return group.largest > DOMINANT * group.n


def _lines(groups: Sequence[Group]) -> list[list[int]]:
    """Siblings: groups alike in all but one dimension, whose sum somebody may know."""
    lines: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        place = (*group.keys, group.start)
        for axis in range(len(place)):
            lines[axis, place[:axis], place[axis + 1 :]].append(at)
    return [line for line in lines.values() if len(line) > 1]


def _hide_remainder(line: Sequence[int], sizes: Sequence[float], hidden: dict[int, Flag], k: int) -> None:
    """If the hidden siblings are one, or together fewer than k, hide the next smallest too."""
    while (dark := [at for at in line if at in hidden]) and (
        len(dark) == 1 or sum(sizes[at] for at in dark) < k
    ):
        seen = [at for at in line if at not in hidden and sizes[at] > 0]
        if not seen:
            return
        hidden[min(seen, key=lambda at: (sizes[at], at))] = Flag.REMAINDER


def _result(metric: Metric, group: Group, rules: Rules, why_hidden: Flag | None) -> Result:
    estimate = metric.combine(group.sums or dict.fromkeys((one.name for one in metric.sums), 0))
    period = _period(group.start, rules)
    mode = _mode(group)
    flags = (Flag.CONFIDENTIAL_LEFT_OUT,) if rules.left_out else ()
    invited = group.invited or None  # answers without any invitation came another way
    if why_hidden is not None:
        return Result(
            value=None, n=None, lo=None, hi=None, method=estimate.method, period=period, rung=Rung.HIDDEN,
            mode=mode, suppressed=True, flags=(why_hidden, *flags),
        )  # fmt: skip
    if not metric.counted and 0 < estimate.n < SCORE:
        flags = (Flag.SMALL_N, *flags)
    if invited and estimate.n < LOW_RESPONSE * invited:
        flags = (*flags, Flag.LOW_RESPONSE)
    return Result(
        value=estimate.value, n=estimate.n, lo=estimate.lo, hi=estimate.hi, method=estimate.method,
        period=period, rung=Rung.TREND if metric.counted else rung(estimate.n, rules.k), mode=mode,
        n_invited=invited, beside=estimate.beside, flags=(*estimate.flags, *flags),
    )  # fmt: skip


def _mode(group: Group) -> Answered:
    if not group.released.get("n"):
        return Answered.IDENTIFIED
    return Answered.MIXED if group.identified.get("n") else Answered.CONFIDENTIAL


def _period(start: date | None, rules: Rules) -> Period:
    """The days a group covers: its stretch, cut to the question's period."""
    if start is None or rules.every is None:
        return rules.period
    end = next_start(start, rules.every)
    since, until = rules.period.since, rules.period.until
    return Period(max(start, since) if since else start, min(end, until) if until else end)
