"""R² of every subset of drivers, for many correlation matrices at once.

Drivers are taken one after the other; each is left out of one half of the subsets and swept into the other (Gauss
elimination), so a matrix shrinks by its rows while the subsets double: 2^p subsets cost about twelve numbers each.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

MOST = 14
AT_ONCE = 250_000
RANK = 1e-10


def r_squared(matrices: Values, groups: Sequence[Sequence[int]]) -> Values:
    """R² of all 2^p subsets of p drivers: (draws, 2^p); bit j of a subset's place stands for driver j.

    `matrices` are cross-products or correlations (draws, q, q) with the outcome last; `groups` names the columns
    of each driver, which enter together. A column that others already explain adds nothing. At most 14 drivers.
    """
    if len(groups) > MOST:
        raise ValueError(f"{len(groups)} drivers have too many subsets; at most {MOST}.")
    order = [column for group in groups for column in group] + [matrices.shape[-1] - 1]
    sizes = [len(group) for group in groups]
    step = max(1, AT_ONCE // 2 ** len(groups))
    parts = [
        _of(matrices[at : at + step][:, order][:, :, order], sizes) for at in range(0, len(matrices), step)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, 2 ** len(groups)))


def _of(matrices: Values, sizes: Sequence[int]) -> Values:
    """The outcome's remaining variance in each subset, as a share of its own."""
    draws = len(matrices)
    whole = matrices[:, -1, -1]
    scale = np.sqrt(np.einsum("dii->di", matrices))
    scale = np.where(scale > 0, scale, 1)
    state = np.moveaxis(matrices / (scale[:, :, None] * scale[:, None, :]), 0, -1)[:, :, None, :]
    for size in sizes:
        swept = state
        for _ in range(size):
            swept = sweep_first(swept)
        state = np.concatenate([state[size:, size:], swept], axis=2)
    left = state.reshape(2 ** len(sizes), draws)
    explained: Values = 1 - left.T
    return np.where(whole[:, None] > 0, explained, 0.0)


def sweep_first(state: Values) -> Values:
    """What is left of all others when the first row is known: (m, m, …) becomes (m − 1, m − 1, …)."""
    pivot = state[0, 0]
    known = pivot > RANK
    row = state[0, 1:]
    slope = np.divide(row, pivot, out=np.zeros_like(row), where=known)
    left = np.empty((len(state) - 1, len(state) - 1, *state.shape[2:]))
    for at in range(len(row)):
        left[at, at:] = state[at + 1, at + 1 :] - slope[at] * row[at:]
        left[at + 1 :, at] = left[at, at + 1 :]
    return left
