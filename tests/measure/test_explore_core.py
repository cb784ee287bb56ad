"""What may be said of results beside each other, with numbers worked out by hand."""

from math import sqrt

import pytest

from oyez.measure.core.compare import Known, Move, are_apart, difference, halves, highest_and_lowest, pooled
from oyez.measure.core.ladder import rung
from oyez.measure.core.result import Answered, Period, Result


def result(value: float | None, reach: float = 0.1, n: int = 200) -> Result:
    hidden = value is None
    return Result(
        value=value, n=None if hidden else n, lo=None if value is None else value - reach,
        hi=None if value is None else value + reach, method="", period=Period(), rung=rung(n),
        mode=Answered.IDENTIFIED, suppressed=hidden,
    )  # fmt: skip


def test_parts_are_pooled_by_how_many_answers_they_have() -> None:
    both = pooled([Known(0.2, 0.1, 0.3, 100), Known(0.6, 0.5, 0.7, 300)])

    assert both.value == pytest.approx(0.5)
    assert both.n == 400
    assert both.value - both.lo == pytest.approx(sqrt(10**2 + 30**2) / 400)


def test_the_bounds_of_a_difference_come_from_the_bounds_of_both() -> None:
    apart = difference(Known(0.5, 0.2, 0.6, 100), Known(0.1, 0.0, 0.5, 100))

    assert apart.value == pytest.approx(0.4)
    assert [apart.lo, apart.hi] == pytest.approx([0.4 - 0.5, 0.4 + sqrt(0.1**2 + 0.1**2)])


def test_more_comparisons_ask_for_a_wider_gap() -> None:
    one, other = Known(0.5, 0.4, 0.6, 200), Known(0.34, 0.24, 0.44, 200)

    assert difference(one, other).leaves_out_zero()
    assert not difference(one, other, comparisons=10).leaves_out_zero()


def test_a_fall_beyond_chance_has_a_verdict_and_a_thin_one_has_none() -> None:
    sure = halves([result(0.5), result(0.5), result(0.0), result(0.0)])
    thin = halves([result(0.5, n=40), result(0.5, n=40), result(0.0, n=40), result(0.0, n=40)])

    assert sure is not None and sure.move is Move.FALLEN
    assert thin is not None and thin.move is Move.UNDECIDED


def test_hidden_periods_are_left_out_and_two_empty_halves_compare_nothing() -> None:
    part_hidden = halves([result(0.5), result(None), None, result(0.5)])

    assert part_hidden is not None and part_hidden.later.n == 200
    assert halves([result(0.5), result(None)]) is None
    assert halves([]) is None


def test_only_groups_with_a_hundred_answers_are_called_highest_or_lowest() -> None:
    groups = [result(0.9, n=50), result(0.5), result(0.1), result(None)]

    assert highest_and_lowest(groups) == (1, 2)
    assert highest_and_lowest(groups[:2]) is None
    assert are_apart(groups, 1, 2)
    assert not are_apart([result(0.5, 0.3), result(0.4, 0.3)], 0, 1)
