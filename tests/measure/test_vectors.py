"""The handbook's test vectors that measuring has functions for, at full precision."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from oyez.measure.core import bursts, experiments, goals
from oyez.measure.core.intervals import mean, nps, share, stars, weights
from oyez.measure.core.intervals.interval import around
from oyez.measure.core.mix import Part, rate_and_mix

VECTORS = Path(__file__).with_name("vectors.json")


@cache
def vectors() -> dict[str, Any]:
    return {vector["id"]: vector for vector in json.loads(VECTORS.read_text())}


def check(key: str, found: Any) -> None:
    """Compare what was found with a vector's expectation, within its tolerance."""
    vector = vectors()[key]
    expected = vector["expected"]
    if isinstance(expected, dict):
        for name, value in found.items():
            assert value == pytest.approx(expected[name], abs=vector["tol"]), (key, name)
    else:
        assert found == pytest.approx(expected, abs=vector["tol"]), key


NPS_SPLITS = {
    "1.1": (19, 12, 5),
    "1.2": (60, 25, 15),
    "1.3": (420, 310, 270),
    "1.4": (5, 0, 0),
    "1.5": (0, 3, 0),
    "1.6": (0, 0, 4),
}


@pytest.mark.parametrize(("key", "counts"), NPS_SPLITS.items())
def test_nps_and_its_two_intervals(key: str, counts: tuple[int, int, int]) -> None:
    split = nps.Split(*counts)
    check(
        key,
        {
            "nps": split.score,
            "var": split.variance,
            "se_wald": split.se,
            "wald": list(nps.wald(split)),
            "adj_centre": split.adjusted().score,
            "se_adj": split.adjusted().se,
            "adj": list(nps.adjusted_wald(split)),
        },
    )


@pytest.mark.parametrize(
    ("key", "difference"), [("1.7", nps.wald_difference), ("1.8", nps.adjusted_difference)]
)
def test_two_nps_are_told_apart(key: str, difference: Any) -> None:
    found = difference(nps.Split(120, 80, 50), nps.Split(90, 85, 75))
    check(
        key,
        {
            "diff": found.value,
            "se": found.se,
            "z": found.value / found.se,
            "p": found.p,
            "lo": found.lo,
            "hi": found.hi,
        },
    )


def test_the_same_people_twice_are_tested_as_pairs() -> None:
    before = [1, 1, 1, 0, 0, -1, -1, 1, 0, -1, 1, 1, 0, 1, -1, 0, 1, 1, 0, -1]
    after = [1, 0, 1, 0, 1, -1, 0, 1, 1, -1, 1, 1, 1, 1, 0, 0, 1, 0, 0, -1]
    found = mean.paired(after, before)
    check("1.9", {"mean": found.mean, "se": found.se, "t": found.t, "df": found.df, "p": found.p})


def test_weighted_answers_count_for_less_than_their_number() -> None:
    found = weights.weighted_mean(
        [1, 1, 0, -1, 1, 0, -1, 1, 1, -1], [1.2, 0.8, 1.0, 1.5, 0.5, 1.0, 2.0, 0.7, 0.6, 0.7]
    )
    check(
        "1.10",
        {
            "mean": found.mean,
            "neff": found.n_effective,
            "deff": found.design_effect,
            "se_kish": found.se_kish,
            "se_linearised": found.se,
        },
    )


def test_a_census_of_accounts_knows_more() -> None:
    split = nps.Split(60, 25, 15)
    fpc = weights.finite_population(split.n, 200)
    lo, hi = around(split.score, split.se * fpc)
    check("1.11", {"fpc": fpc, "se": split.se * fpc, "lo": lo, "hi": hi})


@pytest.mark.parametrize(
    ("key", "hits", "n"),
    [
        ("1.12-81/263", 81, 263),
        ("1.12-15/148", 15, 148),
        ("1.12-0/20", 0, 20),
        ("1.12-1/29", 1, 29),
        ("1.13", 84, 100),
        ("1.14", 7, 9),
        ("1.15", 0.8 * 41.6, 41.6),
    ],
)
def test_wilson(key: str, hits: float, n: float) -> None:
    check(key, list(share.wilson(hits, n)))


def test_newcombe() -> None:
    found = share.newcombe(56, 70, 48, 80)
    check("1.16", {"diff": found.value, "lo": found.lo, "hi": found.hi})


def test_ces_by_mean_and_share() -> None:
    answers = [7, 6, 5, 7, 4, 6, 2, 7, 5, 6, 3, 7]
    moments = mean.Moments.of(answers)
    lo, hi = mean.t_interval(moments)
    easy = sum(5 <= answer <= 7 for answer in answers)
    check(
        "1.17",
        {
            "mean": moments.mean,
            "sd": moments.variance**0.5,
            "lo": lo,
            "hi": hi,
            "agree": easy / len(answers),
            "wilson": list(share.wilson(easy, len(answers))),
        },
    )


def test_stars_lean_on_their_category() -> None:
    check("1.18", [stars.bayesian_average(total, n, 3.9) for total, n in ((15, 3), (552, 120), (0, 0))])


def test_stars_are_ranked_by_a_lower_bound() -> None:
    cases = {"a": (0, 0, 0, 0, 3), "b": (4, 2, 6, 18, 90), "none": (0, 0, 0, 0, 0)}
    check(
        "1.19",
        {
            name: [stars.dirichlet_mean(counts), stars.dirichlet_interval(counts).lo]
            for name, counts in cases.items()
        },
    )


def test_a_rolling_window_pools_counts() -> None:
    months = [(30, 12, 8), (25, 15, 10), (20, 15, 15), (28, 12, 10), (18, 10, 12), (22, 14, 9)]
    pooled = nps.rolling([nps.Split(*month) for month in months])
    found = [[split.score, *nps.adjusted_wald(split)] for split in pooled]
    for row, expected in zip(found, vectors()["1.27"]["expected"], strict=True):
        assert row == pytest.approx(expected, abs=1e-6)


def test_every_segment_may_rise_while_the_total_falls() -> None:
    earlier = {"a": Part(0.5, 40), "b": Part(0.3, 20), "c": Part(0.2, -10)}
    later = {"a": Part(0.3, 42), "b": Part(0.3, 22), "c": Part(0.4, -8)}
    found = rate_and_mix(earlier, later)
    check("1.28", {"total": found.total, "rate": found.rate, "mix": found.mix})


def test_a_goal_is_met_missed_or_undecided() -> None:
    cases = [(0.45, 0.07399324, 0.30), (0.45, 0.07399324, 0.40), (0.15, 0.025836, 0.20)]
    assert [goals.verdict(*case).value for case in cases] == vectors()["1.30"]["expected"]


def test_benjamini_hochberg() -> None:
    found = bursts.q_values(vectors()["5.8"]["input"])
    check("5.8", {"q": found, "rejected_5pct": sum(q <= 0.05 for q in found)})


def test_bursts_of_themes() -> None:
    themes = json.loads(vectors()["5.9"]["input"])
    ps = {name: bursts.burst_p(now, before, 400, 1600) for name, (now, before) in themes.items()}
    check("5.9", {"p": ps, "q": dict(zip(ps, bursts.q_values(list(ps.values())), strict=True))})


def test_difference_in_differences() -> None:
    check("5.12", experiments.difference_in_differences(20.44, 21.03, 23.33, 21.17))


def test_a_panel_is_judged_by_exact_permutation() -> None:
    def change(unit: int) -> float:
        months = [
            70 + unit + 0.5 * t + 3 * (unit >= 4 and t >= 6) + 0.6 * ((7 * unit + 3 * t) % 5 - 2)
            for t in range(12)
        ]
        return sum(months[6:]) / 6 - sum(months[:6]) / 6

    found = experiments.panel_effect([change(unit) for unit in range(4, 8)], [change(u) for u in range(4)])
    assert found.exact
    check("5.13", {"did": found.value, "perm_p": found.p})
