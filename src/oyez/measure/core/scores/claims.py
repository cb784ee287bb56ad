"""What a number is a claim about: these customers now, or what customers experience here."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from oyez.measure.core.intervals.interval import Interval
from oyez.measure.core.intervals.weights import finite_population


class Claim(StrEnum):
    """`process`: customers are a sample of future experience. `census`: exactly these N customers, now."""

    PROCESS = "process"
    CENSUS = "census"


@dataclass(frozen=True)
class Population:
    """A claim and, for a census, how many customers it is about."""

    claim: Claim = Claim.PROCESS
    size: int | None = None


def narrowed(value: float, bounds: Interval, n: float, population: Population) -> Interval:
    """The bounds of a census, each side shrunk by √((N − n)/(N − 1)); those of a process stay as they are.

    Never narrower than the value itself. With everybody asked (n ≥ N) there is no doubt left.
    """
    if population.claim is Claim.PROCESS or population.size is None:
        return bounds
    left = finite_population(min(n, population.size), population.size)
    return Interval(value - left * (value - bounds.lo), value + left * (bounds.hi - value))


def se_of(variance: float, n: float, population: Population) -> float:
    """√(v/n), corrected for a census."""
    se = sqrt(variance / n)
    if population.claim is Claim.PROCESS or population.size is None:
        return se
    return se * finite_population(min(n, population.size), population.size)
