"""Ranks only where the difference of two importances is sure; everything else is tied."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oyez.measure.core.drivers.subsets import Values
from oyez.measure.core.intervals.interval import LEVEL


@dataclass(frozen=True)
class Rank:
    """The best and the worst place that a driver can have; they are one where nobody is tied with it."""

    best: int
    worst: int
    tied: frozenset[int]


def ranks(draws: Values, level: float = LEVEL) -> list[Rank]:
    """From bootstrap draws of importances (draws, p).

    A driver is above another when the interval of their difference leaves out zero; tied ones have places in common.
    """
    above = _above(draws, level)
    size = len(above)
    return [
        Rank(
            best=1 + int(above[:, at].sum()),
            worst=size - int(above[at].sum()),
            tied=frozenset(
                other
                for other in range(size)
                if other != at and not above[at, other] and not above[other, at]
            ),
        )
        for at in range(size)
    ]


def _above(draws: Values, level: float) -> NDArray[np.bool_]:
    """above[i, j]: surely more important."""
    size = draws.shape[1]
    found = np.zeros((size, size), bool)
    for at in range(size):
        lo = np.quantile(draws[:, [at]] - draws, 0.5 - level / 2, axis=0)
        found[at] = lo > 0
        found[at, at] = False
    return found
