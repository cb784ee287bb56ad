"""Seasons: what returns every year, taken out only where two years show it.

Classical additive decomposition: a centred 2×12 moving average is the trend, what is left averages to one factor a
month, the twelve sum to zero. An alert about a single customer is never adjusted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import f as f_distribution

YEAR = 12
LEAST_MONTHS = 24
SURE = 0.01


@dataclass(frozen=True)
class Season:
    """Twelve factors, the first for the calendar month that the series begins in; p that there are none."""

    factors: tuple[float, ...]
    trend: tuple[float | None, ...]
    p: float

    @property
    def is_real(self) -> bool:
        """Whether the factors may be used: tested together, p < .01."""
        return self.p < SURE

    def factor_at(self, month: int) -> float:
        """The factor of the month with this place in the series."""
        return self.factors[month % YEAR]


def season(values: Sequence[float]) -> Season | None:
    """Month factors of a gapless monthly series, in its own units; nothing below 24 months.

    Weigh averages equally: months are what a season is made of, whatever the number of answers in them.
    """
    if len(values) < LEAST_MONTHS:
        return None
    series = np.asarray(values, dtype=float)
    trend = _trend(series)
    left = series - trend
    by_month = [left[month::YEAR] for month in range(YEAR)]
    by_month = [month[~np.isnan(month)] for month in by_month]
    means = np.array([month.mean() for month in by_month])
    factors = means - means.mean()
    return Season(
        tuple(float(factor) for factor in factors),
        tuple(None if np.isnan(one) else float(one) for one in trend),
        _joint_p(series),
    )


def adjusted(values: Sequence[float], found: Season) -> list[float]:
    """The series without its season."""
    return [value - found.factor_at(month) for month, value in enumerate(values)]


def _trend(series: Any) -> Any:
    weights = np.array([0.5, *np.ones(YEAR - 1), 0.5]) / YEAR
    inside = np.convolve(series, weights, mode="valid")
    edge = np.full(YEAR // 2, np.nan)
    return np.concatenate([edge, inside, edge])


def _joint_p(series: Any) -> float:
    """F test of twelve months over one straight trend: two years leave it 11 degrees of freedom."""
    count = len(series)
    months = np.zeros((count, YEAR))
    months[np.arange(count), np.arange(count) % YEAR] = 1
    line = np.arange(count, dtype=float)
    without = _left_over(np.column_stack([np.ones(count), line]), series)
    within = _left_over(np.column_stack([months, line]), series)
    freedom = count - YEAR - 1
    if without - within <= 1e-12 * max(1.0, float(series @ series)):
        return 1.0
    if within <= 1e-12 * without:
        return 0.0
    ratio = ((without - within) / (YEAR - 1)) / (within / freedom)
    return float(f_distribution.sf(ratio, YEAR - 1, freedom))


def _left_over(columns: Any, series: Any) -> float:
    """The sum of squares that a least-squares fit leaves."""
    fitted, *_rest = np.linalg.lstsq(columns, series, rcond=None)
    left = series - columns @ fitted
    return float(left @ left)
