"""Which columns of a row are apart: every pair is tested, and all tests of a row hold together.

Two shares: z with the pooled share, two-sided; Fisher's exact test where one of the four expected counts is below 5.
Two means: Welch's t. The p-values of all pairs of one row of one banner are adjusted by Holm's step-down method
(Holm 1979, Scandinavian Journal of Statistics 6), so that the chance of even one false letter in a row is at most 5%.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from math import sqrt
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from oyez.measure.core.intervals.interval import two_sided_p
from oyez.measure.core.intervals.mean import Moments, welch

ALPHA = 0.05
FEWEST_EXPECTED = 5
ROUNDING = 1 + 1e-7

Share = tuple[float, float]
One = TypeVar("One")


def two_shares(one: Share, other: Share) -> float | None:
    """The two-sided p of two independent shares, each as (hits, n); none where all or nobody said so."""
    hits, n = one[0] + other[0], one[1] + other[1]
    pooled = hits / n
    if pooled in (0, 1):
        return None
    if min(pooled, 1 - pooled) * min(one[1], other[1]) < FEWEST_EXPECTED:
        return fisher(one, other)
    se = sqrt(pooled * (1 - pooled) * (1 / one[1] + 1 / other[1]))
    return two_sided_p((one[0] / one[1] - other[0] / other[1]) / se)


def fisher(one: Share, other: Share) -> float:
    """Fisher's exact test of (hits, n) against (hits, n): the chance of every table as unlikely as this one.

    Two-sided as in R and scipy, written out since a banner table has thousands of such pairs.
    """
    hits, n, m = round(one[0]), round(one[1]), round(other[1])
    every = hits + round(other[0])
    if 2 * every > n + m:  # the rarer of yes and no has fewer tables
        hits, every = n - hits, n + m - every
    lowest = max(0, every - m)
    could = np.arange(lowest, min(every, n) + 1)
    chances = np.exp(_ways(n, could) + _ways(m, every - could) - _ways(n + m, np.asarray(every)))
    return float(min(1.0, chances[chances <= chances[hits - lowest] * ROUNDING].sum()))


def _ways(n: int, k: NDArray[Any]) -> NDArray[Any]:
    """The logarithm of n over k."""
    found: NDArray[Any] = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return found


def two_means(one: Moments, other: Moments) -> float | None:
    """The two-sided p of two independent means; none where neither spreads."""
    found = welch(one, other)
    return None if found is None else found.p


def holm(ps: Sequence[float]) -> list[float]:
    """Each p as it stands among all of them: the smallest times their number, the next times one fewer, …"""
    adjusted, worst = [0.0] * len(ps), 0.0
    for done, at in enumerate(sorted(range(len(ps)), key=lambda at: ps[at])):
        worst = max(worst, min(1.0, (len(ps) - done) * ps[at]))
        adjusted[at] = worst
    return adjusted


def higher_than(
    row: Sequence[One | None], value: Callable[[One], float], p_of: Callable[[One, One], float | None]
) -> list[tuple[int, ...]]:
    """For each column of a row, the columns it surely lies above; `None` columns take no part."""
    pairs = [
        (at, to) for at, to in combinations(range(len(row)), 2) if row[at] is not None and row[to] is not None
    ]
    found = [(pair, p) for pair in pairs if (p := p_of(row[pair[0]], row[pair[1]])) is not None]  # type: ignore[arg-type]
    above: list[list[int]] = [[] for _ in row]
    for (pair, _), p in zip(found, holm([p for _, p in found]), strict=True):
        if p < ALPHA:
            low, high = sorted(pair, key=lambda at: value(row[at]))  # type: ignore[arg-type]
            above[high].append(low)
    return [tuple(sorted(one)) for one in above]
