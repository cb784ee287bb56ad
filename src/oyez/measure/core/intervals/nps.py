"""Net Promoter Score: share of 9 and 10 less share of 0 to 6, with an interval that holds for small n too.

Variance of one answer coded −1/0/1: P + D − (P − D)². Interval: adjusted Wald (Rocks 2016), which adds three
pseudo-answers (¾ promoter, 1½ passive, ¾ detractor) and clips to [−1, 1]. The score shown stays raw.
"""

from math import sqrt

import msgspec

from oyez.measure.core.intervals.interval import LEVEL, Difference, Interval, around, two_sided_p

SMALL = 100


class Split(msgspec.Struct, frozen=True):
    """How many promoters, passives and detractors; fractions are possible, for pseudo-answers and weights."""

    promoters: float
    passives: float
    detractors: float

    @property
    def n(self) -> float:
        return self.promoters + self.passives + self.detractors

    @property
    def score(self) -> float:
        """−1 … 1; nobody's answers have no score."""
        return (self.promoters - self.detractors) / self.n

    @property
    def variance(self) -> float:
        """Of one answer."""
        return max(0.0, (self.promoters + self.detractors) / self.n - self.score**2)

    @property
    def se(self) -> float:
        return sqrt(self.variance / self.n)

    def adjusted(self) -> "Split":
        """With three pseudo-answers, so that five promoters of five are not certain."""
        return Split(self.promoters + 0.75, self.passives + 1.5, self.detractors + 0.75)

    def __add__(self, other: "Split") -> "Split":
        return Split(
            self.promoters + other.promoters,
            self.passives + other.passives,
            self.detractors + other.detractors,
        )


def wald(split: Split, level: float = LEVEL) -> Interval:
    """The plain interval, for large n and for comparison with published figures."""
    return around(split.score, split.se, level).clipped(-1, 1)


def adjusted_wald(split: Split, level: float = LEVEL) -> Interval:
    """The interval that Oyez shows."""
    added = split.adjusted()
    return around(added.score, added.se, level).clipped(-1, 1)


def difference(later: Split, earlier: Split, level: float = LEVEL) -> Difference:
    """Two independent scores, later − earlier; adjusted where either has fewer than 100 answers."""
    if min(later.n, earlier.n) < SMALL:
        return adjusted_difference(later, earlier, level)
    return wald_difference(later, earlier, level)


def wald_difference(later: Split, earlier: Split, level: float = LEVEL) -> Difference:
    return _difference(later, earlier, level, "Wald")


def adjusted_difference(later: Split, earlier: Split, level: float = LEVEL) -> Difference:
    return _difference(later.adjusted(), earlier.adjusted(), level, "adjusted Wald")


def _difference(later: Split, earlier: Split, level: float, method: str) -> Difference:
    value = later.score - earlier.score
    se = sqrt(later.se**2 + earlier.se**2)
    lo, hi = around(value, se, level)
    p = two_sided_p(value / se) if se > 0 else None
    return Difference(value, lo, hi, method, se, p)


def rolling(months: list[Split], window: int = 3) -> list[Split]:
    """Pooled counts of each window of months: scores of months are never averaged."""
    return [sum(months[end - window : end], start=Split(0, 0, 0)) for end in range(window, len(months) + 1)]
