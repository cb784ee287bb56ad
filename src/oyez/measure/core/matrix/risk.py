"""Revenue at risk: what is lost if history repeats, with the width that a few large accounts give it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

PRIOR_LOST = 1
PRIOR_SIZE = 20
DRAWS = 4_000


@dataclass(frozen=True)
class AtRisk:
    """Expected loss of the next twelve months, its bounds, and how far it exceeds the usual loss."""

    expected: float
    incremental: float
    usual: float
    sd: float
    lo: float
    hi: float
    n: int


def chance(lost: int, n: int, usual: float = PRIOR_LOST / PRIOR_SIZE) -> float:
    """Loss probability of n accounts, leaning on the usual one as if 20 more were known; never 0 or 1."""
    return (lost + PRIOR_SIZE * usual) / (n + PRIOR_SIZE)


def chances(then: Mapping[str, str], lost: frozenset[str]) -> tuple[float, dict[str, float]]:
    """How often the accounts of a year ago (`then`: account → cell) were lost since, in all and in each cell."""
    cells: dict[str, list[bool]] = {}
    for account, cell in then.items():
        cells.setdefault(cell, []).append(account in lost)
    base = chance(sum(account in lost for account in then), len(then))
    return base, {cell: chance(sum(gone), len(gone), base) for cell, gone in cells.items()}


def at_risk(revenues: Sequence[float], loss: Sequence[float], base: float) -> AtRisk:
    """Σ revenue·p, the same over the base rate, and the 95 % bounds of independent losses (fixed seed)."""
    expected = sum(r * p for r, p in zip(revenues, loss, strict=True))
    usual = base * sum(revenues)
    variance = sum(r * r * p * (1 - p) for r, p in zip(revenues, loss, strict=True))
    lo, hi = _bounds(np.asarray(revenues, float), np.asarray(loss, float))
    return AtRisk(expected, expected - usual, usual, sqrt(variance), lo, hi, len(revenues))


def _bounds(revenues: Values, loss: Values) -> tuple[float, float]:
    if not len(revenues):
        return 0.0, 0.0
    draw = np.random.default_rng(1).random((DRAWS, len(revenues))) < loss
    lo, hi = np.quantile(draw @ revenues, [0.025, 0.975])
    return float(lo), float(hi)
