"""What may be said of results beside each other: which are apart, which have moved, which may be chance.

Bounds of sums and differences come from the bounds of their parts (MOVER; Zou and Donner 2008, Statistics in
Medicine), widened so that all comparisons of a page together hold at 95% (Bonferroni).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import hypot

from oyez.measure.core.intervals.interval import LEVEL, Difference, z_of
from oyez.measure.core.ladder import TREND
from oyez.measure.core.result import Result

METHOD = "MOVER"


class Move(StrEnum):
    """How the later half stands to the earlier one."""

    RISEN = "risen"
    FALLEN = "fallen"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Known:
    """A value with its 95% bounds and how many answers it stands on."""

    value: float
    lo: float
    hi: float
    n: int


@dataclass(frozen=True)
class Halves:
    """The later half of a series against the earlier one; they share no answer."""

    earlier: Known
    later: Known
    change: Difference

    @property
    def move(self) -> Move:
        """Fewer than 100 answers on a side carry no verdict."""
        if min(self.earlier.n, self.later.n) < TREND or not self.change.leaves_out_zero():
            return Move.UNDECIDED
        return Move.RISEN if self.change.value > 0 else Move.FALLEN


def known(result: Result) -> Known | None:
    """A result that is shown with an interval, else nothing."""
    if result.value is None or result.lo is None or result.hi is None or not result.n:
        return None
    return Known(result.value, result.lo, result.hi, result.n)


def pooled(parts: Sequence[Known]) -> Known:
    """All answers of all parts as one: each part weighs as many answers as it has."""
    n = sum(part.n for part in parts)
    value = sum(part.n * part.value for part in parts) / n
    below = hypot(*(part.n * (part.value - part.lo) for part in parts)) / n
    above = hypot(*(part.n * (part.hi - part.value) for part in parts)) / n
    return Known(value, value - below, value + above, n)


def difference(later: Known, earlier: Known, comparisons: int = 1) -> Difference:
    """later − earlier, with bounds that hold for so many comparisons together."""
    wider = z_of(1 - (1 - LEVEL) / max(1, comparisons)) / z_of()
    value = later.value - earlier.value
    below = wider * hypot(later.value - later.lo, earlier.hi - earlier.value)
    above = wider * hypot(later.hi - later.value, earlier.value - earlier.lo)
    return Difference(value, value - below, value + above, METHOD)


def halves(series: Sequence[Result | None], comparisons: int = 1) -> Halves | None:
    """A series cut in the middle; a middle period of an odd number counts as later. Nothing without two sides."""
    middle = len(series) // 2
    sides = [
        [part for one in side if one is not None and (part := known(one)) is not None]
        for side in (series[:middle], series[middle:])
    ]
    if not all(sides):
        return None
    earlier, later = map(pooled, sides)
    return Halves(earlier, later, difference(later, earlier, comparisons))


def highest_and_lowest(results: Sequence[Result]) -> tuple[int, int] | None:
    """The places of the highest and the lowest of those with enough answers to be compared."""
    enough = [at for at, one in enumerate(results) if (one.n or 0) >= TREND and known(one) is not None]
    if len(enough) < 2:
        return None
    by_value = sorted(enough, key=lambda at: results[at].value or 0)
    return by_value[-1], by_value[0]


def are_apart(results: Sequence[Result], one: int, other: int) -> bool:
    """Whether two of many lie further apart than chance explains, whichever two were picked."""
    high, low = known(results[one]), known(results[other])
    if high is None or low is None:
        return False
    comparable = sum((result.n or 0) >= TREND for result in results)
    pairs = sum(1 for _ in combinations(range(comparable), 2))
    return difference(high, low, pairs).leaves_out_zero()
