"""Whose desk, which state, which number, which line: the small rules."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.act.core.conditions import Limit, Reason
from oyez.act.core.headlines import headline
from oyez.act.core.numbers import number, parse
from oyez.act.core.routing import Route, desk, ways
from oyez.act.core.rules import Fired, Rule, deciding
from oyez.act.core.states import MOVES, State, Verb, after
from oyez.journal.core.news import is_recent
from oyez.journal.core.scales import BUILT_IN
from oyez.kit.errors import NotFound, Refused

RECORDED = datetime(2026, 3, 10, 12, tzinfo=UTC)


def fired(key: str) -> Fired:
    return Fired(Rule(key, Limit("nps", 6)), Reason("limit", "nps", 3, 6))


def test_the_triggers_own_way_comes_first_and_the_cx_manager_last() -> None:
    for route in Route:
        tried = ways(route)
        assert tried[0] == route
        assert len(tried) == len(set(tried))
        assert Route.CX_MANAGER in tried


def test_a_desk_tells_which_ways_led_to_nobody() -> None:
    found = desk(Route.ACCOUNT_MANAGER, {Route.UNIT_MANAGER: 7})

    assert (found.route, found.member) == (Route.UNIT_MANAGER, 7)
    assert found.missing == (Route.ACCOUNT_MANAGER, Route.TOUCHPOINT_OWNER)


def test_nobody_at_all_is_said() -> None:
    assert desk(Route.TOUCHPOINT_OWNER, {}).member is None


@pytest.mark.parametrize(("value", "expected"), [(3, Route.GENERAL_MANAGER), (4, Route.TOUCHPOINT_OWNER)])
def test_at_its_limit_a_score_goes_to_the_general_manager(value: float, expected: Route) -> None:
    rule = Rule("nps-low", Limit("nps", 6), general_manager_at=3)

    assert rule.first_route(Reason("limit", "nps", value, 6), BUILT_IN) == expected


def test_the_first_trigger_decides_unless_another_has_an_open_case() -> None:
    one, two = fired("one"), fired("two")

    assert deciding([one, two], set()) == one
    assert deciding([one, two], {"two"}) == two
    assert deciding([], {"two"}) is None


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb not in (Verb.NOTE, Verb.REOPEN)])
def test_nothing_but_a_note_happens_to_a_closed_case(verb: Verb) -> None:
    with pytest.raises(Refused, match="Reopen it first"):
        after(State.CLOSED, verb)


def test_only_a_closed_case_is_opened_again() -> None:
    assert after(State.CLOSED, Verb.REOPEN) == State.TAKEN
    with pytest.raises(Refused, match="open already"):
        after(State.NEW, Verb.REOPEN)


def test_every_open_state_can_be_closed() -> None:
    assert {state for state in State if state in MOVES[Verb.CLOSE]} == set(State) - {State.CLOSED}


@given(st.integers(1, 10**12))
def test_a_number_reads_back(case_id: int) -> None:
    assert parse(number(case_id)) == case_id


@pytest.mark.parametrize("text", ["", "C-", "D-1", "C-1x", "C--1", "C-1.5", "C-٣", "1' OR 1=1"])
def test_what_is_no_number_is_no_case(text: str) -> None:
    with pytest.raises(NotFound):
        parse(text)


def test_recent_means_the_last_days_and_not_the_future() -> None:
    assert is_recent(RECORDED - timedelta(days=7), RECORDED, 7)
    assert not is_recent(RECORDED - timedelta(days=7, seconds=1), RECORDED, 7)
    assert is_recent(RECORDED + timedelta(minutes=5), RECORDED, 7)
    assert not is_recent(RECORDED + timedelta(hours=2), RECORDED, 7)


def test_a_headline_is_one_line_cut_at_a_word() -> None:
    assert headline("The oven\n came late.") == "The oven came late"
    assert headline("Word " * 40) == "Word " * 14 + "Word…"
    assert headline("  ") == ""


@given(st.text(max_size=300), st.integers(5, 90))
def test_a_headline_is_never_longer_than_asked(text: str, longest: int) -> None:
    line: Any = headline(text, longest)
    assert len(line) <= longest
    assert "\n" not in line
