"""Stars: an average that leans on its category while n is small, and a bound to rank by."""

from collections.abc import Sequence
from math import sqrt

from oyez.measure.core.intervals.interval import LEVEL, Interval, z_of

PRIOR_STRENGTH = 10.0


def bayesian_average(total: float, n: float, category_mean: float, strength: float = PRIOR_STRENGTH) -> float:
    """(C·m + Σ) / (C + n): with no stars at all, the mean of the category."""
    return (strength * category_mean + total) / (strength + n)


def dirichlet_interval(counts: Sequence[float], level: float = LEVEL, lowest: float = 1.0) -> Interval:
    """Bounds of the mean with one pseudo-answer a level (Evan Miller): rank by `lo`, show the average."""
    mean, sd = _posterior(counts, lowest)
    reach = z_of(level) * sd
    return Interval(mean - reach, mean + reach)


def dirichlet_mean(counts: Sequence[float], lowest: float = 1.0) -> float:
    """The mean with one pseudo-answer a level."""
    return _posterior(counts, lowest)[0]


def _posterior(counts: Sequence[float], lowest: float) -> tuple[float, float]:
    size = sum(counts) + len(counts)
    shares = [(count + 1) / size for count in counts]
    levels = [lowest + step for step in range(len(counts))]
    mean = sum(level * share for level, share in zip(levels, shares, strict=True))
    square = sum(level**2 * share for level, share in zip(levels, shares, strict=True))
    return mean, sqrt((square - mean**2) / (size + 1))
