"""What is hidden, what is greyed, and what gives nothing away by its neighbours."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.company.core.roles import Can
from oyez.company.core.scope import NOBODY, OPERATOR, Scope, Viewer
from oyez.journal.core.scales import BUILT_IN
from oyez.kit.errors import NotAllowed
from oyez.measure.core.groups import Group, Reading, pool
from oyez.measure.core.ladder import Rung
from oyez.measure.core.narrow import Rules, narrow, narrow_total
from oyez.measure.core.result import Answered, Flag, Period
from oyez.measure.metrics import metric_for

NPS = metric_for("nps", BUILT_IN)
RULES = Rules(k=5, period=Period())


def group(key: str, n: int, promoters: int | None = None, *, released: int = 0, largest: int = 0) -> Group:
    def sums(count: int) -> dict[str, float]:
        return {"n": count, "promoters": count if promoters is None else promoters, "detractors": 0}

    return Group((key,), None, sums(n), sums(released) if released else {}, largest)


def shown(*groups: Group) -> dict[str | None, int | None]:
    return {point.keys[0]: point.result.n for point in narrow(OPERATOR, NPS, groups, RULES)}


def test_fewer_than_five_answers_are_not_shown() -> None:
    point = narrow(OPERATOR, NPS, [group("a", 4)], RULES)[0].result
    assert (point.value, point.n, point.lo, point.suppressed) == (None, None, None, True)
    assert point.flags == (Flag.TOO_FEW,)


def test_five_promoters_of_five_are_not_certain() -> None:
    point = narrow(OPERATOR, NPS, [group("a", 5)], RULES)[0].result
    assert (point.value, point.n, point.rung) == (1.0, 5, Rung.GREYED)
    assert point.lo == pytest.approx(0.1749145, abs=1e-7)
    assert point.flags == (Flag.SMALL_N,)


def test_the_rungs_of_the_ladder() -> None:
    points = narrow(OPERATOR, NPS, [group("a", 29), group("b", 30), group("c", 100)], RULES)
    assert [point.result.rung for point in points] == [Rung.GREYED, Rung.SCORE, Rung.TREND]


def test_a_hidden_group_hides_its_next_smallest_sibling() -> None:
    assert shown(group("a", 4), group("b", 9), group("c", 7)) == {"a": None, "b": 9, "c": None}


def test_two_hidden_groups_that_are_many_together_need_no_third() -> None:
    assert shown(group("a", 4), group("b", 4), group("c", 7)) == {"a": None, "b": None, "c": 7}


def test_one_account_may_not_speak_for_a_unit() -> None:
    points = narrow(OPERATOR, NPS, [group("a", 10, largest=8), group("b", 10, largest=7)], RULES)
    assert points[0].result.flags == (Flag.DOMINATED,)
    assert points[1].result.flags == (Flag.REMAINDER,)


def test_hiding_in_a_row_is_carried_into_its_column() -> None:
    def cell(unit: str, month: int, n: int) -> Group:
        return Group((unit,), date(2026, month, 1), {"n": n, "promoters": n, "detractors": 0})

    cells = [cell("a", 1, 3), cell("a", 2, 8), cell("b", 1, 6), cell("b", 2, 9)]
    found = {
        (point.keys[0], point.start.month): point.result.n
        for point in narrow(OPERATOR, NPS, cells, RULES)
        if point.start
    }
    assert found == {("a", 1): None, ("a", 2): None, ("b", 1): None, ("b", 2): None}


def test_nobody_gets_a_number() -> None:
    with pytest.raises(NotAllowed):
        narrow(NOBODY, NPS, [group("a", 50)], RULES)
    with pytest.raises(NotAllowed):
        narrow_total(NOBODY, NPS, [], group("a", 50), RULES)


def test_money_needs_the_right_to_see_revenue() -> None:
    manager = Viewer(name="Cem", role="manager", scope=Scope(units=None), can=frozenset({Can.NUMBERS}))
    with pytest.raises(NotAllowed):
        narrow(manager, metric_for("amount", BUILT_IN), [], RULES)


def test_amounts_in_two_currencies_have_no_total() -> None:
    amount = metric_for("amount", BUILT_IN)
    groups = [Group((money,), None, {"n": 1, "total": 10}) for money in ("EUR", "USD")]
    rules = Rules(k=5, period=Period(), apart=0)
    assert narrow_total(OPERATOR, amount, groups, Reading(tuple(groups)).whole(), rules) is None
    total = narrow_total(OPERATOR, amount, groups[:1], groups[0], rules)
    assert total is not None
    assert total.value == 10


def test_what_stands_on_both_kinds_of_answers_says_so() -> None:
    both = narrow(OPERATOR, NPS, [group("a", 6, released=5), group("b", 0, released=5)], RULES)
    assert [point.result.mode for point in both] == [Answered.MIXED, Answered.CONFIDENTIAL]
    assert both[0].result.n == 11


def test_no_answers_are_no_score_rather_than_zero() -> None:
    total = narrow_total(OPERATOR, NPS, [], Reading(()).whole(), RULES)
    assert total is not None
    assert (total.value, total.n, total.suppressed) == (None, 0, False)


SIZES = st.lists(st.integers(0, 30), min_size=1, max_size=8)


@given(SIZES)
def test_hidden_siblings_are_never_fewer_than_five_together(sizes: list[int]) -> None:
    found = shown(*(group(str(at), n) for at, n in enumerate(sizes)))
    dark = [n for at, n in enumerate(sizes) if found[str(at)] is None]
    some_left = any(found[str(at)] for at in range(len(sizes)))
    assert not dark or not some_left or (sum(dark) >= 5 and len(dark) > 1)


@given(SIZES, SIZES)
def test_pooling_does_not_depend_on_how_groups_were_cut(some: list[int], more: list[int]) -> None:
    groups = [group("a", n) for n in [*some, *more]]
    pooled = pool(groups, lambda place: (("all",), None))
    in_parts = pool(
        [*pool(groups[: len(some)], lambda place: (("x",), None)), *groups[len(some) :]],
        lambda place: (("all",), None),
    )
    assert pooled == in_parts
    assert pooled[0].identified["n"] == sum(some) + sum(more)
