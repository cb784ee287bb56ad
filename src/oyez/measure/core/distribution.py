"""How the answers to a question spread over its scale: the points, or stretches of a scale that has too many."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from oyez.journal.core.scales import Scale
from oyez.measure.core.intervals.share import wilson
from oyez.measure.core.result import Beside

MOST_POINTS = 11
STRETCHES = 10
HAIR = 1e-9
SPREAD = "standard deviation"
WILSON = "Wilson"


@dataclass(frozen=True)
class Stretch:
    """From `lowest` to `highest`, both included; a point of a whole-numbered scale has both alike."""

    name: str
    lowest: float
    highest: float


def stretches(scale: Scale) -> tuple[Stretch, ...]:
    """Every point of a whole-numbered scale of at most eleven; else about ten stretches of equal width.

    Stretches share no value: of a scale that is not whole, each but the last ends a billionth of the scale below the
    next, which is finer than anything that was ever asked.
    """
    width = scale.maximum - scale.minimum
    if not scale.whole:
        return _halves_open(scale, width / STRETCHES)
    if width < MOST_POINTS:
        return tuple(_point(scale.minimum + at) for at in range(int(width) + 1))
    step = ceil(width / STRETCHES)
    starts = range(int(scale.minimum), int(scale.maximum) + 1, step)
    return tuple(_whole(start, min(start + step - 1, int(scale.maximum))) for start in starts)


def share_of(name: str, count: float, n: int) -> Beside:
    """So many of n, as a share with its interval."""
    lo, hi = wilson(count, n)
    return Beside(name=name, value=count / n, lo=lo, hi=hi, method=WILSON)


def _point(value: float) -> Stretch:
    return Stretch(f"{value:g}", value, value)


def _whole(lowest: int, highest: int) -> Stretch:
    name = f"{lowest:g}" if lowest == highest else f"{lowest:g}–{highest:g}"
    return Stretch(name, lowest, highest)


def _halves_open(scale: Scale, step: float) -> tuple[Stretch, ...]:
    edges = [scale.minimum + at * step for at in range(STRETCHES)] + [scale.maximum]
    found = []
    for at, (low, high) in enumerate(pairwise(edges), start=1):
        found.append(
            Stretch(
                f"{low:g}–{high:g}",
                low,
                high if at == STRETCHES else high - HAIR * (scale.maximum - scale.minimum),
            )
        )
    return tuple(found)
