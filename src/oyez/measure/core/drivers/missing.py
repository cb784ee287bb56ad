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
    kinds, which = np.unique(known, axis=0, return_inverse=True)
    order = np.argsort(which.ravel(), kind="stable")
    ends = np.cumsum(np.bincount(which.ravel(), minlength=len(kinds)))
    starts = [0, *ends[:-1].tolist()]
    return [
        Pattern(order[start:end], kind) for kind, start, end in zip(kinds, starts, ends.tolist(), strict=True)
    ]


def maximum_likelihood(values: Values) -> Normal:
    """The normal distribution that makes what is known most likely; refuses a column nobody answered."""
    if np.isnan(values).all(axis=0).any():
        raise ValueError("A question that nobody answered cannot be filled in.")
    found = Normal(np.nanmean(values, axis=0), np.diag(np.nanvar(values, axis=0) + RIDGE))
    alike = patterns(values)
    for _ in range(STEPS):
        before, found = found, _step(values, alike, found)
        if np.max(np.abs(found.covariance - before.covariance)) < ENOUGH:
            break
    return found


def _step(values: Values, alike: list[Pattern], now: Normal) -> Normal:
    """Fill in what is expected, add what remains uncertain, take means and covariances of that."""
    filled = np.empty_like(values)
    uncertain = np.zeros_like(now.covariance)
    for pattern, expected, left in _expectations(values, alike, now):
        filled[np.ix_(pattern.rows, pattern.known)] = values[np.ix_(pattern.rows, pattern.known)]
        if not pattern.known.all():
            filled[np.ix_(pattern.rows, ~pattern.known)] = expected
            uncertain[np.ix_(~pattern.known, ~pattern.known)] += len(pattern.rows) * left
    mean = filled.mean(axis=0)
    apart = filled - mean
    covariance = (apart.T @ apart + uncertain) / len(values)
    return Normal(mean, covariance + RIDGE * np.eye(len(mean)))


def _expectations(
    values: Values, alike: list[Pattern], now: Normal
) -> Iterator[tuple[Pattern, Values, Values]]:
    """For each pattern: what is expected of its missing columns, and their covariance given the known ones."""
    for pattern in alike:
        known, missing = pattern.known, ~pattern.known
        if known.all():
            yield pattern, np.empty((len(pattern.rows), 0)), np.empty((0, 0))
            continue
        slopes = np.linalg.solve(now.covariance[np.ix_(known, known)], now.covariance[np.ix_(known, missing)])
        apart = values[np.ix_(pattern.rows, known)] - now.mean[known]
        expected = now.mean[missing] + apart @ slopes
        left = now.covariance[np.ix_(missing, missing)] - now.covariance[np.ix_(missing, known)] @ slopes
        yield pattern, expected, left


def filled_in(values: Values, given: Normal, dice: np.random.Generator) -> Values:
    """What is missing drawn from what is likely, once."""
    found = values.copy()
    for pattern, expected, left in _expectations(values, patterns(values), given):
        if not pattern.known.all():
            size, turn = np.linalg.eigh(left)
            spread = turn * np.sqrt(np.maximum(0, size))
            noise = dice.normal(size=expected.shape) @ spread.T
            found[np.ix_(pattern.rows, ~pattern.known)] = expected + noise
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
