"""Ordinary least squares, what follows for a shift of one driver, and how strong a hidden cause would have to be."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import stdtrit

from oyez.measure.core.drivers.subsets import Values
from oyez.measure.core.intervals.interval import LEVEL, Interval


@dataclass(frozen=True)
class Fit:
    """Slopes, their standard errors and the degrees of freedom left; `robust` are HC3 errors."""

    slopes: Values
    se: Values
    robust: Values
    df: int
    residual_variance: float

    def t(self, at: int) -> float:
        return float(self.slopes[at] / self.se[at])


def fit(columns: Values, outcome: Values) -> Fit:
    """y ← 1 and the columns (n, p); the intercept comes first. Needs n > p + 1 and columns of full rank."""
    design = np.column_stack([np.ones(len(outcome)), columns])
    df = len(outcome) - design.shape[1]
    if df < 1:
        raise ValueError("There are fewer answers than drivers.")
    inverse = np.linalg.inv(design.T @ design)
    slopes = inverse @ design.T @ outcome
    left = outcome - design @ slopes
    variance = float(left @ left) / df
    leverage = np.einsum("ni,ij,nj->n", design, inverse, design)
    scores = design * (left / np.maximum(1e-12, 1 - leverage))[:, None]
    robust = inverse @ (scores.T @ scores) @ inverse
    return Fit(slopes, np.sqrt(np.diag(inverse) * variance), np.sqrt(np.diag(robust)), df, variance)


def from_products(products: Values, n: float) -> Fit:
    """The same without the answers: from centred cross-products (p + 1, p + 1) of n answers, the outcome last.

    There is no intercept among the slopes, and no robust error, which needs the answers.
    """
    among, with_outcome = products[:-1, :-1], products[:-1, -1]
    df = int(n) - len(products)
    if df < 1:
        raise ValueError("There are fewer answers than drivers.")
    inverse = np.linalg.pinv(among, hermitian=True)
    slopes = inverse @ with_outcome
    variance = float(products[-1, -1] - slopes @ with_outcome) / df
    se = np.sqrt(np.maximum(0, np.diag(inverse)) * max(0.0, variance))
    return Fit(slopes, se, np.full_like(se, np.nan), df, variance)


def partial_r2(t: float, df: float) -> float:
    """The share of what the others leave unexplained that this driver explains: t² / (t² + df)."""
    return t * t / (t * t + df)


def robustness_value(t: float, df: float, share: float = 1.0) -> float:
    """How much of driver and outcome a hidden cause must explain to take away `share` of the slope, 0 to 1.

    Cinelli and Hazlett 2020: ½(√(f⁴ + 4f²) − f²) with f = share·|t|/√df.
    """
    f2 = (share * t) ** 2 / df
    return (sqrt(f2 * f2 + 4 * f2) - f2) / 2


@dataclass(frozen=True)
class Lift:
    """How much the mean outcome goes with a shift, in its own units, with the bounds of that."""

    value: float
    se: float
    lo: float
    hi: float


def linear_lift(slope: float, se: float, df: float, shift: float, level: float = LEVEL) -> Lift:
    """A shift of a driver by so many of its units, in a straight-line model."""
    reach = float(stdtrit(df, 0.5 + level / 2)) * se * abs(shift)
    return Lift(slope * shift, se * abs(shift), slope * shift - reach, slope * shift + reach)


def feasible(values: Values, shift: float, top: float) -> float:
    """The mean shift that a scale leaves room for: nobody rises above its top."""
    return float(np.mean(np.minimum(values + shift, np.maximum(top, values)) - values))


def bounds(draws: Values, level: float = LEVEL) -> Interval:
    """The percentile bounds of bootstrap draws."""
    lo, hi = np.quantile(draws, [0.5 - level / 2, 0.5 + level / 2])
    return Interval(float(lo), float(hi))
