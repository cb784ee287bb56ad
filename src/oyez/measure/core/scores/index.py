"""A composite index: parts rescaled to 0–100 and weighted, by weights that carry a version.

An index is never the only number: its parts stand beside it. A part without answers is left out and the others
renormalised, which moves the index although nothing happened; so that is flagged, and where more than 30 % of the
weight is missing there is no index.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from oyez.measure.core.intervals.interval import Interval, around

MOST_MISSING = 0.3
SUM_TOLERANCE = 1e-6
LEAST_ALPHA = 0.7


@dataclass(frozen=True)
class Ends:
    """Where a score lies: the lowest and highest it can be, and whether high is good."""

    lowest: float
    highest: float
    higher_is_better: bool = True


@dataclass(frozen=True)
class Part:
    """One score of an index with its standard error, on its own scale."""

    value: float
    se: float
    ends: Ends


@dataclass(frozen=True)
class Index:
    """0–100; `partial` says that parts were missing, `missing` how much weight they carry (0–1)."""

    value: float
    se: float
    partial: bool
    missing: float

    @property
    def bounds(self) -> Interval:
        return around(self.value, self.se).clipped(0, 100)


def rescaled(value: float, ends: Ends) -> float:
    """Linear to 0–100: (s − lowest) / (highest − lowest); NPS (s + 1) / 2."""
    share = (value - ends.lowest) / (ends.highest - ends.lowest)
    return 100 * (share if ends.higher_is_better else 1 - share)


def sums_to_one(weights: Mapping[str, float]) -> bool:
    """Whether weights are usable: none negative, together 1."""
    return min(weights.values(), default=-1) >= 0 and abs(sum(weights.values()) - 1) <= SUM_TOLERANCE


def composite(parts: Mapping[str, Part], weights: Mapping[str, float]) -> Index | None:
    """Σ wᵢ·partᵢ over the parts that are there; SE = √Σ(wᵢ·seᵢ)², which holds if parts come from different people.

    Raises ValueError unless the weights sum to 1. Nothing where more than 30 % of the weight is missing.
    """
    if not sums_to_one(weights):
        raise ValueError("The weights of an index must not be negative and must sum to 1.")
    there = {name: weight for name, weight in weights.items() if name in parts}
    total = sum(there.values())
    missing = 1 - total
    if not total or missing > MOST_MISSING + SUM_TOLERANCE:
        return None
    value = sum(weight * rescaled(parts[name].value, parts[name].ends) for name, weight in there.items())
    spread = [weight * _se_rescaled(parts[name]) for name, weight in there.items()]
    return Index(
        value / total, sqrt(sum(one**2 for one in spread)) / total, len(there) < len(weights), missing
    )


def acsi_like(
    means: Sequence[float], weights: Sequence[float], lowest: float = 1, highest: float = 10
) -> float:
    """100·(Σwᵢx̄ᵢ/Σwᵢ − min)/(max − min) on items 1–10. The official ACSI estimates w by PLS; this does not."""
    mean = sum(weight * value for weight, value in zip(weights, means, strict=True)) / sum(weights)
    return 100 * (mean - lowest) / (highest - lowest)


def cronbach_alpha(items: Sequence[Sequence[float]]) -> float:
    """α = k/(k−1)·(1 − Σσ²ᵢ/σ²_total) of k ≥ 2 items, each the complete answers of the same people (Cronbach 1951).

    Below 0.7, items are not averaged: they do not measure one thing.
    """
    k = len(items)
    totals = [sum(answers) for answers in zip(*items, strict=True)]
    spread = _variance(totals)
    if spread == 0:
        return 0.0
    return k / (k - 1) * (1 - sum(_variance(item) for item in items) / spread)


def _se_rescaled(part: Part) -> float:
    return 100 * part.se / (part.ends.highest - part.ends.lowest)


def _variance(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)
