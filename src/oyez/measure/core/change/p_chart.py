"""The plain control chart of a share: p-chart, or Laney's p′ where the history varies more than answers alone would.

Phase I sets centre and spread and never contains the period that is judged; then they are frozen. Sources: Shewhart
1931; Laney 2002, Quality Engineering 14; NIST/SEMATECH e-Handbook 6.3.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import pi, sqrt

import msgspec

WIDTH = 3.0
LEAST_PERIODS = 20
LEAST_EXPECTED = 5.0
OVERDISPERSED = 1.2
RANGE_CONSTANT = 2 / sqrt(pi)  # mean moving range of two normal values, in standard deviations (d₂ = 1.128)


class Kind(StrEnum):
    """Which of the two charts the data chose."""

    P = "p"
    LANEY = "laney"


class Count(msgspec.Struct, frozen=True):
    """One period: hits among n."""

    hits: float
    n: float

    @property
    def share(self) -> float:
        return self.hits / self.n


@dataclass(frozen=True)
class Limits:
    """Frozen limits: centre p̄ (0–1), σ_z of history, how wide in sigmas, which chart, how many periods made them."""

    centre: float
    sigma_z: float
    width: float
    kind: Kind
    periods: int

    @property
    def spread(self) -> float:
        """What one sigma of answers is multiplied by: never below 1, or a calm history would tighten limits."""
        return max(1.0, self.sigma_z) if self.kind is Kind.LANEY else 1.0

    def sigma(self, n: float) -> float:
        """One sigma of the share of a period with n answers."""
        return self.spread * sqrt(self.centre * (1 - self.centre) / n)

    def around(self, n: float) -> tuple[float, float]:
        """Between which shares a period with n answers lies by chance alone."""
        reach = self.width * self.sigma(n)
        return max(0.0, self.centre - reach), min(1.0, self.centre + reach)

    def z(self, count: Count) -> float:
        """How many sigmas a period lies from the centre."""
        sigma = self.sigma(count.n)
        return (count.share - self.centre) / sigma if sigma else 0.0

    def is_beyond(self, count: Count) -> bool:
        return abs(self.z(count)) > self.width


def freeze(history: Sequence[Count], width: float = WIDTH) -> Limits | None:
    """The limits of the chart that Phase I asks for: Laney's where it varies more than answers alone would."""
    limits = plain(history, width)
    if limits is None or limits.sigma_z <= OVERDISPERSED:
        return limits
    return replace(limits, kind=Kind.LANEY)


def plain(history: Sequence[Count], width: float = WIDTH) -> Limits | None:
    """The limits of a p-chart; nothing while no share can be told (too few periods, or all answers alike)."""
    held = [count for count in history if count.n > 0]
    n = sum(count.n for count in held)
    if len(held) < 2:
        return None
    centre = sum(count.hits for count in held) / n
    if not 0 < centre < 1:
        return None
    sigma_z = moving_sigma([_plain_z(count, centre) for count in held])
    return Limits(centre, sigma_z, width, Kind.P, len(held))


def moving_sigma(zs: Sequence[float]) -> float:
    """σ_z by the mean moving range over 1.128, which a lasting shift within the history hardly inflates."""
    ranges = [abs(later - earlier) for earlier, later in pairwise(zs)]
    return sum(ranges) / len(ranges) / RANGE_CONSTANT if ranges else 0.0


def is_large_enough(limits: Limits, n: float) -> bool:
    """Whether so many answers carry this chart: at least five hits and five others are to be expected."""
    return n * min(limits.centre, 1 - limits.centre) >= LEAST_EXPECTED


def _plain_z(count: Count, centre: float) -> float:
    return (count.share - centre) / sqrt(centre * (1 - centre) / count.n)
