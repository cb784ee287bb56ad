"""Rolling windows: the counts of the last periods pooled, never the mean of their scores.

Overlapping windows share answers: they are drawn, and never tested against each other.
"""

from collections.abc import Sequence
from typing import TypeVar

from oyez.measure.core.metric import Sums, added

MONTHS = 3
SEASONAL_MONTHS = 12

T = TypeVar("T")


def windows(periods: Sequence[T], width: int) -> list[Sequence[T]]:
    """The window that ends with each period, shorter ones at the beginning left out."""
    return [periods[end - width : end] for end in range(width, len(periods) + 1)]


def pooled(periods: Sequence[Sums], width: int) -> list[dict[str, float]]:
    """The sums of each window, for whichever metric combines them; periods without answers are empty."""
    return [added(window) for window in windows(periods, width)]
