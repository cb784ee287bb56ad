"""Charts for shifts too small for a single period: EWMA (Roberts 1959) and CUSUM (Page 1954), for the analyst.

Both take values standardised by frozen limits, so that periods of unequal size weigh right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

LAMBDA, REACH = 0.2, 2.962
SLACK, DECISION = 0.5, 5.0


@dataclass(frozen=True)
class Smoothed:
    """An EWMA with its limits; `beyond` are the places (from 0) outside of them."""

    values: tuple[float, ...]
    lower: float
    upper: float

    @property
    def beyond(self) -> tuple[int, ...]:
        return tuple(at for at, value in enumerate(self.values) if not self.lower <= value <= self.upper)


@dataclass(frozen=True)
class Summed:
    """A two-sided CUSUM; `beyond` are the places (from 0) where either side passes the decision limit."""

    high: tuple[float, ...]
    low: tuple[float, ...]
    decision: float

    @property
    def beyond(self) -> tuple[int, ...]:
        sides = zip(self.high, self.low, strict=True)
        return tuple(at for at, pair in enumerate(sides) if max(pair) > self.decision)


def ewma(
    values: Sequence[float],
    target: float = 0.0,
    sigma: float = 1.0,
    smoothing: float = LAMBDA,
    reach: float = REACH,
) -> Smoothed:
    """zₜ = λxₜ + (1−λ)zₜ₋₁ from the target; limits target ± L·σ·√(λ/(2−λ)). λ .2, L 2.962: ARL₀ ≈ 500."""
    smooth, at = [], target
    for value in values:
        at = smoothing * value + (1 - smoothing) * at
        smooth.append(at)
    limit = reach * sigma * sqrt(smoothing / (2 - smoothing))
    return Smoothed(tuple(smooth), target - limit, target + limit)


def cusum(
    values: Sequence[float], target: float = 0.0, slack: float = SLACK, decision: float = DECISION
) -> Summed:
    """S⁺ = max(0, S⁺ + x − target − k) and its mirror; k .5, h 5 on standardised values: ARL₀ 465."""
    high, low, up, down = [], [], 0.0, 0.0
    for value in values:
        up = max(0.0, up + value - target - slack)
        down = max(0.0, down - value + target - slack)
        high.append(up)
        low.append(down)
    return Summed(tuple(high), tuple(low), decision)
