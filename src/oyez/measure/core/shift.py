"""Marks a period in which who answered moved the whole more than what they answered."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import msgspec

from oyez.measure.core.mix import Part, rate_and_mix
from oyez.measure.core.result import Flag, Point

Parts = dict[tuple[str | None, ...], Part]


def mark_shifts(overall: Sequence[Point], points: Sequence[Point]) -> list[Point]:
    """Each period of the whole against the one before it; `points` are the groups of the same periods.

    Marked is a period whose mix moved the whole further than its rate did, and further than the margin of chance
    (METHOD 1.5). Only what may be shown is looked at: where a group is hidden, nothing is said.
    """
    parts = _by_period(points)
    found = list(overall)
    for at in range(1, len(found)):
        before, after = parts.get(found[at - 1].start), parts.get(found[at].start)
        if before and after and _shifted(before, after, found[at]):
            found[at] = _marked(found[at])
    return found


def _by_period(points: Sequence[Point]) -> dict[date | None, Parts | None]:
    """The groups of each period with their shares of all answers; nothing where one of them is hidden."""
    together: defaultdict[date | None, list[Point]] = defaultdict(list)
    for point in points:
        together[point.start].append(point)
    return {start: _parts(siblings) for start, siblings in together.items()}


def _parts(siblings: Sequence[Point]) -> Parts | None:
    if any(one.result.suppressed for one in siblings):
        return None
    n = sum(one.result.n or 0 for one in siblings)
    return {
        one.keys: Part((one.result.n or 0) / n, one.result.value)
        for one in siblings
        if one.result.value is not None
    }


def _shifted(before: Parts, after: Parts, whole: Point) -> bool:
    lo, hi = whole.result.lo, whole.result.hi
    if lo is None or hi is None:
        return False
    split = rate_and_mix(before, after)
    return abs(split.mix) > max(abs(split.rate), (hi - lo) / 2)


def _marked(point: Point) -> Point:
    flags = (*point.result.flags, Flag.MIX_SHIFT)
    return msgspec.structs.replace(point, result=msgspec.structs.replace(point.result, flags=flags))
