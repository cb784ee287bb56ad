"""Expectation against experience, by the same person (Parasuraman, Zeithaml & Berry 1988: perception − expectation).

A gap is for diagnosis and for promises, not a target: it is less reliable than its parts. The mean hides a
split, so the share that fell short stands beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oyez.measure.core.intervals.interval import Interval
from oyez.measure.core.intervals.mean import Paired, paired
from oyez.measure.core.intervals.nps import Split, adjusted_wald
from oyez.measure.core.intervals.share import wilson


@dataclass(frozen=True)
class Gap:
    """Experience less expectation, in points of their common scale; `below` is the share that fell short."""

    change: Paired
    below: float
    below_bounds: Interval


@dataclass(frozen=True)
class Disconfirmation:
    """Net disconfirmation (−1 … 1): share better than expected less share worse, treated exactly like NPS."""

    value: float
    bounds: Interval
    n: float


@dataclass(frozen=True)
class Dimensions:
    """The gap of each SERVQUAL dimension, their plain mean, and their mean by importance."""

    gaps: Mapping[str, float]
    plain: float
    weighted: float


def gap(experience: Sequence[float], expectation: Sequence[float]) -> Gap:
    """Paired gap of the same respondents, in the same order, on one scale; needs two gaps that differ."""
    below = sum(got < hoped for got, hoped in zip(experience, expectation, strict=True))
    n = len(experience)
    return Gap(paired(experience, expectation), below / n, wilson(below, n))


def disconfirmation(better: float, as_expected: float, worse: float) -> Disconfirmation | None:
    """Counts of better, as and worse than expected; nothing where nobody was asked."""
    split = Split(better, as_expected, worse)
    if not split.n:
        return None
    return Disconfirmation(split.score, adjusted_wald(split), split.n)


def by_dimension(
    experience: Mapping[str, float], expectation: Mapping[str, float], importance: Mapping[str, float]
) -> Dimensions:
    """Mean scores of each dimension on one scale; importance is a share of 100 points, here 0–1, summing to 1."""
    gaps = {name: experience[name] - hoped for name, hoped in expectation.items()}
    total = sum(importance[name] for name in gaps)
    weighted = sum(importance[name] * value for name, value in gaps.items()) / total
    return Dimensions(gaps, sum(gaps.values()) / len(gaps), weighted)
