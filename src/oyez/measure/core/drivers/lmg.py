"""LMG: how much of R² each driver brings, averaged over all orders in which drivers can enter.

Lindeman, Merenda and Gold 1980; the Shapley value of R² (Grömping 2006, whose `relaimpo` gives the same numbers).
Parts are never negative and add up to R². Exact to 14 drivers; above that from orders drawn at random.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import factorial

import numpy as np

from oyez.measure.core.drivers.subsets import MOST, Values, r_squared, sweep_first

ORDERS = 2_000
SEED = 1


def lmg(matrix: Values, groups: Sequence[Sequence[int]] | None = None) -> Values:
    """The part of R² of each driver (p,), from one cross-product or correlation matrix with the outcome last."""
    found: Values = lmg_of_many(matrix[None], groups)[0]
    return found


def lmg_of_many(matrices: Values, groups: Sequence[Sequence[int]] | None = None) -> Values:
    """The same for many matrices (draws, q, q): (draws, p). Without groups, each column is a driver."""
    drivers = groups or [[at] for at in range(matrices.shape[-1] - 1)]
    if len(drivers) > MOST:
        return _sampled(matrices, drivers)
    return shapley(r_squared(matrices, drivers))


def shapley(values: Values) -> Values:
    """Shapley values from the worth of every subset: (…, 2^p) becomes (…, p); the empty one is worth its entry."""
    parts: Values = values @ _weights(values.shape[-1].bit_length() - 1)
    return parts


@lru_cache(maxsize=MOST + 1)
def _weights(drivers: int) -> Values:
    """What each subset adds to, or takes from, each driver: |S|! (p − |S| − 1)! / p! of its increments."""
    subsets = np.arange(2**drivers)
    sizes = np.array([int(subset).bit_count() for subset in subsets])
    share = [factorial(s) * factorial(drivers - s - 1) / factorial(drivers) for s in range(drivers)]
    weights = np.array([*share, 0.0])
    columns = [
        np.where(subsets >> driver & 1, weights[sizes - 1], -weights[sizes]) for driver in range(drivers)
    ]
    return np.stack(columns, axis=1)


def _sampled(matrices: Values, groups: Sequence[Sequence[int]], orders: int = ORDERS) -> Values:
    """The mean increment over orders drawn at random, each used forwards and backwards (fixed seed)."""
    dice = np.random.default_rng(SEED)
    scale = np.sqrt(np.einsum("dii->di", matrices))
    scaled = matrices / (scale[:, :, None] * scale[:, None, :])
    found = np.zeros((len(matrices), len(groups)))
    for _ in range(orders // 2):
        order = dice.permutation(len(groups)).tolist()
        found += _increments(scaled, groups, order) + _increments(scaled, groups, order[::-1])
    return found / (orders // 2 * 2)


def _increments(matrices: Values, groups: Sequence[Sequence[int]], order: Sequence[int]) -> Values:
    """What each driver adds to R² when they enter in this order."""
    columns = [column for driver in order for column in groups[driver]] + [matrices.shape[-1] - 1]
    state = np.moveaxis(matrices[:, columns][:, :, columns], 0, -1)
    found = np.zeros((len(matrices), len(groups)))
    for driver in order:
        before = state[-1, -1]
        for _ in groups[driver]:
            state = sweep_first(state)
        found[:, driver] = before - state[-1, -1]
    return found
