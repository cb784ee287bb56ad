"""Whether the rows and columns of a table have to do with each other at all, and how much.

Pearson's χ² (1900) and Cramér's V (1946), 0 for nothing and 1 for everything. Where a count below 5 is
expected, χ² cannot be trusted: a table of two by two gets Fisher's exact test, a larger one is compared with tables
drawn at random with the same margins (Patefield 1981).
"""

from collections.abc import Sequence
from math import sqrt
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2, random_table

from oyez.measure.core.crosstab.pairs import FEWEST_EXPECTED, fisher

DRAWS = 2_000
SEED = 20_260_101
HAIR = 1e-9

Counts = NDArray[Any]


class Association(msgspec.Struct, frozen=True, kw_only=True):
    """χ² with its degrees of freedom and p by `method`; V from 0 to 1; the smallest count that chance lets expect."""

    chi2: float
    df: int
    p: float
    v: float
    smallest_expected: float
    method: str


def association(table: Sequence[Sequence[float]]) -> Association | None:
    """Of counts, row by row, in columns that share nobody; nothing of fewer than two rows or columns with answers."""
    counts = np.asarray(table, dtype=float)
    if counts.size == 0:
        return None
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape) < 2:
        return None
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    stat = _statistic(counts, expected)
    df = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    method, p = _judged(counts, expected, stat, df)
    v = sqrt(stat / (counts.sum() * (min(counts.shape) - 1)))
    return Association(chi2=stat, df=df, p=p, v=v, smallest_expected=float(expected.min()), method=method)


def _statistic(counts: Counts, expected: Counts) -> float:
    return float(((counts - expected) ** 2 / expected).sum())


def _judged(counts: Counts, expected: Counts, stat: float, df: int) -> tuple[str, float]:
    if expected.min() >= FEWEST_EXPECTED:
        return "Pearson", float(chi2.sf(stat, df))
    if counts.shape == (2, 2):
        (a, b), (c, d) = counts.tolist()
        return "Fisher", fisher((a, a + b), (c, c + d))
    return "Monte Carlo", _drawn(counts, expected, stat)


def _drawn(counts: Counts, expected: Counts, stat: float) -> float:
    """(1 + draws at least as far from what chance lets expect) / (1 + draws); the same each time."""
    rows, columns = (counts.sum(axis=axis).round().astype(int) for axis in (1, 0))
    drawn = random_table(rows, columns).rvs(DRAWS, random_state=np.random.default_rng(SEED))
    as_far = ((drawn - expected) ** 2 / expected).sum(axis=(1, 2)) >= stat - HAIR
    return float((1 + as_far.sum()) / (1 + DRAWS))
