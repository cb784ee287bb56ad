"""The account matrix by the handbook's vectors, and the rules around it by numbers for the fingers."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.share.core.matrix import Account, Cuts, Look, Quadrant, heard, place, quadrant
from oyez.share.core.risk import at_risk, chances
from oyez.share.core.satisfaction import ENOUGH_ACCOUNTS, Answer, components, posterior, score, segment

VECTORS = Path(__file__).parent.parent / "measure" / "vectors.json"
CUTS = Cuts(revenue=500, satisfaction=70)
FOUR = (
    Answer(90, "decision_maker", 10),
    Answer(40, "influencer", 40),
    Answer(70, "user", 200),
    Answer(80, "purchasing_agent", 30),
)


def expected(key: str) -> Any:
    return next(vector["expected"] for vector in json.loads(VECTORS.read_text()) if vector["id"] == key)


def test_vector_3_1_weighs_by_role_and_age_and_leans_on_the_segment() -> None:
    found = score(FOUR)
    assert found is not None
    told = {
        "raw": found.raw, "neff": found.n_effective, "shrunk": found.shrunk(72),
        "min": found.minimum, "spread": found.spread,
    }  # fmt: skip
    assert told == pytest.approx(expected("3.1"), abs=1e-6)


def test_vector_3_2_says_how_likely_an_account_lies_below_the_cut() -> None:
    found = score(FOUR)
    assert found is not None
    likely = posterior(found, 72, spread_within=18, spread_between=12)
    assert [likely.mean, likely.sd, likely.below(70)] == pytest.approx(expected("3.2"), abs=1e-6)


def test_vector_3_3_finds_the_spread_within_and_between_accounts() -> None:
    groups = {"A": [90, 40, 70, 80], "B": [60, 55, 65], "C": [85, 95], "D": [30, 50, 45, 55, 40]}
    found = components(list(groups.values()))
    vector = expected("3.3")
    assert [found.within, found.between, found.intraclass, found.mean] == pytest.approx(
        [vector["MSW"], vector["tau2"], vector["ICC"], vector["mu"]], abs=1e-6
    )
    means = {name: found.estimate(sum(group) / len(group), len(group)) for name, group in groups.items()}
    assert means == pytest.approx(vector["EB"], abs=1e-6)


def test_vector_3_4_puts_each_account_in_its_quadrant() -> None:
    accounts = [(1200, 82), (900, 55), (150, 88), (90, 45), (300, 70), (2000, 69.9)]
    names = {"model": "Model", "growth": "Growth", "at_risk": "At-Risk", "dangling": "Dangling"}
    found = ", ".join(names[quadrant(revenue, points, CUTS)] for revenue, points in accounts)
    assert found == expected("3.4")


def test_vector_3_5_expects_a_loss_and_says_how_wide_it_is() -> None:
    found = at_risk([1200, 900, 2000], [0.04, 0.22, 0.15], base=0.04)
    assert [found.expected, found.incremental, found.sd] == pytest.approx(expected("3.5"), abs=1e-6)
    assert (found.lo, found.hi) == (0, 2900)


def test_a_cell_that_lost_nobody_still_may() -> None:
    then = {"a": "at_risk", "b": "at_risk", "c": "model", "d": "model"}
    usual, found = chances(then, frozenset({"a"}))
    assert usual == 2 / 24
    assert found == {"at_risk": (1 + 20 * usual) / 22, "model": 20 * usual / 22}


def test_an_account_without_an_answer_is_hollow_and_stands_nowhere() -> None:
    (silent,) = place([Account("x", revenue=9000)], CUTS)
    assert (silent.look, silent.quadrant, silent.blind) == (Look.HOLLOW, None, True)


def test_one_furious_decision_maker_among_contented_users_splits_the_account() -> None:
    users = tuple(Answer(85, "user", 5) for _ in range(4))
    (account,) = place([Account("c", 900, (*users, Answer(40, "decision_maker", 5)))], CUTS)
    assert account.split
    assert not account.blind


def test_contented_contacts_do_not_split_an_account() -> None:
    (account,) = place([Account("c", 900, (Answer(85, "user", 5), Answer(46, "decision_maker", 5)))], CUTS)
    assert not account.split


def test_a_decision_maker_silent_for_more_than_a_year_leaves_a_blind_spot() -> None:
    late = Answer(90, "decision_maker", 366)
    (account,) = place([Account("c", 900, (late, Answer(90, "user", 1)))], CUTS)
    assert account.blind


def test_a_single_user_is_never_a_sure_side() -> None:
    accounts = [Account("one", 900, (Answer(100, "user", 0),)), Account("low", 900, (Answer(0, "user", 0),))]
    assert {account.look for account in place(accounts, CUTS)} == {Look.HATCHED}


def test_the_largest_account_comes_first() -> None:
    found = place([Account("small", 1), Account("big", 900)], CUTS)
    assert [account.key for account in found] == ["big", "small"]


def test_a_large_account_far_below_the_cut_is_at_risk_for_sure() -> None:
    low = tuple(Answer(20, "decision_maker", 0) for _ in range(3))
    high = tuple(Answer(100, "decision_maker", 0) for _ in range(3))
    placed = {a.key: a for a in place([Account("b", 900, low), Account("a", 900, high)], CUTS)}
    assert (placed["b"].quadrant, placed["b"].look) == (Quadrant.AT_RISK, Look.FILLED)
    assert (placed["a"].quadrant, placed["a"].look) == (Quadrant.MODEL, Look.FILLED)


def test_revenue_heard_from_counts_accounts_with_an_answer_in_twelve_months() -> None:
    accounts = [
        Account("a", 300, (Answer(90, "user", 364),)),
        Account("b", 500, (Answer(90, "user", 366),)),
        Account("c", 200),
    ]
    found = heard(accounts)
    assert (found.share, found.accounts, found.of) == (0.3, 1, 3)


@given(st.lists(st.lists(st.floats(0, 100), min_size=0, max_size=4), min_size=0, max_size=12))
def test_every_account_keeps_its_place_on_the_scale(groups: list[list[float]]) -> None:
    accounts = [
        Account(str(at), at + 1, tuple(Answer(points, "user", 0) for points in group))
        for at, group in enumerate(groups)
    ]
    for account in place(accounts, CUTS):
        assert account.mean is None or 0 <= account.lo <= account.mean <= account.hi <= 100


def test_few_accounts_take_the_usual_spread_and_many_their_own() -> None:
    few = segment([[10, 20], [80, 90]])
    many = segment([[10 * at, 10 * at + 10] for at in range(ENOUGH_ACCOUNTS)])
    assert (few.within, few.mean) == (18**2, 50)
    assert many.within == pytest.approx(50)


def test_an_account_silent_for_a_year_is_hollow_though_it_answered_once() -> None:
    (account,) = place([Account("x", 900, (Answer(90, "decision_maker", 366),))], CUTS)
    assert (account.look, account.quadrant, account.answered) == (Look.HOLLOW, None, {})
    assert account.latest == 366
