"""Did what was done help? A verdict on treated units against others, by permutation, with what it rules out.

“No significant difference” is never shown as “no effect”: without an effect that chance does not explain, it is said
how large one could still be (handbook 5.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from oyez.measure.core.change.effects import Counterfactual

ALPHA = 0.05
EXACT_UP_TO = 20_000
DRAWS = 4_000
STEPS = 40


class Said(StrEnum):
    """The only words for an effect."""

    IMPROVED = "improved"
    NO_CHANGE = "no detectable change"
    WORSE = "worse"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Judged:
    """The effect on treated units beyond that of the others with its 95 % bounds, on the metric's scale.

    `p` is that of the permutation, where there was one; `exact` if all ways were gone through.
    """

    effect: float
    p: float | None
    lo: float
    hi: float
    said: Said
    exact: bool


def judge(
    treated: Sequence[float], others: Sequence[float], worthwhile: float, higher_is_better: bool = True
) -> Judged:
    """Each unit is one change, after − before; `worthwhile` > 0 is the smallest effect that would be worth it.

    Difference in differences judged by all ways to have treated as many units (drawn with a fixed seed where there
    are too many); the bounds are the effects that the same test does not rule out.
    """
    if len(treated) < 1 or len(others) < 1:
        raise ValueError("an effect needs at least one treated unit and one other")
    changes = np.array([*treated, *others])
    ways = _ways(len(changes), len(treated))
    effect = float(np.mean(treated) - np.mean(others))
    p = _p(changes, ways, len(treated), 0.0)
    lo, hi = (_bound(changes, ways, len(treated), effect, side) for side in (-1, 1))
    said = _said(effect, p, lo, hi, worthwhile, higher_is_better)
    return Judged(effect, p, lo, hi, said, comb(len(changes), len(treated)) <= EXACT_UP_TO)


def judge_series(found: Counterfactual, worthwhile: float, higher_is_better: bool = True) -> Judged:
    """The verdict from one series against what others predict of it, where units are too few to permute.

    An effect that a placebo within the time before shows by half is not established, however clear it looks.
    """
    lo, hi = found.lo, found.hi
    if found.is_established:
        said = Said.IMPROVED if (found.average > 0) == higher_is_better else Said.WORSE
    elif lo > 0 or hi < 0:
        said = Said.CANNOT_TELL
    else:
        said = Said.NO_CHANGE if (hi if higher_is_better else -lo) < worthwhile else Said.CANNOT_TELL
    return Judged(found.average, None, lo, hi, said, exact=False)


def smallest_p(treated: int, others: int) -> float:
    """The smallest two-sided p that so many units can give: 4 of 8 give 2/70."""
    ways = comb(treated + others, treated)
    return min(1.0, (2 if treated == others else 1) / ways)


def _said(effect: float, p: float, lo: float, hi: float, worthwhile: float, higher_is_better: bool) -> Said:
    if p < ALPHA:
        return Said.IMPROVED if (effect > 0) == higher_is_better else Said.WORSE
    best = hi if higher_is_better else -lo
    return Said.NO_CHANGE if best < worthwhile else Said.CANNOT_TELL


def _ways(units: int, treated: int) -> NDArray[np.float64]:
    """Assignments × units, 1 where treated; the true one first."""
    if comb(units, treated) <= EXACT_UP_TO:
        chosen = np.array(list(combinations(range(units), treated)))
    else:
        draw = np.random.default_rng(1)  # a fixed seed: the same data give the same verdict
        drawn = np.argsort(draw.random((DRAWS, units)), axis=1)[:, :treated]
        chosen = np.vstack([np.arange(treated), drawn])
    ways = np.zeros((len(chosen), units))
    np.put_along_axis(ways, chosen, 1.0, axis=1)
    return ways


def _p(changes: NDArray[np.float64], ways: NDArray[np.float64], treated: int, shift: float) -> float:
    shifted = changes - shift * ways[0]
    inside = ways @ shifted
    contrast = inside / treated - (shifted.sum() - inside) / (len(changes) - treated)
    return float((np.abs(contrast) >= abs(contrast[0]) - 1e-12).mean())


def _bound(
    changes: NDArray[np.float64], ways: NDArray[np.float64], treated: int, effect: float, side: int
) -> float:
    """The furthest effect on one side that is not ruled out; infinite where so few units rule out nothing."""
    inner, outer = effect, effect + side * 50 * max(1e-6, float(changes.std()))
    if _p(changes, ways, treated, outer) >= ALPHA:
        return side * float("inf")
    for _ in range(STEPS):
        middle = (inner + outer) / 2
        inner, outer = (middle, outer) if _p(changes, ways, treated, middle) >= ALPHA else (inner, middle)
    return outer
