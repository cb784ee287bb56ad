"""What another answer would tell about somebody: graded-response items (METHOD 10, adaptive length)."""

from collections.abc import Sequence
from itertools import pairwise
from math import exp


def categories(theta: float, slope: float, thresholds: Sequence[float]) -> list[float]:
    """The probability of each answer, from the lowest, of one whose standing is `theta` (Samejima 1969)."""
    reached = [1.0, *_reached(theta, slope, thresholds), 0.0]
    return [above - next_above for above, next_above in pairwise(reached)]


def information(theta: float, slope: float, thresholds: Sequence[float]) -> float:
    """Fisher information of one answer about `theta`: Σ P′²/P over its categories."""
    reached = [1.0, *_reached(theta, slope, thresholds), 0.0]
    change = [slope * share * (1 - share) for share in reached]
    return sum(
        (change[at] - change[at + 1]) ** 2 / chance
        for at, chance in enumerate(categories(theta, slope, thresholds))
        if chance > 0
    )


def _reached(theta: float, slope: float, thresholds: Sequence[float]) -> list[float]:
    return [1 / (1 + exp(-slope * (theta - threshold))) for threshold in thresholds]
