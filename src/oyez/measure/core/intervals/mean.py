"""Means of scores: t-interval from sums, Welch's difference of two, the paired change of the same people."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import stdtr, stdtrit

from oyez.measure.core.intervals.interval import LEVEL, Difference, Interval


@dataclass(frozen=True)
class Moments:
    """n, sum and sum of squares: all that a mean and its interval need, and they add up."""

    n: float
    total: float
    squares: float

    @property
    def mean(self) -> float:
        return self.total / self.n

    @property
    def variance(self) -> float:
        """Of one answer, divisor n − 1."""
        return max(0.0, (self.squares - self.total * self.mean) / (self.n - 1))

    @property
    def se(self) -> float:
        return sqrt(self.variance / self.n)

    @classmethod
    def of(cls, values: Sequence[float]) -> "Moments":
        return cls(len(values), sum(values), sum(value * value for value in values))


def t_interval(moments: Moments, level: float = LEVEL) -> Interval:
    """mean ± t·se with n − 1 degrees of freedom; needs two answers."""
    reach = float(stdtrit(moments.n - 1, 0.5 + level / 2)) * moments.se
    return Interval(moments.mean - reach, moments.mean + reach)


def welch(later: Moments, earlier: Moments, level: float = LEVEL) -> Difference | None:
    """Two independent means, later − earlier; none where either has fewer than two answers."""
    if min(later.n, earlier.n) < 2:
        return None
    one, two = later.variance / later.n, earlier.variance / earlier.n
    if one + two <= 0:
        return None
    se = sqrt(one + two)
    freedom = (one + two) ** 2 / (one**2 / (later.n - 1) + two**2 / (earlier.n - 1))
    value = later.mean - earlier.mean
    reach = float(stdtrit(freedom, 0.5 + level / 2)) * se
    p = float(2 * stdtr(freedom, -abs(value / se)))
    return Difference(value, value - reach, value + reach, "Welch", se, p)


@dataclass(frozen=True)
class Paired:
    """The mean change of the same people, tested by t."""

    mean: float
    sd: float
    se: float
    t: float
    df: int
    p: float
    lo: float
    hi: float


def paired(later: Sequence[float], earlier: Sequence[float], level: float = LEVEL) -> Paired:
    """Later − earlier of the same people, for NPS coded −1/0/1; needs two changes that differ."""
    changes = [after - before for after, before in zip(later, earlier, strict=True)]
    moments = Moments.of(changes)
    df = len(changes) - 1
    t = moments.mean / moments.se
    lo, hi = t_interval(moments, level)
    return Paired(
        mean=moments.mean,
        sd=sqrt(moments.variance),
        se=moments.se,
        t=t,
        df=df,
        p=float(2 * stdtr(df, -abs(t))),
        lo=lo,
        hi=hi,
    )
