"""Logistic regression for an outcome that happens or not: renewed, promoter or not.

Newton's steps to the maximum of the likelihood; McFadden's R² = 1 − ll / ll₀, shared out by Shapley; the lift of a
shift by g-computation, its standard error by the delta method.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from oyez.measure.core.drivers.least_squares import Lift
from oyez.measure.core.drivers.lmg import shapley
from oyez.measure.core.drivers.subsets import MOST, Values
from oyez.measure.core.intervals.interval import LEVEL, around

STEPS = 50
ENOUGH = 1e-10
SEPARATED = 30.0


@dataclass(frozen=True)
class Logit:
    """Slopes with the intercept first, their covariance, and the log-likelihood with and without drivers."""

    slopes: Values
    covariance: Values
    likelihood: float
    likelihood_of_none: float

    @property
    def mcfadden(self) -> float:
        return 1 - self.likelihood / self.likelihood_of_none


def fit(columns: Values, happened: Values) -> Logit:
    """happened (n, of 0 and 1) ← 1 and the columns (n, p); refuses where a driver parts them without error."""
    design = np.column_stack([np.ones(len(happened)), columns])
    slopes = np.zeros(design.shape[1])
    for _ in range(STEPS):
        p = expit(design @ slopes)
        information = design.T @ (design * (p * (1 - p))[:, None])
        step = np.linalg.solve(information, design.T @ (happened - p))
        slopes = slopes + step
        if np.max(np.abs(design @ slopes)) > SEPARATED:
            raise ValueError("One driver parts those to whom it happened from the others without error.")
        if np.max(np.abs(step)) < ENOUGH:
            break
    p = expit(design @ slopes)
    information = design.T @ (design * (p * (1 - p))[:, None])
    share = float(np.mean(happened))
    none = len(happened) * (share * np.log(share) + (1 - share) * np.log(1 - share))
    return Logit(slopes, np.linalg.inv(information), _likelihood(p, happened), float(none))


def _likelihood(p: Values, happened: Values) -> float:
    return float(np.sum(happened * np.log(p) + (1 - happened) * np.log1p(-p)))


def importance(columns: Values, happened: Values) -> Values:
    """The part of McFadden's R² of each driver (p,); a model for each of the 2^p subsets, so at most 14."""
    drivers = columns.shape[1]
    if drivers > MOST:
        raise ValueError(f"{drivers} drivers have too many subsets; at most {MOST}.")
    worth = [
        fit(columns[:, [at for at in range(drivers) if subset >> at & 1]], happened).mcfadden
        if subset
        else 0.0
        for subset in range(2**drivers)
    ]
    return shapley(np.array(worth))


def lift(found: Logit, before: Values, after: Values, level: float = LEVEL) -> Lift:
    """Mean predicted probability with the drivers after a shift less that with the drivers before, both (n, p)."""
    p0, g0 = _mean(found, before)
    p1, g1 = _mean(found, after)
    gradient = g1 - g0
    se = float(np.sqrt(gradient @ found.covariance @ gradient))
    lo, hi = around(p1 - p0, se, level)
    return Lift(p1 - p0, se, lo, hi)


def _mean(found: Logit, columns: Values) -> tuple[float, Values]:
    """The mean probability and its gradient in the slopes."""
    design = np.column_stack([np.ones(len(columns)), columns])
    p = expit(design @ found.slopes)
    gradient: Values = (p * (1 - p)) @ design / len(p)
    return float(p.mean()), gradient
