"""Scores."""

from datetime import date
from functools import partial

from oyez.measure.core import goals
from oyez.measure.core.groups import Group, Reading
from oyez.measure.core.intervals import mean, nps, share, stars, weights
from oyez.measure.core.intervals.interval import Difference, around
from oyez.measure.core.mix import Part, rate_and_mix
from oyez.measure.core.question import Every
from oyez.measure.core.scores import expectation, index, raking, responding, sample_size, season
from oyez.measure.core.scores.rolled import rolled
from tests.measure.vectors.binding import binds, given

NPS_SPLITS = {
    "1.1": (19, 12, 5),
    "1.2": (60, 25, 15),
    "1.3": (420, 310, 270),
    "1.4": (5, 0, 0),
    "1.5": (0, 3, 0),
    "1.6": (0, 0, 4),
}
WILSON = {
    "1.12-81/263": (81, 263),
    "1.12-15/148": (15, 148),
    "1.12-0/20": (0, 20),
    "1.12-1/29": (1, 29),
    "1.13": (84, 100),
    "1.14": (7, 9),
    "1.15": (0.8 * 41.6, 41.6),
}


def both_intervals(split: nps.Split) -> object:
    return {
        "nps": split.score,
        "var": split.variance,
        "se_wald": split.se,
        "wald": list(nps.wald(split)),
        "adj_centre": split.adjusted().score,
        "se_adj": split.adjusted().se,
        "adj": list(nps.adjusted_wald(split)),
    }


for key, counts in NPS_SPLITS.items():
    binds(key)(partial(both_intervals, nps.Split(*counts)))


@binds("1.7")
def two_nps() -> object:
    return parts(nps.wald_difference(nps.Split(120, 80, 50), nps.Split(90, 85, 75)))


@binds("1.8")
def two_nps_adjusted() -> object:
    return parts(nps.adjusted_difference(nps.Split(120, 80, 50), nps.Split(90, 85, 75)))


def parts(found: Difference) -> object:
    assert found.se is not None
    z = found.value / found.se
    return {"diff": found.value, "se": found.se, "z": z, "p": found.p, "lo": found.lo, "hi": found.hi}


@binds("1.9")
def the_same_people_twice() -> object:
    before = [1, 1, 1, 0, 0, -1, -1, 1, 0, -1, 1, 1, 0, 1, -1, 0, 1, 1, 0, -1]
    after = [1, 0, 1, 0, 1, -1, 0, 1, 1, -1, 1, 1, 1, 1, 0, 0, 1, 0, 0, -1]
    found = mean.paired(after, before)
    return {"mean": found.mean, "se": found.se, "t": found.t, "df": found.df, "p": found.p}


@binds("1.10")
def weighted_nps() -> object:
    codes = [1, 1, 0, -1, 1, 0, -1, 1, 1, -1]
    found = weights.weighted_mean(codes, [1.2, 0.8, 1.0, 1.5, 0.5, 1.0, 2.0, 0.7, 0.6, 0.7])
    return {
        "mean": found.mean,
        "neff": found.n_effective,
        "deff": found.design_effect,
        "se_kish": found.se_kish,
        "se_linearised": found.se,
    }


@binds("1.11")
def a_census() -> object:
    split = nps.Split(60, 25, 15)
    fpc = weights.finite_population(split.n, 200)
    lo, hi = around(split.score, split.se * fpc)
    return {"fpc": fpc, "se": split.se * fpc, "lo": lo, "hi": hi}


for key, (hits, n) in WILSON.items():
    binds(key)(partial(share.wilson, hits, n))


@binds("1.16")
def newcombe() -> object:
    found = share.newcombe(56, 70, 48, 80)
    return {"diff": found.value, "lo": found.lo, "hi": found.hi}


@binds("1.17")
def ces() -> object:
    answers = given("1.17")
    moments = mean.Moments.of(answers)
    lo, hi = mean.t_interval(moments)
    easy = sum(5 <= answer <= 7 for answer in answers)
    return {
        "mean": moments.mean,
        "sd": moments.variance**0.5,
        "lo": lo,
        "hi": hi,
        "agree": easy / len(answers),
        "wilson": list(share.wilson(easy, len(answers))),
    }


@binds("1.18")
def stars_lean_on_their_category() -> object:
    return [stars.bayesian_average(total, n, 3.9) for total, n in ((15, 3), (552, 120), (0, 0))]


@binds("1.19")
def stars_by_lower_bound() -> object:
    cases = {"a": (0, 0, 0, 0, 3), "b": (4, 2, 6, 18, 90), "none": (0, 0, 0, 0, 0)}
    return {
        name: [stars.dirichlet_mean(counts), stars.dirichlet_interval(counts).lo]
        for name, counts in cases.items()
    }


@binds("1.20")
def a_gap_by_dimension() -> object:
    names = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
    hoped, got, weight = (
        dict(zip(names, values, strict=True))
        for values in (
            (6.5, 6.2, 6.8, 6.0, 6.4),
            (6.1, 5.4, 5.9, 6.1, 6.2),
            (0.11, 0.32, 0.22, 0.19, 0.16),
        )
    )
    found = expectation.by_dimension(got, hoped, weight)
    return {"gaps": list(found.gaps.values()), "unweighted": found.plain, "weighted": found.weighted}


@binds("1.21")
def a_gap_by_person() -> object:
    got, hoped = [5, 6, 4, 7, 5, 6, 3, 5, 6, 4], [6, 6, 6, 7, 7, 6, 5, 6, 5, 6]
    found = expectation.gap(got, hoped)
    change = found.change
    return {
        "mean": change.mean,
        "sd": change.sd,
        "t": change.t,
        "p": change.p,
        "lo": change.lo,
        "hi": change.hi,
        "share_below": found.below,
    }


@binds("1.22")
def an_index_like_acsi() -> object:
    return index.acsi_like([8.2, 7.5, 7.1], [0.38, 0.33, 0.29])


@binds("1.23")
def a_composite_index() -> object:
    parts = {
        "nps": index.Part(0.45, 0.0, index.Ends(-1, 1)),
        "csat": index.Part(0.84, 0.0, index.Ends(0, 1)),
        "ces": index.Part(65 / 12, 0.0, index.Ends(1, 7)),
        "stars": index.Part(4.2, 0.0, index.Ends(1, 5)),
    }
    weight = {"nps": 0.30, "csat": 0.30, "ces": 0.25, "stars": 0.15}
    whole = index.composite(parts, weight)
    fewer = index.composite({name: part for name, part in parts.items() if name != "stars"}, weight)
    assert whole is not None and not whole.partial
    assert fewer is not None and fewer.partial
    return [whole.value, fewer.value]


@binds("1.24")
def raking_to_two_margins() -> object:
    sample, promoters = [[40, 30, 10], [20, 50, 50]], [[20, 12, 3], [8, 15, 10]]
    counts = {(str(row), str(col)): sample[row][col] for row in range(2) for col in range(3)}
    margins = [{"0": 100, "1": 100}, {"0": 70, "1": 80, "2": 50}]
    raked = raking.rake(counts, margins)
    weight = [[raked.weights[str(row), str(col)] for col in range(3)] for row in range(2)]
    told = sum(weight[row][col] * promoters[row][col] for row in range(2) for col in range(3))
    return {
        "fitted": [[weight[row][col] * sample[row][col] for col in range(3)] for row in range(2)],
        "weights": weight,
        "neff": raking.effective_n(counts, raked),
        "promoter_share_raw": sum(map(sum, promoters)) / sum(counts.values()),
        "promoter_share_weighted": told / sum(raked.fitted(counts).values()),
    }


@binds("1.25")
def who_answered() -> object:
    groups = {name: responding.Invited(size, 60) for name, size in (("a", 500), ("b", 300), ("c", 200))}
    found = responding.likeness(list(groups.values()))
    plain, back = responding.weighted_back(groups, {"a": 4.4, "b": 3.9, "c": 3.2})
    return {
        "R": found.r,
        "cv": found.cv,
        "chi2": found.chi2,
        "p": found.p,
        "unweighted": plain,
        "weighted": back,
    }


@binds("1.26")
def response_rates() -> object:
    outcomes = responding.Outcomes(
        complete=312, partial=28, refused=540, noncontact=610, other=10, unknown_household=400,
        unknown_other=100,
    )  # fmt: skip
    found = responding.response_rates(outcomes, eligible=0.9)
    return {name: found[name] for name in ("RR1", "RR2", "RR3", "RR6")}


@binds("1.27")
def a_rolling_window() -> object:
    months = [(30, 12, 8), (25, 15, 10), (20, 15, 15), (28, 12, 10), (18, 10, 12), (22, 14, 9)]
    sums = [{"promoters": p, "passives": q, "detractors": d} for p, q, d in months]
    groups = [Group((), date(2026, at + 1, 1), month) for at, month in enumerate(sums)]
    splits = [nps.Split(**window.identified) for window in rolled(Reading(tuple(groups)), Every.MONTH, 3)]
    return [[split.score, *nps.adjusted_wald(split)] for split in splits]


@binds("1.28")
def rate_and_mix_apart() -> object:
    earlier = {"a": Part(0.5, 40), "b": Part(0.3, 20), "c": Part(0.2, -10)}
    later = {"a": Part(0.3, 42), "b": Part(0.3, 22), "c": Part(0.4, -8)}
    found = rate_and_mix(earlier, later)
    return {"total": found.total, "rate": found.rate, "mix": found.mix}


@binds("1.29")
def how_many_answers() -> object:
    return [sample_size.for_margin(0.05), sample_size.for_margin(0.05, population=500)]


@binds("1.30")
def goals_in_three_values() -> object:
    cases = [(0.45, 0.07399324, 0.30), (0.45, 0.07399324, 0.40), (0.15, 0.025836, 0.20)]
    return [goals.verdict(*case).value for case in cases]


SEASON = [3, 1, 0, -1, -2, -1, 0, 1, 2, 1, -1, -3]


@binds("1.31", expected={"factors": SEASON, "trend": 41.2, "is_real": True})
def month_factors() -> object:
    found = season.season([40 + 0.1 * month + SEASON[month % 12] for month in range(36)])
    assert found is not None
    return {"factors": found.factors, "trend": found.trend[12], "is_real": found.is_real}
