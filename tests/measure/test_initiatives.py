"""What may be said of an effect: by permutation, with what it rules out."""

import numpy as np
import pytest

from oyez.measure.core.experiments import panel_effect
from oyez.measure.core.goals import Verdict, detectable, judged
from oyez.measure.core.initiatives import Said, judge, smallest_p


def test_a_clear_effect_is_improved_or_worse_by_the_metrics_direction() -> None:
    treated, others = [3.0, 3.1, 2.9, 3.2, 3.05], [0.1, -0.1, 0.0, 0.2, -0.2]
    assert judge(treated, others, 1.0).said == Said.IMPROVED
    assert judge(treated, others, 1.0, higher_is_better=False).said == Said.WORSE


def test_the_p_is_that_of_the_exact_permutation() -> None:
    treated, others = [2.1, 1.9, 2.4, 1.2], [0.3, -0.2, 0.8, 1.5]
    found = judge(treated, others, 1.0)
    assert found.exact
    assert found.p == pytest.approx(panel_effect(treated, others).p)


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
