"""How many answers a claim takes."""

from math import sqrt

from scipy.special import ndtri

from oyez.measure.core.intervals.interval import LEVEL, z_of

POWER = 0.8


def for_margin(
    margin: float, share: float = 0.5, population: float | None = None, level: float = LEVEL
) -> float:
    """Answers for a share ± margin (both 0–1): z²p(1−p)/e², fewer if the claim is about `population` people only."""
    n = z_of(level) ** 2 * share * (1 - share) / margin**2
    return n if population is None else n / (1 + (n - 1) / population)


def detectable(variance: float, n: float, other_n: float | None = None, power: float = POWER) -> float:
    """The smallest difference of two means found with this power: (z + z_β)·√(v/n + v/n′)."""
    spread = sqrt(variance / n + variance / (n if other_n is None else other_n))
    return (z_of() + float(ndtri(power))) * spread


def for_difference(variance: float, difference: float, power: float = POWER) -> float:
    """Answers in each of two groups that show a difference of two means with this power."""
    return 2 * variance * ((z_of() + float(ndtri(power))) / difference) ** 2
