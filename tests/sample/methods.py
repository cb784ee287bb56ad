"""The handbook's tests, written once more in the plainest way, so that a truth can be found without the product."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import comb, factorial, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

Numbers = NDArray[np.float64]
DRAWS = 4_000


def first_signal(hits: Sequence[int], sizes: Sequence[int], phase_one: int) -> int | None:
    """The first place after Phase I beyond three sigma of its p-chart (Laney's where σ_z > 1), or none."""
    x, n = np.array(hits, float), np.array(sizes, float)
    p = x[:phase_one].sum() / n[:phase_one].sum()
    z = (x / n - p) / np.sqrt(p * (1 - p) / n)
    sigma_z = max(1.0, float(np.abs(np.diff(z[:phase_one])).mean()) / 1.128)
    beyond = np.flatnonzero(z[phase_one:] > 3 * sigma_z)
    return int(beyond[0]) if len(beyond) else None


@dataclass(frozen=True)
class Verdict:
    """The effect of an initiative, its permutation p, the upper 95 % bound, and what is said of it."""

    effect: float
    p: float
    upper: float
    said: str


def verdict(treated: Sequence[float], control: Sequence[float], worthwhile: float) -> Verdict:
    """Changes of units (after − before) judged by permutation: improved, worse, no detectable change, cannot tell."""
    t, c = np.asarray(treated, float), np.asarray(control, float)
    effect = float(t.mean() - c.mean())
    p = _permutation_p(t, c, 0.0)
    upper = _upper(t, c)
    if p < 0.05:
        said = "improved" if effect > 0 else "worse"
    else:
        said = "no detectable change" if upper < worthwhile else "cannot tell"
    return Verdict(effect, p, upper, said)


def _permutation_p(t: Numbers, c: Numbers, shift: float) -> float:
    changes = np.concatenate([t - shift, c])
    chosen = _assignments(len(changes), len(t))
    inside = chosen @ changes / len(t)
    outside = (changes.sum() - inside * len(t)) / len(c)
    contrast = inside - outside
    return float((np.abs(contrast) >= abs(contrast[0]) - 1e-12).mean())


@cache
def _assignments(units: int, treated: int) -> Numbers:
    """All ways to have treated so many units, the true one first; drawn at random where there are too many."""
    if comb(units, treated) <= 20_000:
        ways = list(combinations(range(units), treated))
    else:
        rng = np.random.default_rng(1)
        ways = [
            tuple(range(treated)),
            *(tuple(rng.choice(units, treated, replace=False)) for _ in range(DRAWS)),
        ]
    chosen = np.zeros((len(ways), units))
    for row, way in enumerate(ways):
        chosen[row, list(way)] = 1
    return chosen


def _upper(t: Numbers, c: Numbers) -> float:
    """The largest effect that the permutation test at 5 % does not rule out."""
    low = float(t.mean() - c.mean())
    high = low + 20 * max(1e-6, float(np.concatenate([t, c]).std()))
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if _permutation_p(t, c, middle) >= 0.05 else (low, middle)
    return high


def below_cut(scores: Sequence[float], weights: Sequence[float], cut: float) -> float:
    """P(true satisfaction < cut) of an account (handbook 3.2: prior 72, σ_w 18, τ 12)."""
    w, s = np.asarray(weights), np.asarray(scores)
    if not len(w):
        return float(norm.cdf(cut, 72, 12))
    n = w.sum() ** 2 / (w**2).sum()
    precision = 1 / 12**2 + n / 18**2
    mean = (72 / 12**2 + n / 18**2 * float((w * s).sum() / w.sum())) / precision
    return float(norm.cdf(cut, mean, 1 / sqrt(precision)))


def lmg(y: Numbers, x: Numbers) -> Numbers:
    """LMG: each column's average increment of R² over all orderings (Lindeman, Merenda & Gold 1980)."""
    p = x.shape[1]
    r = np.corrcoef(np.column_stack([x, y]), rowvar=False)
    explained = np.zeros(1 << p)
    for size in range(1, p + 1):
        ways = np.array(list(combinations(range(p), size)))
        inner = r[ways[:, :, None], ways[:, None, :]]
        outer = r[ways, p]
        explained[(1 << ways).sum(axis=1)] = np.einsum(
            "ij,ij->i", outer, np.linalg.solve(inner, outer[..., None])[..., 0]
        )
    masks = np.arange(1 << p)
    sizes = np.array([int(mask).bit_count() for mask in masks])
    weight = np.array([factorial(k) * factorial(p - 1 - k) / factorial(p) for k in range(p)])
    found = np.zeros(p)
    for driver in range(p):
        without = masks[(masks >> driver) & 1 == 0]
        gain = explained[without | (1 << driver)] - explained[without]
        found[driver] = (weight[sizes[without]] * gain).sum()
    return found
