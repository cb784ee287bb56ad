"""Low scores rise by themselves: how much, so that no recovery programme is praised for it."""

from dataclasses import dataclass
from math import exp, pi, sqrt

import numpy as np
from scipy.special import ndtr

from oyez.measure.core.matrix.satisfaction import Values

FEWEST = 20
FEWEST_LOW = 5
MOST_DRAWS, FEWEST_DRAWS, DRAWN_VALUES = 1_000, 200, 200_000


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


def recovery(before: Values, after: Values, cut: float) -> Recovery | None:
    """From the scores of the same accounts at two waves; none with fewer than 20 accounts or 5 below the cut."""
    low = before < cut
    if len(before) < FEWEST or low.sum() < FEWEST_LOW or min(before.std(), after.std()) == 0:
        return None
    gain, by_itself = _gains(before[None], after[None], cut)
    beyond = _resampled(before, after, cut)
    lo, hi = np.nanquantile(beyond, [0.025, 0.975])
    start = float(before[low].mean())
    return Recovery(
        n=int(low.sum()),
        of=len(before),
        before=start,
        after=start + float(gain[0]),
        by_itself=float(by_itself[0]),
        correlation=float(np.corrcoef(before, after)[0, 1]),
        lo=float(lo),
        hi=float(hi),
    )


def _resampled(before: Values, after: Values, cut: float) -> Values:
    """What was gained beyond chance in samples of the accounts, drawn with replacement (fixed seed)."""
    dice = np.random.default_rng(1)
    draws = int(min(MOST_DRAWS, max(FEWEST_DRAWS, DRAWN_VALUES / len(before))))
    rows = dice.integers(0, len(before), (draws, len(before)))
    gain, by_itself = _gains(before[rows], after[rows], cut)
    found: Values = gain - by_itself
    return found


def _gains(before: Values, after: Values, cut: float) -> tuple[Values, Values]:
    """For each row of (draws, n): what the low gained, and what all accounts' common line gives who starts there."""
    low = before < cut
    count = np.maximum(1, low.sum(axis=1))
    start = np.where(low, before, 0).sum(axis=1) / count
    end = np.where(low, after, 0).sum(axis=1) / count
    one, two = before.mean(axis=1), after.mean(axis=1)
    apart = before - one[:, None]
    spread = (apart**2).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        slope = (apart * after).sum(axis=1) / spread
    known = low.any(axis=1) & (spread > 0)
    by_itself = two + slope * (start - one) - start
    return np.where(known, end - start, np.nan), np.where(known, by_itself, np.nan)
