"""What every interval is: two bounds at a level, and a difference with both."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from scipy.special import ndtr, ndtri

LEVEL = 0.95


class Interval(NamedTuple):
    """A lower and an upper bound."""

    lo: float
    hi: float

    def clipped(self, minimum: float, maximum: float) -> "Interval":
        return Interval(max(minimum, self.lo), min(maximum, self.hi))


@dataclass(frozen=True)
class Difference:
    """How far two scores are apart, with the bounds of that distance; `p` is two-sided, if there is one."""

    value: float
    lo: float
    hi: float
    method: str
    se: float | None = None
    p: float | None = None

    def leaves_out_zero(self) -> bool:
        return self.lo > 0 or self.hi < 0


@lru_cache
def z_of(level: float = LEVEL) -> float:
    """The normal quantile of a two-sided level: 1.959963984540054 for 0.95."""
    return float(ndtri(0.5 + level / 2))


def around(centre: float, se: float, level: float = LEVEL) -> Interval:
    """centre ± z·se."""
    reach = z_of(level) * se
    return Interval(centre - reach, centre + reach)


def two_sided_p(z: float) -> float:
    """The chance of a normal value at least this far from zero."""
    return float(2 * ndtr(-abs(z)))
