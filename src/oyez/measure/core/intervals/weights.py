"""Weighted answers and finite populations: how many answers a weighted sample is worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True)
class Weighted:
    """A weighted mean; `se` is linearised (reported), `se_kish` from the effective n (for comparison)."""

    mean: float
    n_effective: float
    design_effect: float
    se: float
    se_kish: float


def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> Weighted:
    """Mean of at least two weighted answers, for NPS coded −1/0/1 (Kish; linearisation)."""
    n, total = len(values), sum(weights)
    shares = [weight / total for weight in weights]
    mean = sum(share * value for share, value in zip(shares, values, strict=True))
    spread = [(share, (value - mean) ** 2) for share, value in zip(shares, values, strict=True)]
    n_effective = 1 / sum(share**2 for share in shares)
    variance = sum(share * square for share, square in spread)
    linearised = n / (n - 1) * sum(share**2 * square for share, square in spread)
    return Weighted(mean, n_effective, n / n_effective, sqrt(linearised), sqrt(variance / n_effective))


def finite_population(n: float, population: float) -> float:
    """What an SE shrinks by when the claim is about these customers now: √((N − n)/(N − 1))."""
    return sqrt((population - n) / (population - 1)) if population > 1 else 0.0
