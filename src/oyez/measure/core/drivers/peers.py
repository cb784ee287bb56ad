"""What is within reach: how much a middling unit's rating lies above that of a unit at the lower quarter."""

from dataclasses import dataclass

import numpy as np

from oyez.measure.core.drivers.missing import Places
from oyez.measure.core.drivers.subsets import Values

FEWEST_UNITS = 4
FEWEST_RATINGS = 10
TENTH = 0.1


@dataclass(frozen=True)
class Reach:
    """A shift in points of the scale, and whether units showed it; else it is a tenth of the scale."""

    shift: float
    units: int


def reach(ratings: Values, place: Places, width: float) -> Reach:
    """The median of units' means less their lower quartile, of units with ten ratings, if there are four such."""
    known = ~np.isnan(ratings) & (place >= 0)
    n = np.bincount(place[known]) if known.any() else np.zeros(0, np.int64)
    enough = n >= FEWEST_RATINGS
    if enough.sum() < FEWEST_UNITS:
        return Reach(TENTH * width, 0)
    means = np.bincount(place[known], weights=ratings[known])[enough] / n[enough]
    lower, middle = np.quantile(means, [0.25, 0.5])
    return Reach(float(middle - lower), int(enough.sum()))
