"""Drivers that punish more than they reward, and what customers say they take for granted."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from oyez.measure.core.drivers.least_squares import fit
from oyez.measure.core.drivers.subsets import Values
from oyez.measure.core.intervals.interval import Difference, two_sided_p, z_of

FEWEST = 10
KANO_FEWEST = 50


class Nature(StrEnum):
    """A basic need punishes when it fails; an exciter rewards; a performance factor does both alike."""

    BASIC = "basic"
    PERFORMANCE = "performance"
    EXCITER = "exciter"


@dataclass(frozen=True)
class Contrast:
    """The outcome at middling ratings, what low ratings take away, what the best one adds; each with its error."""

    usual: float
    penalty: float
    reward: float
    se: tuple[float, float, float]

    @property
    def difference(self) -> Difference:
        """|penalty| less |reward|; both lean on the same middle, so what is chance there moves both."""
        value = abs(self.penalty) - abs(self.reward)
        shared = 2 * self.se[0] ** 2 * np.sign(self.penalty * self.reward)
        se = float(np.sqrt(max(1e-12, self.se[1] ** 2 + self.se[2] ** 2 - shared)))
        reach = z_of() * se
        return Difference(value, value - reach, value + reach, "penalty–reward", se, two_sided_p(value / se))

    @property
    def nature(self) -> Nature:
        told = self.difference
        if told.lo > 0:
            return Nature.BASIC
        return Nature.EXCITER if told.hi < 0 else Nature.PERFORMANCE


def penalty_reward(ratings: Values, outcome: Values, low: float, high: float) -> Contrast | None:
    """Brandt 1987: y ← 1, [rating ≤ low], [rating ≥ high]; none where a group has too few answers to compare."""
    bad, good = ratings <= low, ratings >= high
    if min(bad.sum(), good.sum(), (~bad & ~good).sum()) < 2:
        return None
    found = fit(np.column_stack([bad, good]).astype(float), outcome)
    usual, penalty, reward = map(float, found.slopes)
    return Contrast(usual, penalty, reward, (float(found.se[0]), float(found.se[1]), float(found.se[2])))


@dataclass(frozen=True)
class Kano:
    """How many take a feature as attractive, one-dimensional, must-be or indifferent."""

    attractive: int
    one_dimensional: int
    must_be: int
    indifferent: int

    @property
    def n(self) -> int:
        return self.attractive + self.one_dimensional + self.must_be + self.indifferent

    @property
    def better(self) -> float:
        """Berger 1993: the share whom having it satisfies, 0 to 1."""
        return (self.attractive + self.one_dimensional) / self.n

    @property
    def worse(self) -> float:
        """The share whom lacking it dissatisfies, −1 to 0."""
        return -(self.one_dimensional + self.must_be) / self.n

    def is_enough(self) -> bool:
        return self.n >= KANO_FEWEST
