"""Shares (top-2-box, agreement): Wilson for one, Newcombe's hybrid (1998, method 10) for a difference."""

from math import sqrt

from oyez.measure.core.intervals.interval import LEVEL, Difference, Interval, z_of


def wilson(hits: float, n: float, level: float = LEVEL) -> Interval:
    """Score interval of hits / n; with an effective n it serves weighted shares."""
    z = z_of(level)
    p = hits / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return Interval(centre - reach, centre + reach).clipped(0, 1)


def newcombe(
    later_hits: float, later_n: float, earlier_hits: float, earlier_n: float, level: float = LEVEL
) -> Difference:
    """Difference of two independent shares, later − earlier."""
    later, earlier = later_hits / later_n, earlier_hits / earlier_n
    one, two = wilson(later_hits, later_n, level), wilson(earlier_hits, earlier_n, level)
    value = later - earlier
    lo = value - sqrt((later - one.lo) ** 2 + (two.hi - earlier) ** 2)
    hi = value + sqrt((one.hi - later) ** 2 + (earlier - two.lo) ** 2)
    return Difference(value, lo, hi, "Newcombe")
