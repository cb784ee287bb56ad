"""What may be said of an effect: by permutation, with what it rules out."""

import numpy as np
import pytest

from oyez.measure.core.change.effects import counterfactual
from oyez.measure.core.goals import Verdict, detectable, judged
from oyez.measure.core.initiatives import Judged, Said, judge, judge_series, smallest_p


def test_a_clear_effect_is_improved_or_worse_by_the_metrics_direction() -> None:
    treated, others = [3.0, 3.1, 2.9, 3.2, 3.05], [0.1, -0.1, 0.0, 0.2, -0.2]
    assert judge(treated, others, 1.0).said == Said.IMPROVED
    assert judge(treated, others, 1.0, higher_is_better=False).said == Said.WORSE


def test_what_is_the_same_everywhere_is_no_effect() -> None:
    found = judge([1.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0], 1.0)
    assert (found.effect, found.p, found.exact) == (0, 1, True)


def test_many_units_are_drawn_instead_of_enumerated() -> None:
    found = judge([3.0 + at / 10 for at in range(15)], [at / 10 for at in range(15)], 1.0)
    assert not found.exact
    assert found.p is not None
    assert found.p < 0.01


def series(effect: float, drift: float = 0.0) -> Judged:
    """Eighteen months before and six after; the treated follow the others, and drift before it began if told so."""
    draw = np.random.default_rng(5)
    others = 60 + draw.normal(0, 2, 24).cumsum()
    treated = 20 + 0.7 * others + draw.normal(0, 0.4, 24)
    treated[18:] += effect
    treated[12:] += drift
    return judge_series(counterfactual([others.tolist()], treated.tolist(), 18), worthwhile=1.5)


def test_one_series_is_judged_by_what_the_others_predict() -> None:
    assert series(4.0).said == Said.IMPROVED
    assert series(-4.0).said == Said.WORSE
    assert series(0.0).said == Said.NO_CHANGE


def test_an_effect_that_a_placebo_shows_too_is_not_established() -> None:
    assert series(0.0, drift=4.0).said == Said.CANNOT_TELL


def test_no_significant_difference_is_never_no_effect() -> None:
    noisy = judge([0.4, -1.0, 1.2, -0.3], [0.1, 0.9, -0.8, 0.2], worthwhile=0.5)
    calm = judge([0.01, -0.02, 0.02, -0.01, 0.0], [0.0, 0.01, -0.01, 0.02, -0.02], worthwhile=0.5)
    assert noisy.said == Said.CANNOT_TELL
    assert calm.said == Said.NO_CHANGE
    assert calm.hi < 0.5


def test_the_bounds_are_where_the_same_test_begins_to_rule_out() -> None:
    treated, others = [1.4, 0.9, 1.8, 1.1, 1.3, 0.7], [0.2, -0.1, 0.4, 0.3, 0.0, -0.3]
    found = judge(treated, others, 0.1)
    assert found.lo < found.effect < found.hi
    inside, outside = found.hi - 0.02, found.hi + 0.02
    assert judge([one - inside for one in treated], others, 0.1).p >= 0.05
    assert judge([one - outside for one in treated], others, 0.1).p < 0.05


def test_two_units_on_each_side_can_tell_nothing() -> None:
    assert smallest_p(2, 2) > 0.05
    assert smallest_p(4, 4) == pytest.approx(2 / 70)
    found = judge([9.0, 9.1], [0.0, 0.1], 1.0)
    assert found.said == Said.CANNOT_TELL
    assert found.hi == float("inf")


def test_of_placebo_initiatives_at_most_one_in_twenty_is_anything_but_undecided() -> None:
    draw = np.random.default_rng(20261122)
    said = [judge(*draw.normal(0, 1, (2, 6)), worthwhile=1.0).said for _ in range(400)]
    claimed = sum(one in (Said.IMPROVED, Said.WORSE) for one in said)
    assert claimed / len(said) <= 0.05 + 2 * (0.05 * 0.95 / len(said)) ** 0.5


def test_the_detectable_change_is_the_handbooks() -> None:
    for n, points in ((30, 56), (100, 31), (400, 15)):
        assert 100 * detectable((0.6 / n) ** 0.5, n, n) == pytest.approx(points, abs=0.5)
    assert detectable(0.1, 0, 100) == float("inf")


def test_fewer_than_a_hundred_answers_carry_no_verdict() -> None:
    assert judged(0.9, 0.88, 0.92, 99, 0.5) == Verdict.UNDECIDED
    assert judged(0.9, 0.88, 0.92, 100, 0.5) == Verdict.MET
    assert judged(0.9, 0.88, 0.92, 100, 0.5, higher_is_better=False) == Verdict.MISSED
