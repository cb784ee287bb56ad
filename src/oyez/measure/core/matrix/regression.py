"""Low scores rise by themselves: how much, so that no recovery programme is praised for it."""

from dataclasses import dataclass
from math import exp, pi, sqrt

import numpy as np
from scipy.special import ndtr

from oyez.measure.core.matrix.satisfaction import Values

FEWEST = 20
FEWEST_LOW = 5


@dataclass(frozen=True)
class ByItself:
    """Those below a cut: their mean at first, their mean next time if nothing is done, and the rise between."""

    first: float
    second: float

    @property
    def gain(self) -> float:
        return self.second - self.first


def expected(mean: float, sd: float, correlation: float, cut: float) -> ByItself:
    """Of a normal score with this wave-to-wave correlation: E[Y₁ | Y₁ < cut] and E[Y₂ | Y₁ < cut] (Galton)."""
    at = (cut - mean) / sd
    first = mean - sd * exp(-at * at / 2) / sqrt(2 * pi) / float(ndtr(at))
    return ByItself(first, mean + correlation * (first - mean))


def chance_below(true: float, se: float, cut: float) -> float:
    """How often an account that truly stands at `true` is read below a cut, with this standard error."""
    return float(ndtr((cut - true) / se))


@dataclass(frozen=True)
class Recovery:
    """What became of those who stood below the cut, beside what they would have done by themselves.

    `lo` and `hi` bound the gain beyond that (95 %, resampled accounts); points of 0 to 100.
    """

    n: int
    of: int
    before: float
    after: float
    by_itself: float
    correlation: float
    lo: float
    hi: float

    @property
    def gain(self) -> float:
        return self.after - self.before

    @property
    def beyond(self) -> float:
        return self.gain - self.by_itself


def recovery(before: Values, after: Values, cut: float, draws: int = 1_000) -> Recovery | None:
    """From the scores of the same accounts at two waves; none with fewer than 20 accounts or 5 below the cut."""
    low = before < cut
    if len(before) < FEWEST or low.sum() < FEWEST_LOW or min(before.std(), after.std()) == 0:
        return None
    gain, by_itself, correlation = _gains(before, after, cut)
    dice = np.random.default_rng(1)
    beyond = []
    for _ in range(draws):
        rows = dice.integers(0, len(before), len(before))
        one, two = before[rows], after[rows]
        if (one < cut).any() and one.std() > 0:
            found = _gains(one, two, cut)
            beyond.append(found[0] - found[1])
    lo, hi = np.quantile(beyond, [0.025, 0.975])
    return Recovery(
        n=int(low.sum()),
        of=len(before),
        before=float(before[low].mean()),
        after=float(before[low].mean() + gain),
        by_itself=by_itself,
        correlation=correlation,
        lo=float(lo),
        hi=float(hi),
    )


def _gains(before: Values, after: Values, cut: float) -> tuple[float, float, float]:
    """What the low gained, and what all accounts' common straight line gives those who start there."""
    low = before < cut
    covariance = np.cov(before, after)
    slope = covariance[0, 1] / covariance[0, 0]
    correlation = covariance[0, 1] / np.sqrt(covariance[0, 0] * covariance[1, 1]) if covariance[1, 1] else 0.0
    start = float(before[low].mean())
    by_itself = float(after.mean() + slope * (start - before.mean())) - start
    return float(after[low].mean()) - start, by_itself, float(correlation)
