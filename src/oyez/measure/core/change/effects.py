"""What changed after a date: counterfactual regression, segmented regression, and why clusters mislead when few.

Sources: Brodersen et al. 2015 (counterfactual from unaffected controls); Wagner et al. 2002 (segmented interrupted
series); Liang & Zeger 1986 (cluster-robust variance).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from scipy.special import ndtr, stdtrit

from oyez.measure.core.intervals.interval import LEVEL

TRUSTED_UNITS = 30


@dataclass(frozen=True)
class Counterfactual:
    """Mean effect a period with its bounds, and in all; what would have been is predicted from the controls."""

    average: float
    cumulative: float
    se_cumulative: float
    lo: float
    hi: float
    placebo: float

    @property
    def is_established(self) -> bool:
        """Not where chance alone gives zero, nor where a placebo gives half of it."""
        return (self.lo > 0 or self.hi < 0) and abs(self.placebo) < abs(self.average) / 2


@dataclass(frozen=True)
class Segments:
    """Level and trend before; step and change of trend after; each with its OLS standard error."""

    coefficients: tuple[float, ...]
    errors: tuple[float, ...]
    durbin_watson: float


@dataclass(frozen=True)
class Clustered:
    """A cluster-robust standard error with its p, and whether there are units enough to trust it."""

    se: float
    p: float
    trusted: bool


def counterfactual(
    controls: Sequence[Sequence[float]], outcome: Sequence[float], pre: int, level: float = LEVEL
) -> Counterfactual:
    """Regress the outcome on controls in the first `pre` periods, predict the rest, sum what differs.

    The variance is that of the sum of predictions, with the uncertainty of the coefficients. The placebo does the
    same within the time before, its last quarter (at least two periods) taken as if something had begun there.
    """
    x = np.column_stack([np.ones(len(outcome)), *(np.asarray(one, float) for one in controls)])
    y = np.asarray(outcome, float)
    cumulative, se = _summed_effect(x, y, pre)
    after = len(y) - pre
    freedom = pre - x.shape[1]
    reach = float(stdtrit(freedom, 0.5 + level / 2)) * se / after
    average = cumulative / after
    pretend = pre - max(2, round(pre / 4))
    placebo = _summed_effect(x[:pre], y[:pre], pretend)[0] / (pre - pretend)
    return Counterfactual(average, cumulative, se, average - reach, average + reach, placebo)


def segmented(series: Sequence[float], start: int) -> Segments:
    """OLS of the series on time 1, 2 …, on a step after the first `start` periods, and on the time since."""
    time = np.arange(1.0, len(series) + 1)
    after = (time > start).astype(float)
    x = np.column_stack([np.ones(len(time)), time, after, after * (time - start)])
    y = np.asarray(series, float)
    coefficients, left, variance = _least_squares(x, y)
    errors = np.sqrt(variance * np.diag(np.linalg.inv(x.T @ x)))
    durbin_watson = float((np.diff(left) ** 2).sum() / (left @ left))
    return Segments(tuple(map(float, coefficients)), tuple(map(float, errors)), durbin_watson)


def clustered(columns: Any, outcome: Sequence[float], unit: Sequence[int], of: int) -> Clustered:
    """The cluster-robust SE of coefficient `of`: rows × coefficients, one outcome and one unit a row.

    With few units it promises far too much; then judge by permutation.
    """
    x, y = np.asarray(columns, float), np.asarray(outcome, float)
    coefficients, left, _variance = _least_squares(x, y)
    inverse = np.linalg.inv(x.T @ x)
    units = np.asarray(unit)
    names = np.unique(units)
    scores = np.array([x[units == name].T @ left[units == name] for name in names])
    count, rows, width = len(names), len(y), x.shape[1]
    correction = count / (count - 1) * (rows - 1) / (rows - width)
    se = sqrt(float((correction * inverse @ (scores.T @ scores) @ inverse)[of, of]))
    return Clustered(se, float(2 * ndtr(-abs(coefficients[of] / se))), count >= TRUSTED_UNITS)


def _summed_effect(x: Any, y: Any, pre: int) -> tuple[float, float]:
    coefficients, _left, variance = _least_squares(x[:pre], y[:pre])
    effect = float((y[pre:] - x[pre:] @ coefficients).sum())
    ahead = x[pre:].sum(axis=0)
    inverse = np.linalg.inv(x[:pre].T @ x[:pre])
    return effect, sqrt(variance * (len(y) - pre + float(ahead @ inverse @ ahead)))


def _least_squares(x: Any, y: Any) -> tuple[Any, Any, float]:
    coefficients, *_rest = np.linalg.lstsq(x, y, rcond=None)
    left = y - x @ coefficients
    return coefficients, left, float(left @ left) / max(1, len(y) - x.shape[1])
