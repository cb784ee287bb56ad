"""Comparing by intervals, finding a step, and choosing what to tell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.measure.core.intervals.nps import Split, adjusted_wald
from oyez.measure.core.intervals.share import newcombe, wilson
from oyez.share.core.comparison import Measured, compare, pool, step
from oyez.share.core.findings import Candidate, choose, weigh


def share(hits: int, n: int) -> Measured:
    lo, hi = wilson(hits, n)
    return Measured(hits / n, lo, hi, n)


def score(promoters: int, passives: int, detractors: int) -> Measured:
    split = Split(promoters, passives, detractors)
    lo, hi = adjusted_wald(split)
    return Measured(split.score, lo, hi, int(split.n))


def found(subject: str, p: float | None, weight: float = 0.5, kind: str = "unit", rank: int = 0) -> Candidate:
    return Candidate(kind, (subject,), 1, 0, 2, 50, p, weight, rank)


def test_comparing_two_shares_is_newcombes_hybrid() -> None:
    same, expected = compare(share(56, 70), share(48, 80)), newcombe(56, 70, 48, 80)
    assert (same.value, same.lo, same.hi) == pytest.approx((expected.value, expected.lo, expected.hi))


def test_equal_values_are_never_a_finding() -> None:
    assert compare(share(50, 100), share(50, 100)).p == 1


def test_pooling_pools_counts() -> None:
    pooled = pool([share(10, 100), share(90, 100)])
    assert pooled is not None
    assert (pooled.value, pooled.n) == (0.5, 200)


def test_nothing_pools_to_nothing() -> None:
    assert pool([]) is None


def test_a_step_is_found_where_it_is() -> None:
    good, bad = score(60, 30, 10), score(20, 30, 50)
    cut = step([good, good, good, good, bad, bad, bad])
    assert cut is not None
    assert cut.at == 4
    assert cut.change.value == pytest.approx(-0.8)
    assert cut.change.p < 1e-6


def test_a_gap_in_a_series_is_no_value() -> None:
    good, bad = score(60, 30, 10), score(20, 30, 50)
    cut = step([good, None, good, bad, None, bad])
    assert cut is not None
    assert cut.at == 3


def test_too_few_answers_have_no_step() -> None:
    assert step([score(2, 0, 1)] * 8) is None


def test_noise_seldom_has_a_step() -> None:
    dice = np.random.default_rng(7)
    steps = [step([share(int(dice.binomial(40, 0.5)), 40) for _ in range(12)]) for _ in range(200)]
    alarms = sum(cut is not None and cut.change.p <= 0.05 for cut in steps)
    assert alarms <= 0.05 * 200


def test_a_weak_finding_among_many_comparisons_is_not_told() -> None:
    noise = [found(f"noise {at}", p=0.5) for at in range(50)]
    chosen = choose([found("real", p=1e-6), found("lucky", p=0.04), *noise])
    assert [one.subject for one in chosen.told] == [("real",)]
    assert chosen.looked_at == 52


def test_what_is_counted_needs_no_test() -> None:
    chosen = choose([found("silent revenue", p=None), found("nothing", p=None, weight=0)])
    assert [one.subject for one in chosen.told] == [("silent revenue",)]


def test_one_subject_is_told_once_by_what_says_most() -> None:
    differs, since = found("nordholz", p=0.001, weight=0.9), found("nordholz", p=0.001, kind="step", rank=1)
    chosen = choose([differs, since])
    assert chosen.told == (since,)
    assert chosen.others == (differs,)


def test_at_most_two_of_a_kind_and_seven_in_all_are_told() -> None:
    many = [found(f"{kind} {at}", 0.001, kind=kind) for kind in "abcde" for at in range(3)]
    chosen = choose(many)
    assert len(chosen.told) == 7
    assert max(sum(one.kind == kind for one in chosen.told) for kind in "abcde") == 2


def test_each_kind_has_its_say_before_any_has_a_second() -> None:
    loud = [found(f"loud {at}", 0.001, weight=0.9, kind="loud") for at in range(9)]
    quiet = found("quiet", 0.001, weight=0.01, kind="quiet")
    assert quiet in choose([*loud, quiet], count=2).told


@given(st.floats(-2, 2), st.floats(0.1, 2), st.floats(0, 1))
def test_a_weight_is_a_share(sure: float, width: float, reach: float) -> None:
    assert 0 <= weigh(sure, width, reach) <= 1
