"""Ratings and outcome as the model takes them: which ratings are missing because nobody lived through it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from oyez.measure.core.drivers.missing import Places
from oyez.measure.core.drivers.subsets import Values

STRUCTURAL_FROM = 0.05


@dataclass(frozen=True)
class Sample:
    """One row for each response: ratings (n, p; NaN where missing), outcome (n,), whose, and where.

    `cluster` numbers accounts, or persons without one, from 0; `place` numbers units from 0, −1 without.
    `account_share` is how much of all came from one account.
    """

    drivers: tuple[str, ...]
    ratings: Values
    outcome: Values
    cluster: Places
    place: Places
    account_share: float = 0.0

    @property
    def n(self) -> int:
        return len(self.outcome)

    def answered(self) -> Places:
        """How many rated each driver."""
        found: Places = (~np.isnan(self.ratings)).sum(axis=0)
        return found

    def without(self, drivers: Sequence[int]) -> "Sample":
        """The same with these drivers left out."""
        kept = [at for at in range(len(self.drivers)) if at not in drivers]
        return replace(self, drivers=tuple(self.drivers[at] for at in kept), ratings=self.ratings[:, kept])


@dataclass(frozen=True)
class Design:
    """The columns of the model (n, q), the outcome last and all about centred; which belong to which driver.

    A driver that not everybody lived through has two: whether, and the rating among those (0 for the others). So
    nobody is given a rating of what never happened to them. The rating's column is the last of each group.
    """

    columns: Values
    groups: tuple[tuple[int, ...], ...]

    def rating(self, driver: int) -> int:
        return self.groups[driver][-1]


def structural(sample: Sample, share: float = STRUCTURAL_FROM) -> frozenset[int]:
    """The drivers that more than this share did not rate: taken as not lived through rather than skipped."""
    missing = 1 - sample.answered() / max(1, sample.n)
    return frozenset(np.flatnonzero(missing > share).tolist())


def design(sample: Sample, not_lived: frozenset[int]) -> Design:
    """Skipped ratings stay missing; those not lived through become two columns (available-path model)."""
    columns: list[Values] = []
    groups: list[tuple[int, ...]] = []
    for at in range(len(sample.drivers)):
        rating = sample.ratings[:, at] - np.nanmean(sample.ratings[:, at])
        if at in not_lived:
            lived = ~np.isnan(rating)
            columns += [lived - lived.mean(), np.where(lived, rating, 0.0)]
            groups.append((len(columns) - 2, len(columns) - 1))
        else:
            columns.append(rating)
            groups.append((len(columns) - 1,))
    columns.append(sample.outcome - sample.outcome.mean())
    return Design(np.column_stack(columns), tuple(groups))


def complete_equivalent(sample: Sample, not_lived: frozenset[int]) -> float:
    """How many complete answers these are worth: skipped ratings count as what they are, missing."""
    asked = [at for at in range(len(sample.drivers)) if at not in not_lived]
    if not asked:
        return float(sample.n)
    return float((~np.isnan(sample.ratings[:, asked])).mean() * sample.n)
