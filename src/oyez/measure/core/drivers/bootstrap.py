"""Resampling by account: how far importances and slopes could be off, several answers of one account kept together.

Each cluster becomes the sums of its products (a small matrix), so a draw is a weighted sum of those and never looks
at an answer again. Very many clusters are put into blocks at random first: since clusters know nothing of each other,
blocks of them vary as they do, and thousands of blocks tell how much as well as all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from oyez.measure.core.drivers.missing import Places
from oyez.measure.core.drivers.subsets import Values

DRAWS = 1_000
AT_ONCE = 4_000_000
MOST_BLOCKS = 5_000

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Products:
    """For each cluster, the products of all pairs of columns, the constant first: (clusters, q(q + 1)/2)."""

    sums: Values
    size: int


def in_blocks(clusters: Places, dice: np.random.Generator, most: int = MOST_BLOCKS) -> Places:
    """Clusters numbered from 0, put into at most so many blocks of about equal numbers of them."""
    count = int(clusters.max()) + 1
    if count <= most:
        return clusters
    block: Places = dice.permutation(count) % most
    return block[clusters]


def products(columns: Values, clusters: Places) -> Products:
    """From columns (n, q − 1), the outcome last, about centred; clusters are numbered from 0."""
    count = int(clusters.max()) + 1
    whole = [np.ones(len(columns)), *np.ascontiguousarray(columns.T)]
    sums = np.empty((count, len(whole) * (len(whole) + 1) // 2))
    place = 0
    for at, one in enumerate(whole):
        for other in whole[at:]:
            sums[:, place] = np.bincount(clusters, weights=one * other, minlength=count)
            place += 1
    return Products(sums, len(whole))


def whole(found: Products) -> Values:
    """Centred cross-products of all answers, (q − 1, q − 1)."""
    matrix: Values = _centred(found.sums.sum(axis=0)[None], found.size)[0]
    return matrix


def resampled(found: Products, draws: int, dice: np.random.Generator) -> Iterator[Values]:
    """Centred cross-products of so many samples of clusters drawn with replacement, some at a time."""
    clusters = len(found.sums)
    step = max(1, AT_ONCE // clusters)
    for start in range(0, draws, step):
        size = min(step, draws - start)
        times = np.empty((size, clusters))
        for at in range(size):
            times[at] = np.bincount(dice.integers(0, clusters, clusters), minlength=clusters)
        yield _centred(times @ found.sums, found.size)


def _centred(sums: Values, size: int) -> Values:
    """Σ z z′ − Σz Σz′ / n from the sums of products in the order they were made."""
    square = np.empty((len(sums), size, size))
    upper = np.triu_indices(size)
    square[:, upper[0], upper[1]] = sums
    square[:, upper[1], upper[0]] = sums
    n = square[:, 0, 0]
    means = square[:, 0, 1:]
    centred: Values = square[:, 1:, 1:] - means[:, :, None] * means[:, None, :] / n[:, None, None]
    return centred
