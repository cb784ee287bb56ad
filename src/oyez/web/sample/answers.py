"""How people answer: scores on their scales from what happened to them, and when they answer.

Scores come from a normal latent value, so that each survey has the spread that such surveys have.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oyez.web.sample.crowd import POINTS, Crowd
from oyez.web.sample.dice import stream
from oyez.web.sample.moments import DAY, END, START, Moments, at, open_hours
from oyez.web.sample.projects import Fittings, Projects
from oyez.web.sample.truths import Drivers, Initiative

Scores = NDArray[np.int64]
Places = NDArray[np.int64]

RESPONSE = {"after-fitting": 0.58, "after-advice": 0.36, "after-order": 0.46, "after-service": 0.42}


@dataclass(frozen=True)
class AfterFitting:
    """Answers to “After your fitting”: which kitchen, when, and the scores."""

    project: Places
    moment: Moments
    nps: Scores
    csat: Scores


@dataclass(frozen=True)
class Rated:
    """Answers to a short survey at a unit: who, which point of sale, when, one score."""

    person: Places
    point: NDArray[np.int16]
    moment: Moments
    score: Scores


def on_scale(latent: NDArray[np.float64], lowest: int, highest: int) -> Scores:
    """Whole numbers of a scale."""
    return np.clip(np.rint(latent), lowest, highest).astype(np.int64)


def feeling(rng: np.random.Generator, mood: NDArray[np.float64], share: float = 0.3) -> NDArray[np.float64]:
    """A normal value that a share of comes from the person's own mood."""
    value: NDArray[np.float64] = np.sqrt(share) * mood + np.sqrt(1 - share) * rng.normal(0, 1, len(mood))
    return value


def answered(
    rng: np.random.Generator, happened: Moments, survey: str, first_days: int, last_days: int
) -> tuple[Places, Moments]:
    """Who of those to whom something happened answered, and when."""
    asked = np.flatnonzero((happened >= START) & (rng.random(len(happened)) < RESPONSE[survey]))
    later = happened[asked] + rng.integers(first_days, last_days, len(asked)) * DAY
    moment = open_hours(later, rng.random(len(asked)), 7, 22)
    in_time = moment < END
    return asked[in_time], moment[in_time]


def after_fitting(rng: np.random.Generator, kitchens: Projects, went: Fittings, crowd: Crowd) -> AfterFitting:
    """NPS and satisfaction of those who answered after the first visit."""
    who, moment = answered(rng, kitchens.fitted, "after-fitting", 2, 9)
    felt = feeling(rng, crowd.mood[kitchens.person[who]])
    second, rough = went.second_visit[who], went.rough[who]
    late = np.minimum(kitchens.late_days[who], 20)
    nps = on_scale(8.9 + 1.5 * felt - 0.9 * second - 3.8 * rough - 0.05 * late, 0, 10)
    csat = on_scale(4.4 + 0.7 * felt - 0.5 * second - 2.1 * rough, 1, 5)
    return AfterFitting(who, moment, nps, csat)


def at_points(
    rng: np.random.Generator,
    person: Places,
    happened: Moments,
    crowd: Crowd,
    survey: str,
    initiative: Initiative,
    level: float,
) -> Rated:
    """Satisfaction at points of sale, with the shift of an initiative at its units from its first day on.

    Each unit has a level of its own, which stays the same.
    """
    who, moment = answered(rng, happened, survey, 1, 7)
    point = crowd.point[person[who]]
    units = stream(0, f"levels {survey}").normal(0, 0.12, len(POINTS))
    treated = np.array([unit.key in initiative.treated for unit in POINTS])[point]
    shift = initiative.effect * (treated & (happened[who] >= at(initiative.since)))
    latent = level + 0.95 * feeling(rng, crowd.mood[person[who]]) + units[point] + shift
    return Rated(person[who], point, moment, on_scale(latent, 1, 5))


def effort(rng: np.random.Generator, mood: NDArray[np.float64], hard: NDArray[np.bool_]) -> Scores:
    """Ease from 1 to 7."""
    return on_scale(5.6 + 1.15 * feeling(rng, mood) - 1.9 * hard, 1, 7)


@dataclass(frozen=True)
class Study:
    """One study: a rating of 1 to 5 for each touchpoint, 0 where it was not experienced or skipped, and overall."""

    touchpoints: tuple[str, ...]
    ratings: Scores
    overall: Scores
    nps: Scores


SKIPPED = 0.012


def study(rng: np.random.Generator, truth: Drivers, respondents: int) -> Study:
    """Ratings share a halo; the overall satisfaction is their weighted sum and a rest."""
    touchpoints = tuple(truth.weights)
    halo = rng.normal(0, 1, (respondents, 1))
    own = rng.normal(0, 1, (respondents, len(touchpoints)))
    rating = on_scale(3.9 + 0.95 * (0.55 * halo + np.sqrt(1 - 0.55**2) * own), 1, 5)
    weight = np.array(list(truth.weights.values()))
    lived = rng.random(rating.shape) < np.array([truth.experienced.get(key, 1.0) for key in touchpoints])
    missed = np.where(lived, rating - 3.9, 0.0)
    latent = 3.85 + 0.62 * (missed @ weight) + rng.normal(0, 0.52, respondents)
    ratings: Scores = np.where(lived & (rng.random(rating.shape) >= SKIPPED), rating, 0)
    recommend = 2.3 * latent - 1.0 + rng.normal(0, 0.8, respondents)
    return Study(touchpoints, ratings, on_scale(latent, 1, 5), on_scale(recommend, 0, 10))
