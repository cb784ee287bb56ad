"""The rules around the account matrix, by numbers for the fingers."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.measure.core.matrix.drift import Look as Seen
from oyez.measure.core.matrix.drift import Sign, drifts, ever
from oyez.measure.core.matrix.movement import bowker, movement, stuart_maxwell
from oyez.measure.core.matrix.panel import Panel
from oyez.measure.core.matrix.placing import (
    Account,
    Cuts,
    Look,
    Placed,
    Quadrant,
    decided,
    heard,
    place,
    satisfied,
    standing,
)
from oyez.measure.core.matrix.regression import recovery
from oyez.measure.core.matrix.risk import at_risk, at_risk_by_cell, history
from oyez.measure.core.matrix.satisfaction import ENOUGH_ACCOUNTS, ROLES, Answers, scores, segment
from oyez.measure.core.matrix.wallet import change, is_falling

CUTS = Cuts(revenue=500, satisfaction=70)
COMPANIES = 600
Given = tuple[float, str, float]


def columns(*groups: list[Given]) -> Answers:
    """Answers of accounts 0, 1, …: points, role and age in days."""
    rows = [(at, *one) for at, group in enumerate(groups) for one in group]
    return Answers(
        account=np.array([row[0] for row in rows], np.int64),
        points=np.array([row[1] for row in rows], float),
        role=np.array([ROLES.index(row[2]) for row in rows], np.int64),
        age_days=np.array([row[3] for row in rows], float),
    )


def placed(*groups: list[Given], revenue: float = 900) -> list[Placed]:
    accounts = [Account(str(at), revenue - at / 1_000) for at in range(len(groups))]
    return place(accounts, columns(*groups), CUTS)


def test_an_account_without_an_answer_is_hollow_and_stands_nowhere() -> None:
    (silent,) = placed([])
    assert (silent.look, silent.quadrant, silent.blind, silent.score) == (Look.HOLLOW, None, True, None)


def test_an_account_silent_for_a_year_is_hollow_though_it_answered_once() -> None:
    (account,) = placed([(90, "decision_maker", 366)])
    assert (account.look, account.quadrant, account.answered) == (Look.HOLLOW, None, {})
    assert account.latest == 366


def test_one_furious_decision_maker_among_contented_users_splits_the_account() -> None:
    (account,) = placed([(40, "decision_maker", 5), *[(85, "user", 5)] * 4])
    assert account.split
    assert not account.blind


def test_contented_contacts_do_not_split_an_account() -> None:
    (account,) = placed([(85, "user", 5), (46, "decision_maker", 5)])
    assert not account.split


def test_a_decision_maker_silent_for_more_than_a_year_leaves_a_blind_spot() -> None:
    (account,) = placed([(90, "decision_maker", 366), (90, "user", 1)])
    assert account.blind
    assert decided([account]).accounts == 0
    assert heard([account]).accounts == 1


def test_a_single_user_is_never_a_sure_side() -> None:
    assert {account.look for account in placed([(100, "user", 0)], [(0, "user", 0)])} == {Look.HATCHED}


def test_the_largest_account_comes_first() -> None:
    found = place([Account("small", 1), Account("big", 900)], columns([], []), CUTS)
    assert [account.key for account in found] == ["big", "small"]


def test_a_large_account_far_below_the_cut_is_at_risk_for_sure() -> None:
    low, high = placed([(20, "decision_maker", 0)] * 3, [(100, "decision_maker", 0)] * 3)
    assert (low.quadrant, low.look) == (Quadrant.AT_RISK, Look.FILLED)
    assert (high.quadrant, high.look) == (Quadrant.MODEL, Look.FILLED)


def test_revenue_heard_from_counts_accounts_with_an_answer_in_twelve_months() -> None:
    accounts = [Account("a", 300), Account("b", 500), Account("c", 200)]
    found = heard(place(accounts, columns([(90, "user", 364)], [(90, "user", 366)], []), CUTS))
    assert (found.share, found.accounts, found.of) == (0.3, 1, 3)


@given(st.lists(st.lists(st.floats(0, 100), min_size=0, max_size=4), min_size=0, max_size=12))
def test_every_account_keeps_its_place_on_the_scale(groups: list[list[float]]) -> None:
    for account in placed(*([(points, "user", 0) for points in group] for group in groups)):
        assert account.mean is None or 0 <= account.lo <= account.mean <= account.hi <= 100
        assert (account.mean is None) == (account.quadrant is None) == (account.look is Look.HOLLOW)


def test_few_accounts_take_the_usual_spread_and_many_their_own() -> None:
    few = segment(columns([(10, "user", 0), (20, "user", 0)], [(80, "user", 0), (90, "user", 0)]))
    many = segment(
        columns(*([(10 * at, "user", 0), (10 * at + 10, "user", 0)] for at in range(ENOUGH_ACCOUNTS)))
    )
    assert (few.within, few.mean) == (18**2, 50)
    assert many.within == pytest.approx(50)


def test_a_satisfied_account_leaves_its_side_only_below_the_band() -> None:
    def side(points: float, before: bool | None) -> bool:
        known = None if before is None else np.array([before])
        return bool(satisfied(standing(columns([(points, "user", 0)]), 1), CUTS, known)[0])

    assert [side(67, None), side(67, True), side(67, False)] == [False, True, False]
    assert [side(64, True), side(70, False)] == [False, True]


def test_an_account_kept_by_the_band_says_so() -> None:
    before = np.array([True, True])
    answers = columns([(67, "decision_maker", 0)] * 3, [(67, "decision_maker", 0)] * 3)
    found = place([Account("a", 900), Account("b", 10)], answers, CUTS, before)
    assert [(one.quadrant, one.held) for one in found] == [(Quadrant.MODEL, True), (Quadrant.GROWTH, True)]


def test_a_panel_gives_the_latest_answer_of_each_contact_at_any_moment() -> None:
    panel = Panel(
        account=np.array([0, 0, 0]),
        person=np.array([7, 7, 8]),
        role=np.array([0, 0, 2]),
        day=np.array([10.0, 50.0, 20.0]),
        points=np.array([90.0, 30.0, 60.0]),
    )
    assert sorted(panel.at(30).points.tolist()) == [60, 90]
    assert sorted(panel.at(60).points.tolist()) == [30, 60]
    assert panel.at(5).points.tolist() == []


def test_a_parent_speaks_with_the_voices_of_its_subsidiaries() -> None:
    panel = Panel(
        account=np.array([0, 1, 1]),
        person=np.array([7, 7, 9]),
        role=np.array([0, 0, 2]),
        day=np.array([10.0, 50.0, 20.0]),
        points=np.array([90.0, 30.0, 60.0]),
    )
    found = scores(panel.rolled_up(np.array([0, 0])).at(60), 1)
    assert (found.n[0], found.minimum[0], found.maximum[0]) == (2, 30, 60)


def test_a_cell_that_lost_nobody_still_may() -> None:
    then = {"a": "at_risk", "b": "at_risk", "c": "model", "d": "model"}
    found = history(then, frozenset({"a"}))
    assert found.usual == 2 / 24
    assert found.chance("at_risk") == pytest.approx((1 + 20 * 2 / 24) / 22)
    assert found.chance("model") == pytest.approx((20 * 2 / 24) / 22)
    assert found.chance("silent") == pytest.approx(found.usual)


def test_a_loss_is_as_wide_as_its_largest_accounts() -> None:
    found = at_risk([1200, 900, 2000], [0.04, 0.22, 0.15], base=0.04)
    assert (found.lo, found.hi) == (0, 2900)
    assert found.largest == (2, 1, 0)


def test_not_knowing_a_rate_widens_what_may_be_lost() -> None:
    then = {str(at): "model" for at in range(20)}
    known = history(then, frozenset({"0", "1"}))
    by_cell = at_risk_by_cell([100.0] * 150, ["model"] * 150, known)
    sure = at_risk([100.0] * 150, [known.chance("model")] * 150, known.usual)
    assert by_cell.expected == pytest.approx(sure.expected)
    assert by_cell.hi - by_cell.lo > 1.3 * (sure.hi - sure.lo)


def test_nothing_is_at_risk_where_there_is_no_account() -> None:
    found = at_risk_by_cell([], [], history({}, frozenset()))
    assert (found.expected, found.lo, found.hi, found.n) == (0, 0, 0, 0)


def test_intervals_of_what_is_lost_hold_in_companies_with_known_rates() -> None:
    dice = np.random.default_rng(4)
    rates = {"model": 0.03, "growth": 0.03, "at_risk": 0.22, "dangling": 0.2, "silent": 0.1}
    names, hits = list(rates), 0
    for _ in range(COMPANIES):
        cells = [names[at] for at in dice.choice(5, 140, p=[0.25, 0.4, 0.08, 0.17, 0.1])]
        chance = np.array([rates[cell] for cell in cells])
        revenue = dice.lognormal(11.5, 1.1, 140)
        lost = frozenset(str(at) for at in np.flatnonzero(dice.random(140) < chance))
        known = history({str(at): cell for at, cell in enumerate(cells)}, lost)
        found = at_risk_by_cell(revenue.tolist(), cells, known)
        actual = revenue @ (dice.random(140) < chance)
        hits += found.lo <= actual <= found.hi
    assert 0.93 <= hits / COMPANIES <= 0.97


def test_fewer_than_ten_moves_are_named_without_a_test() -> None:
    before = {str(at): "model" for at in range(20)} | {"gone": "growth"}
    after = {str(at): "model" if at > 2 else "at_risk" for at in range(20)} | {"new": "growth"}
    found = movement(before, after, ("model", "growth", "at_risk", "dangling"))
    assert [(move.key, move.before, move.after) for move in found.moves] == [
        (str(at), "model", "at_risk") for at in range(3)
    ]
    assert (found.entered, found.left, found.n) == (("new",), ("gone",), 20)
    assert found.pattern is None and found.sizes is None


def test_ten_moves_one_way_are_no_chance() -> None:
    before = {str(at): "model" for at in range(30)}
    after = {str(at): "at_risk" if at < 12 else "model" for at in range(30)}
    found = movement(before, after, ("model", "growth", "at_risk", "dangling"))
    assert found.pattern is not None and found.sizes is not None
    assert found.sizes.df == 1
    assert found.sizes.p == pytest.approx(0.0005320, abs=1e-6)  # McNemar: 12² / 12 on one degree of freedom


def test_a_table_that_did_not_move_has_nothing_to_test() -> None:
    still = np.diag([5.0, 4.0, 3.0, 0.0])
    assert bowker(still).statistic == 0
    assert stuart_maxwell(still) is None


def test_low_accounts_that_nobody_helped_gain_nothing_beyond_chance() -> None:
    dice = np.random.default_rng(8)
    true = dice.normal(70, 10, 300)
    before, after = true + dice.normal(0, 10, 300), true + dice.normal(0, 10, 300)
    found = recovery(before, after, 60)
    assert found is not None
    assert found.gain > 5
    assert found.lo < 0 < found.hi


def test_accounts_that_were_helped_gain_more_than_by_themselves() -> None:
    dice = np.random.default_rng(9)
    true = dice.normal(70, 10, 300)
    before, after = true + dice.normal(0, 10, 300), true + dice.normal(0, 10, 300)
    after[before < 60] += 12
    found = recovery(before, after, 60)
    assert found is not None
    assert found.lo > 0
    assert recovery(before[:19], after[:19], 60) is None


def test_three_months_are_compared_with_the_same_three_a_year_before() -> None:
    steady, falling = [100.0] * 18, [100.0] * 15 + [60.0] * 3
    seasonal = [100.0, 10, 100] * 6
    rare = [0.0] * 14 + [100.0, 0, 0, 0]
    billed = np.array([steady, falling, seasonal, rare])
    found = change(billed, 17)
    assert found[:3] == pytest.approx([0, -0.4, 0])
    assert np.isnan(found[3])
    assert is_falling(found).tolist() == [False, True, False, False]
    assert np.isnan(change(billed, 13)).all()


def seen(day: date, change_of: list[float], decides: list[float], large: list[bool]) -> Seen:
    """Two decision-makers' worth of high points, as old as `decides` says."""
    groups = [[(90.0, "decision_maker", age)] * 2 for age in decides]
    count = len(groups)
    return Seen(
        day, standing(columns(*groups), count), np.array(change_of), np.array(large), np.ones(count, bool)
    )


def test_a_large_account_that_buys_less_while_its_decision_makers_are_silent_drifts() -> None:
    start = date(2026, 6, 30)
    looks = [
        seen(start + timedelta(days=30 * month), [fall, fall, 0.0], [400, 10, 400], [True, True, True])
        for month, fall in enumerate((-0.1, -0.35, -0.45))
    ]
    (found,) = drifts(looks, CUTS)
    assert (found.account, found.since) == (0, start + timedelta(days=30))
    assert found.signs == (Sign.BUYS_LESS, Sign.SILENT)
    assert found.weeks_before(found.since + timedelta(days=105)) == 15
    assert ever(looks, CUTS) == {0}


def test_a_small_account_does_not_raise_the_alarm() -> None:
    look = seen(date(2026, 6, 30), [-0.5], [400], [False])
    assert drifts([look], CUTS) == []
