"""The account matrix."""

import numpy as np

from oyez.measure.core.matrix import movement, placing, regression, risk, satisfaction
from tests.measure.vectors.binding import binds

FOUR = satisfaction.Answers(
    account=np.zeros(4, np.int64),
    role=np.array(
        [satisfaction.ROLES.index(role) for role in ("decision_maker", "influencer", "user", "user")]
    ),
    points=np.array([90.0, 40.0, 70.0, 80.0]),
    age_days=np.array([10.0, 40.0, 200.0, 30.0]),
)
GROUPS = {"A": [90, 40, 70, 80], "B": [60, 55, 65], "C": [85, 95], "D": [30, 50, 45, 55, 40]}
MOVES = np.array([[40, 2, 6, 1], [5, 110, 1, 8], [4, 0, 14, 2], [0, 9, 1, 22]], float)
SIX = ((1200, 82), (900, 55), (150, 88), (90, 45), (300, 70), (2000, 69.9))
NAMES = {"model": "Model", "growth": "Growth", "at_risk": "At-Risk", "dangling": "Dangling"}


@binds("3.1")
def score_of_an_account() -> object:
    found = satisfaction.scores(FOUR, 1)
    return {
        "raw": found.raw[0],
        "neff": found.n_effective[0],
        "shrunk": found.shrunk(72)[0],
        "min": found.minimum[0],
        "spread": found.spread[0],
    }


@binds("3.2")
def chance_that_it_lies_below() -> object:
    segment = satisfaction.Components(within=18**2, between=12**2, mean=72)
    found = satisfaction.posterior(satisfaction.scores(FOUR, 1), segment)
    return [found.mean[0], found.sd[0], found.below(70)[0]]


@binds("3.3")
def variance_within_and_between() -> object:
    found = satisfaction.components(list(GROUPS.values()))
    n = np.array([len(group) for group in GROUPS.values()])
    n0 = (n.sum() - (n @ n) / n.sum()) / (len(n) - 1)
    return {
        "MSW": found.within,
        "MSB": found.between * n0 + found.within,
        "n0": n0,
        "tau2": found.between,
        "ICC": found.intraclass,
        "mu": found.mean,
        "EB": {name: found.estimate(sum(group) / len(group), len(group)) for name, group in GROUPS.items()},
    }


@binds("3.4")
def quadrants() -> object:
    cuts = placing.Cuts(revenue=500, satisfaction=70)
    found = [placing.quadrant(revenue, points >= cuts.satisfaction, cuts) for revenue, points in SIX]
    return ", ".join(NAMES[one] for one in found)


@binds("3.5")
def revenue_at_risk() -> object:
    found = risk.at_risk([1200, 900, 2000], [0.04, 0.22, 0.15], base=0.04)
    return [found.expected, found.incremental, found.sd]


@binds("3.6")
def movement_between_two_waves() -> object:
    pattern, sizes = movement.bowker(MOVES), movement.stuart_maxwell(MOVES)
    assert sizes is not None
    return {
        "bowker": [pattern.statistic, pattern.df, pattern.p],
        "stuart_maxwell": [sizes.statistic, sizes.df, sizes.p],
    }


@binds("3.7")
def regression_to_the_mean() -> object:
    found = regression.expected(mean=75, sd=15, correlation=0.5, cut=50)
    return [found.first, found.second, found.gain]


@binds("3.8")
def flips_at_a_cut() -> object:
    return [regression.chance_below(72, 6, cut) for cut in (70, 65)]
