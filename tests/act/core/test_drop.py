"""How surprising an answer is for one person: the handbook's vector, and what it promises in words."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.act.core.conditions import Answer, Drop, Limit
from oyez.act.core.drop import Population, estimate, surprise, usual
from oyez.journal.core.scales import BUILT_IN, Scale

NPS, CES = BUILT_IN["nps"], BUILT_IN["ces"]
VECTORS = Path(__file__).parent.parent.parent / "measure" / "vectors.json"
SCORES = st.lists(st.integers(0, 10), max_size=12)


def test_vector_5_11() -> None:
    vector = next(one for one in json.loads(VECTORS.read_text()) if one["id"] == "5.11")

    seen = surprise([9, 8, 9, 8, 9], 4, Population(7.8, 1.5, 2.0))

    assert [seen.expected, seen.variance, seen.z] == pytest.approx(vector["expected"], abs=vector["tol"])


def drop_of(history: list[float], new: float) -> bool:
    answer = Answer({"nps": new}, history=lambda name: history)
    return Drop("nps").reason(answer, BUILT_IN) is not None


def test_nine_nine_nine_then_seven_is_a_drop() -> None:
    assert drop_of([9, 9, 9], 7)


def test_somebody_who_always_says_six_gives_no_alarm() -> None:
    assert not drop_of([6, 6, 6, 6], 6)
    assert not drop_of([6, 6, 6, 6], 5)


def test_two_earlier_answers_are_too_few() -> None:
    assert not drop_of([10, 10], 0)
    assert drop_of([10, 10, 10], 0)


def test_a_better_answer_is_never_a_drop() -> None:
    assert not drop_of([3, 3, 3], 10)


def test_on_a_scale_where_less_is_better_a_drop_goes_up() -> None:
    hours = Scale("hours", 0, 10, higher_is_better=False)
    answer = Answer({"hours": 8}, history=lambda name: [1, 1, 1])

    assert Drop("hours").reason(answer, {"hours": hours}) is not None
    assert (
        Drop("hours").reason(Answer({"hours": 0}, history=lambda name: [5, 5, 5]), {"hours": hours}) is None
    )


def test_a_limit_on_a_scale_where_less_is_better_looks_upward() -> None:
    hours = Scale("hours", 0, 10, higher_is_better=False)

    assert Limit("hours", 7).reason(Answer({"hours": 8}), {"hours": hours}) is not None
    assert Limit("hours", 7).reason(Answer({"hours": 6}), {"hours": hours}) is None


@pytest.mark.parametrize(("score", "at"), [("nps", 6), ("csat", 2), ("ces", 3), ("stars", 2)])
def test_a_limit_holds_at_the_limit_and_not_beside_it(score: str, at: int) -> None:
    assert Limit(score, at).reason(Answer({score: at}), BUILT_IN)
    assert not Limit(score, at).reason(Answer({score: at + 1}), BUILT_IN)


def test_of_several_scores_on_a_scale_the_worst_is_the_reason() -> None:
    reason = Limit("csat", 2).reason(Answer({"csat_fitting": 2, "csat_delivery": 1, "csat": 5}), BUILT_IN)

    assert reason is not None
    assert (reason.score, reason.value) == ("csat_delivery", 1)


@given(SCORES, st.integers(0, 9))
def test_a_worse_answer_is_at_least_as_surprising(history: list[int], new: int) -> None:
    assert surprise(history, new, usual(NPS)).z < surprise(history, new + 1, usual(NPS)).z


@given(SCORES)
def test_the_order_of_earlier_answers_says_nothing(history: list[int]) -> None:
    mixed = sorted(history)
    assert surprise(history, 3, usual(NPS)).z == pytest.approx(surprise(mixed, 3, usual(NPS)).z)


@given(SCORES)
def test_more_answers_never_make_the_expectation_less_sure(history: list[int]) -> None:
    shorter, longer = surprise(history, 5, usual(CES)), surprise([*history, 5], 5, usual(CES))
    assert longer.variance < shorter.variance


def test_the_spread_of_people_is_found_again() -> None:
    dice = random.Random(7)
    people = [dice.gauss(8, 1.2) for _ in range(2_000)]
    found = estimate([[dice.gauss(mean, 0.8) for _ in range(4)] for mean in people], NPS)

    assert found is not None
    assert found.mean == pytest.approx(8, abs=0.1)
    assert found.between == pytest.approx(1.44, rel=0.1)
    assert found.within == pytest.approx(0.64, rel=0.1)


def test_too_few_people_teach_nothing() -> None:
    assert estimate([[9, 9]] * 29, NPS) is None
    assert estimate([[9]] * 1_000, NPS) is None


def test_people_who_all_answer_alike_do_not_make_every_change_a_miracle() -> None:
    found = estimate([[9, 9, 9]] * 100, NPS)

    assert found is not None
    assert found.within > 0
    assert found.between > 0
