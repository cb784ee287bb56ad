"""Ratings that are missing: who did not live through a touchpoint is not guessed at, who skipped a question is.

Skipped ratings are drawn from a normal model of all others whose parameters are estimated by maximum likelihood
(EM, Dempster, Laird and Rubin 1977), several times over, so that not knowing them widens the intervals (Rubin 1987).
Leaving out incomplete answers instead would overstate means (Anderson 1957).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oyez.measure.core.drivers.subsets import Values

Places = NDArray[np.int64]

STEPS = 60
ENOUGH = 1e-6
RIDGE = 1e-9
MOST_ROWS = 20_000
MOST_SHARE = 0.4


@dataclass(frozen=True)
class Normal:
    """The means (q,) and covariances (q, q) of all columns."""

    mean: Values
    covariance: Values


@dataclass(frozen=True)
class Monotone:
    """A mean that two measures give, one of them not for everybody."""

    observed: float
    slope: float
    mean: float


def monotone(everybody: Values, some: Values) -> Monotone:
    """Anderson 1957: y of the first m of n, x of all; mean = ȳ + slope · (x̄ of all − x̄ of those m)."""
    known = everybody[: len(some)]
    slope = float(np.cov(known, some, bias=True)[0, 1] / np.var(known))
    observed = float(np.mean(some))
    return Monotone(observed, slope, observed + slope * float(np.mean(everybody) - np.mean(known)))


@dataclass(frozen=True)
class Pattern:
    """Rows (their places) in which the same columns are known."""

    rows: Places
    known: NDArray[np.bool_]


def patterns(values: Values) -> list[Pattern]:
    """The rows of (n, q) by which of their columns are missing (NaN)."""
    known = ~np.isnan(values)
    bits = np.packbits(known, axis=1)
    codes = np.ascontiguousarray(bits).view(f"V{bits.shape[1]}").ravel()
    numbers: dict[bytes, int] = {}
    which = np.array([numbers.setdefault(code, len(numbers)) for code in codes.tolist()], np.int64)
    order = np.argsort(which, kind="stable")
    ends = np.cumsum(np.bincount(which, minlength=len(numbers))).tolist()
    starts = [0, *ends[:-1]]
    return [Pattern(order[start:end], known[order[start]]) for start, end in zip(starts, ends, strict=True)]


def maximum_likelihood(values: Values) -> Normal:
    """The normal distribution that makes what is known most likely; refuses a column nobody answered."""
    if np.isnan(values).all(axis=0).any():
        raise ValueError("A question that nobody answered cannot be filled in.")
    found = Normal(np.nanmean(values, axis=0), np.diag(np.nanvar(values, axis=0) + RIDGE))
    alike = [_sums(values, pattern) for pattern in patterns(values)]
    for _ in range(STEPS):
        before, found = found, _step(alike, found)
        if np.max(np.abs(found.covariance - before.covariance)) < ENOUGH:
            break
    return found


@dataclass(frozen=True)
class Sums:
    """Of the rows of one pattern: how many, what they know, and its sums and products."""

    n: int
    known: NDArray[np.bool_]
    totals: Values
    products: Values


def _sums(values: Values, pattern: Pattern) -> Sums:
    rows = values[np.ix_(pattern.rows, pattern.known)]
    return Sums(len(rows), pattern.known, rows.sum(axis=0), rows.T @ rows)


def _step(alike: list[Sums], now: Normal) -> Normal:
    """Fill in what is expected, add what remains uncertain, take means and covariances of that.

    A filled row is A x + b of its known part x, so sums and products of what is known are all that is needed.
    """
    size = len(now.mean)
    totals, products, n = np.zeros(size), np.zeros((size, size)), 0
    for one in alike:
        matrix, offset, left = _filling(one.known, now)
        filled = matrix @ one.totals
        cross = np.outer(filled, offset)
        totals += filled + one.n * offset
        products += matrix @ one.products @ matrix.T + cross + cross.T
        products += one.n * (np.outer(offset, offset) + left)
        n += one.n
    mean = totals / n
    covariance = products / n - np.outer(mean, mean)
    return Normal(mean, covariance + RIDGE * np.eye(size))


def _filling(known: NDArray[np.bool_], now: Normal) -> tuple[Values, Values, Values]:
    """A, b and the covariance that remains, for rows that know these columns."""
    size, missing = len(known), ~known
    matrix, offset, left = np.eye(size)[:, known], np.zeros(size), np.zeros((size, size))
    if missing.any():
        slopes = np.linalg.solve(now.covariance[np.ix_(known, known)], now.covariance[np.ix_(known, missing)])
        matrix[missing] = slopes.T
        offset[missing] = now.mean[missing] - slopes.T @ now.mean[known]
        remains = now.covariance[np.ix_(missing, known)] @ slopes
        left[np.ix_(missing, missing)] = now.covariance[np.ix_(missing, missing)] - remains
    return matrix, offset, left


def filled_in(values: Values, given: Normal, dice: np.random.Generator) -> Values:
    """What is missing drawn from what is likely, once."""
    found = values.copy()
    for pattern in patterns(values):
        if pattern.known.all():
            continue
        missing = ~pattern.known
        matrix, offset, left = _filling(pattern.known, given)
        known = values[np.ix_(pattern.rows, pattern.known)]
        size, turn = np.linalg.eigh(left[np.ix_(missing, missing)])
        spread = turn * np.sqrt(np.maximum(0, size))
        noise = dice.normal(size=(len(known), int(missing.sum()))) @ spread.T
        found[np.ix_(pattern.rows, missing)] = known @ matrix[missing].T + offset[missing] + noise
    return found


def several_times(
    values: Values, clusters: Places, times: int, dice: np.random.Generator
) -> Iterator[Values]:
    """Filled in with parameters of so many bootstrap samples of clusters; as it is, once, where nothing is missing."""
    if not np.isnan(values).any():
        yield values
        return
    for _ in range(times):
        yield filled_in(values, maximum_likelihood(values[_resampled(clusters, dice)]), dice)


def _resampled(clusters: Places, dice: np.random.Generator) -> Places:
    """The rows of clusters drawn with replacement, as many clusters as there are; of very many, a part."""
    count = int(clusters.max()) + 1
    order = np.argsort(clusters, kind="stable")
    ends = np.cumsum(np.bincount(clusters, minlength=count))
    starts = np.concatenate([[0], ends[:-1]])
    drawn = dice.integers(0, count, max(1, int(count * min(1.0, MOST_ROWS / len(clusters)))))
    return np.concatenate([order[starts[at] : ends[at]] for at in drawn.tolist()])
