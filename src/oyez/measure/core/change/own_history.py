"""An answer against the same customer's earlier ones: a fall of a loyal nine, not the hundredth six."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

UNUSUAL = -2.0
LEAST_ANSWERS = 3


@dataclass(frozen=True)
class Usual:
    """What a segment's customers answer: mean μ, spread between them τ², of one customer's answers σ²."""

    mean: float
    between: float
    within: float


@dataclass(frozen=True)
class Drop:
    """The customer's expected answer, the variance of the next one, and how unusual it is in those units."""

    expected: float
    variance: float
    z: float

    @property
    def is_unusual(self) -> bool:
        return self.z <= UNUSUAL


def drop(history: Sequence[float], answer: float, usual: Usual) -> Drop:
    """Normal posterior of the customer's mean and predictive z of the new answer, on the scale of the score.

    Without history it is the segment alone; fewer than three answers lean on it most.
    """
    precision = 1 / usual.between + len(history) / usual.within
    expected = (usual.mean / usual.between + sum(history) / usual.within) / precision
    variance = usual.within + 1 / precision
    return Drop(expected, variance, (answer - expected) / sqrt(variance))
