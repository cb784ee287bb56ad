"""Two measured values compared by their intervals alone, so that what is hidden stays hidden.

Variance estimates recovery (Zou & Donner 2008): the distance from a value to its bound stands for its spread on
that side. With Wilson bounds this is Newcombe's hybrid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtr, ndtri

LEVEL = 0.95
Z = float(ndtri(0.5 + LEVEL / 2))


@dataclass(frozen=True)
class Measured:
    """A value with its 95 % bounds and what it stands on."""

    value: float
    lo: float
    hi: float
    n: int

    @property
    def below(self) -> float:
        return max(0.0, self.value - self.lo)

    @property
    def above(self) -> float:
        return max(0.0, self.hi - self.value)


@dataclass(frozen=True)
class Compared:
    """One value less the other, with 95 % bounds and a two-sided p."""

    value: float
    lo: float
    hi: float
    p: float
    n: int

    @property
    def sure(self) -> float:
        """The part of the difference that its interval leaves, 0 where it includes none."""
        return max(0.0, self.lo, -self.hi)


def pool(parts: Sequence[Measured]) -> Measured | None:
    """Groups taken together: counts are pooled; the bounds are those of independent strata."""
    total = sum(part.n for part in parts)
    if not total:
        return None
    value = sum(part.n * part.value for part in parts) / total
    below = sqrt(sum((part.n * part.below) ** 2 for part in parts)) / total
    above = sqrt(sum((part.n * part.above) ** 2 for part in parts)) / total
    return Measured(value, value - below, value + above, total)


def compare(one: Measured, other: Measured) -> Compared:
    """one − other; a value without spread on the side that matters is never significant."""
    value = one.value - other.value
    down = sqrt(one.below**2 + other.above**2)
    up = sqrt(one.above**2 + other.below**2)
    reach = down if value > 0 else up
    p = float(2 * ndtr(-abs(value) / (reach / Z))) if reach > 0 else 1.0
    return Compared(value, value - down, value + up, p, one.n + other.n)


@dataclass(frozen=True)
class Step:
    """Where a series changed: the first period of the later stretch, and the later less the earlier one."""

    at: int
    change: Compared
    before: Measured
    after: Measured


def step(series: Sequence[Measured | None], *, fewest: int = 30, stretch: int = 2) -> Step | None:
    """The best place to cut a series in two; p is multiplied by the number of places that were tried.

    Both stretches need `stretch` periods with a value and `fewest` answers.
    """
    tried = []
    for at in range(stretch, len(series) - stretch + 1):
        before, after = _stretch(series[:at], stretch), _stretch(series[at:], stretch)
        if before and after and min(before.n, after.n) >= fewest:
            tried.append(Step(at, compare(after, before), before, after))
    if not tried:
        return None
    best = min(tried, key=lambda found: (found.change.p, -abs(found.change.value)))
    change = best.change
    p = min(1.0, change.p * len(tried))
    return Step(best.at, Compared(change.value, change.lo, change.hi, p, change.n), best.before, best.after)


def _stretch(series: Sequence[Measured | None], fewest: int) -> Measured | None:
    parts = [part for part in series if part is not None]
    return pool(parts) if len(parts) >= fewest else None
