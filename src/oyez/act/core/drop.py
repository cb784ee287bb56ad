"""How surprising an answer is, given what the same person answered before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import fmean

from oyez.journal.core.scales import Scale

FEWEST_PEOPLE = 30
FEWEST_ANSWERS = 2


@dataclass(frozen=True)
class Population:
    """How people answer on one scale: their mean, the variance between people, and within one person's answers."""

    mean: float
    between: float
    within: float


@dataclass(frozen=True)
class Surprise:
    """What was expected of this person, the variance of a next answer, and how far the new one is from it."""

    expected: float
    variance: float
    z: float


def usual(scale: Scale) -> Population:
    """What is assumed before a company has estimated its own: 9, 9, 9 then 7 is a drop; sixes are nothing new."""
    width = scale.maximum - scale.minimum
    share = 0.78 if scale.higher_is_better else 0.22
    return Population(scale.minimum + share * width, 0.015 * width**2, 0.005 * width**2)


def surprise(history: Sequence[float], new: float, population: Population) -> Surprise:
    """Predictive z of a new answer in a normal model with normal prior (METHOD 5.3, vector 5.11).

    `history`: the person's earlier answers in the scale's own units; it may be empty.
    """
    precision = 1 / population.between + len(history) / population.within
    expected = (population.mean / population.between + fsum(history) / population.within) / precision
    variance = 1 / precision + population.within
    return Surprise(expected, variance, (new - expected) / sqrt(variance))


def estimate(histories: Iterable[Sequence[float]], scale: Scale) -> Population | None:
    """Mean and variance components by the analysis of variance of people with several answers, or `None` if too few.

    Neither variance is let below a hundredth of the usual one: people who all answer alike would make any
    change look like a miracle.
    """
    groups = [group for group in histories if len(group) >= FEWEST_ANSWERS]
    if len(groups) < FEWEST_PEOPLE:
        return None
    total = sum(map(len, groups))
    means = [fmean(group) for group in groups]
    grand = fsum(map(fsum, groups)) / total
    inside = fsum((value - mean) ** 2 for group, mean in zip(groups, means, strict=True) for value in group)
    outside = fsum(len(group) * (mean - grand) ** 2 for group, mean in zip(groups, means, strict=True))
    within = inside / (total - len(groups))
    size = (total - fsum(len(group) ** 2 for group in groups) / total) / (len(groups) - 1)
    between = (outside / (len(groups) - 1) - within) / size
    floor = usual(scale)
    return Population(grand, max(between, floor.between / 100), max(within, floor.within / 100))
