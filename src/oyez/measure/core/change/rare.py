"""Charts for what is rare: a CUSUM fed one answer at a time, and the days between events.

Bernoulli CUSUM: Reynolds & Stoumbos 1999, Journal of Quality Technology 31. Days between: t-chart, Nelson 1994,
Journal of Quality Technology 26 (x^(1/3.6) of exponential gaps is nearly normal).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np

from oyez.measure.core.change.p_chart import WIDTH, moving_sigma

DOUBLED = 2.0
POWER = 1 / 3.6
GRID = 200
STEPS = 25


@dataclass(frozen=True)
class Steps:
    """What one answer adds to the log likelihood ratio: `hit` > 0 if it happened, `miss` < 0 if not."""

    hit: float
    miss: float


@dataclass(frozen=True)
class Gaps:
    """Days between events with the limits below and above which a gap is unusual; `lower` may be 0."""

    centre: float
    lower: float
    upper: float


def steps(usual: float, worse: float | None = None) -> Steps:
    """ln(p₁/p₀) and ln((1−p₁)/(1−p₀)); p₁ is twice p₀ unless said. Raises ValueError unless 0 < p₀ < p₁ < 1."""
    worse = DOUBLED * usual if worse is None else worse
    if not 0 < usual < worse < 1:
        raise ValueError("The usual share must lie below the worse one, both between 0 and 1.")
    return Steps(log(worse / usual), log((1 - worse) / (1 - usual)))


def bernoulli_cusum(hits: Sequence[bool | int], step: Steps) -> list[float]:
    """S = max(0, S + step) after each answer, in their order."""
    sums, at = [], 0.0
    for hit in hits:
        at = max(0.0, at + (step.hit if hit else step.miss))
        sums.append(at)
    return sums


def bernoulli_run_length(share: float, step: Steps, decision: float, grid: int = GRID) -> float:
    """Answers until the CUSUM reaches the decision limit, while hits come with this share."""
    at = decision * np.arange(grid) / grid
    moves = share * _landing(at + step.hit, decision, grid) + (1 - share) * _landing(
        np.maximum(0.0, at + step.miss), decision, grid
    )
    return float(np.linalg.solve(np.eye(grid) - moves, np.ones(grid))[0])


def bernoulli_decision(usual: float, answers: float, step: Steps | None = None) -> float:
    """The decision limit with which by chance an alarm comes only after so many answers (two years of them)."""
    step = steps(usual) if step is None else step
    low, high = step.hit / 2, step.hit
    while bernoulli_run_length(usual, step, high) < answers:
        low, high = high, high * 1.5
    for _ in range(STEPS):
        middle = (low + high) / 2
        if bernoulli_run_length(usual, step, middle) < answers:
            low = middle
        else:
            high = middle
    return high


def days_between(gaps: Sequence[float], width: float = WIDTH) -> Gaps:
    """Limits from the gaps of Phase I, in days; a gap below `lower` says that events come too often."""
    turned = [gap**POWER for gap in gaps]
    centre, sigma = sum(turned) / len(turned), moving_sigma(turned)
    return Gaps(
        centre ** (1 / POWER),
        max(0.0, centre - width * sigma) ** (1 / POWER),
        (centre + width * sigma) ** (1 / POWER),
    )


def _landing(places: Any, decision: float, grid: int) -> Any:
    """Where the chain lands, split between the two nearest states; what reaches the limit leaves it."""
    landing = np.zeros((grid, grid))
    inside = places < decision
    exact = np.clip(places, 0, None) * grid / decision
    below = np.floor(exact).astype(int)
    rest = exact - below
    rows = np.arange(grid)[inside]
    landing[rows, below[inside]] += 1 - rest[inside]
    above = below[inside] + 1
    kept = above < grid
    landing[rows[kept], above[kept]] += rest[inside][kept]
    return landing
