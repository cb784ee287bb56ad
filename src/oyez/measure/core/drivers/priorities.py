"""The importance–performance map: where to concentrate, where to keep up, where to spend less.

Martilla and James 1977, with derived importance; both cuts are the means of the drivers drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from oyez.measure.core.intervals.interval import Interval


class Priority(StrEnum):
    """Important and weak; important and strong; weak without importance; strong without importance."""

    CONCENTRATE = "concentrate"
    KEEP = "keep"
    LOW = "low priority"
    OVERKILL = "overkill"


@dataclass(frozen=True)
class Spot:
    """Where one driver lies; borderline when one of its intervals reaches across a cut."""

    priority: Priority
    borderline: bool


@dataclass(frozen=True)
class Cuts:
    """From which importance a driver is important, from which performance it does well."""

    importance: float
    performance: float

    def spot(self, importance: float, performance: float) -> Priority:
        if importance >= self.importance:
            return Priority.KEEP if performance >= self.performance else Priority.CONCENTRATE
        return Priority.OVERKILL if performance >= self.performance else Priority.LOW


def cuts(importance: Sequence[float], performance: Sequence[float]) -> Cuts:
    """The means of both; needs one driver."""
    return Cuts(sum(importance) / len(importance), sum(performance) / len(performance))


def spots(
    importance: Sequence[float],
    performance: Sequence[float],
    importance_bounds: Sequence[Interval] | None = None,
    performance_bounds: Sequence[Interval] | None = None,
) -> list[Spot]:
    """Each driver's place; without bounds none is borderline."""
    both = cuts(importance, performance)
    across = importance_bounds or [Interval(value, value) for value in importance]
    along = performance_bounds or [Interval(value, value) for value in performance]
    return [
        Spot(both.spot(i, p), _straddles(a, both.importance) or _straddles(b, both.performance))
        for i, p, a, b in zip(importance, performance, across, along, strict=True)
    ]


def _straddles(bounds: Interval, cut: float) -> bool:
    return bounds.lo < cut < bounds.hi
