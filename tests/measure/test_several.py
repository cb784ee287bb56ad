"""Several choices in one answer: a row stands under each of them, and totals stay totals of those who answered."""

from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR, Viewer
from oyez.kit.errors import NotAllowed, Refused
from oyez.kit.worker import catch_up
from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from oyez.measure.core.result import Answer, Flag
from tests.town import HARBOUR, HILL, Town, answers, tell

pytestmark = pytest.mark.django_db


def asked(metric: str, viewer: Viewer = OPERATOR, **said: Any) -> Answer:
    return ask(viewer, parse(metric, **said))


def n_of(answer: Answer) -> dict[Any, int | None]:
    return {point.keys[0]: point.result.n for point in answer.points}


def chose(reasons: str, count: int, day: str = "2026-03-02", **said: Any) -> None:
    tell(
        *answers(
            "nps", [9, 3] * (count // 2) + [7] * (count % 2), day, attributes={"reasons": reasons}, **said
        )
    )


@pytest.fixture
def chosen(town: Town) -> Town:
    """Six for price and service, seven for price, five for neither; nine were not asked."""
    chose("price | service", 6)
    chose("price", 7, "2026-03-03")
    chose("none of these", 5, "2026-03-04")
    tell(*answers("nps", [10] * 9, "2026-03-05"))
    return town


def test_a_row_counts_under_each_of_its_choices_and_once_in_the_total(chosen: Town) -> None:
    found = asked("nps", by=["each:reasons"])

    assert n_of(found) == {"price": 13, "service": 6, "none of these": 5}
    assert found.total is not None
    assert found.total.n == 18  # of the 27, nine did not say


def test_periods_of_all_together_count_each_row_once(chosen: Town) -> None:
    found = asked("nps", by=["each:reasons"], every="month")
    assert [point.result.n for point in found.overall] == [18]


def test_the_same_choice_twice_is_one(town: Town) -> None:
    chose("price | price", 6)
    assert n_of(asked("count", by=["each:reasons"])) == {"price": 6}


def test_persons_are_not_counted_twice_in_the_total(chosen: Town) -> None:
    found = asked("persons", by=["each:reasons"])
    assert found.total is not None
    assert found.total.n == asked("persons", where=["each:reasons=price,none of these"]).total.n  # type: ignore[union-attr]


def test_a_filter_takes_whoever_chose_one_of_them(chosen: Town) -> None:
    for wanted, n in (("price", 13), ("service", 6), ("service,none of these", 11), ("pri", 0)):
        total = asked("nps", where=[f"each:reasons={wanted}"]).total
        assert total is not None
        assert (wanted, total.n) == (wanted, n)


def test_two_such_questions_cross(town: Town) -> None:
    tell(*answers("nps", [9] * 6, attributes={"reasons": "a | b", "wishes": "x | y"}))
    found = asked("count", by=["each:reasons", "each:wishes"])
    assert {point.keys: point.result.n for point in found.points} == dict.fromkeys(
        (("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")), 6
    )
    assert found.total is not None
    assert found.total.n == 6


def test_a_choice_of_few_is_hidden_with_its_neighbour(town: Town) -> None:
    chose("price", 8)
    chose("service", 6, "2026-03-03")
    chose("a word only Ana uses", 2, "2026-03-04")
    found = asked("nps", by=["each:reasons"])
    assert n_of(found) == {"price": 8, "service": None, "a word only Ana uses": None}


def test_a_manager_sees_the_choices_of_the_own_unit(chosen: Town) -> None:
    chose("service", 8, "2026-03-06", unit=HILL)
    assert n_of(asked("nps", chosen.viewer(chosen.dara), by=["each:reasons"])) == {"service": 8}
    cem = asked("nps", chosen.viewer(chosen.cem), by=["each:reasons"], where=[f"unit={HARBOUR},{HILL}"])
    assert n_of(cem)["service"] == 6


def test_confidential_answers_are_left_out_of_groups_and_total(town: Town) -> None:
    chose("price", 6)
    chose("price | service", 6, "2026-03-03", mode="confidential", survey="yearly")
    catch_up()
    found = asked("nps", by=["each:reasons"])
    assert n_of(found) == {"price": 6}
    assert found.total is not None
    assert found.total.n == 6
    assert Flag.CONFIDENTIAL_LEFT_OUT in found.total.flags


def test_what_customers_are_worth_is_for_those_who_may_know_it(town: Town) -> None:
    for said in ({"by": ["each:price"]}, {"where": ["each:unit_price=3"]}):
        with pytest.raises(NotAllowed):
            asked("nps", town.viewer(town.cem), **said)


def test_answers_are_not_weighted_by_what_people_chose(town: Town) -> None:
    with pytest.raises(Refused, match="several groups"):
        asked("nps", by=["each:reasons"], weigh=["tier"])


def test_a_choice_can_hold_anything(town: Town) -> None:
    nasty = "x'); DROP TABLE interactions; --"
    chose(f"{nasty} | Köln, Süd", 6)
    assert n_of(asked("count", by=["each:reasons"])) == {nasty: 6, "Köln, Süd": 6}
    found = asked("count", where=[f'each:reasons="{nasty}"']).total
    assert found is not None
    assert found.n == 6
