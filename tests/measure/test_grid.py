"""Blocks of answers that are not identified, and which questions ask for whole cells."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.company.core.scope import EVERYTHING, AccountsOf, Scope
from oyez.measure.core.grid import Waiting, is_union_of_cells, released
from oyez.measure.core.question import Every, Question, parse


def answers(*values: float, persons: str | None = None) -> list[Waiting]:
    return [Waiting(seq, persons[seq] if persons else None, value) for seq, value in enumerate(values)]


def test_four_answers_wait_for_a_fifth() -> None:
    assert released(answers(9, 8, 3, 10), k=5) == 0
    assert released(answers(9, 8, 3, 10, 7), k=5) == 5


def test_one_person_is_one_voice_however_often_heard() -> None:
    assert released(answers(9, 8, 3, 10, 7, 6, persons="aabcda"), k=5) == 0
    assert released(answers(9, 8, 3, 10, 7, 6, persons="aabcde"), k=5) == 6


def test_five_equal_answers_say_what_each_of_them_said() -> None:
    assert released(answers(9, 9, 9, 9, 9), k=5) == 0


def test_the_one_that_differs_does_not_open_the_block_by_itself() -> None:
    nines = [9.0] * 5
    assert released(answers(*nines, 2), k=5) == 0
    assert released(answers(*nines, 2, 9, 9, 9), k=5) == 0
    assert released(answers(*nines, 2, 9, 9, 9, 9), k=5) == 10


def test_several_blocks_appear_at_once_and_the_rest_waits() -> None:
    assert released(answers(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2), k=5) == 10


def test_counting_rows_needs_persons_only() -> None:
    assert released([Waiting(seq, None, None) for seq in range(7)], k=5) == 5


@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 3)), max_size=40),
    st.integers(3, 6),
    st.data(),
)
def test_what_appears_does_not_depend_on_how_often_one_looks(
    rows: list[tuple[str, int]], k: int, data: st.DataObject
) -> None:
    waiting = [Waiting(seq, person, value) for seq, (person, value) in enumerate(rows)]
    cut = data.draw(st.integers(0, len(waiting)))
    early = released(waiting[:cut], k)
    assert early + released(waiting[early:], k) == released(waiting, k)


CELLS = [
    Question("nps"),
    Question("nps", by=("unit",), every=Every.MONTH),
    Question("nps", by=("region", "survey"), every=Every.QUARTER),
    parse("nps", where=["unit=north", "survey=fitting"], since="2026-01", until="2026-03-01"),
]
NOT_CELLS = [
    Question("nps", by=("channel",)),
    Question("nps", by=("account",)),
    Question("nps", every=Every.WEEK),
    Question("nps", since=date(2026, 1, 2)),
    Question("nps", until=date(2026, 1, 31)),
    parse("nps", where=["language=de"]),
    parse("nps", where=["attr:late=true"]),
    parse("nps", where=["mention=true"]),
]


@pytest.mark.parametrize("question", CELLS, ids=str)
def test_questions_for_whole_cells(question: Question) -> None:
    assert is_union_of_cells(question, EVERYTHING, ["region"])
    assert is_union_of_cells(question, Scope(units=frozenset({"north"})), ["region"])


@pytest.mark.parametrize("question", NOT_CELLS, ids=str)
def test_questions_that_cut_through_cells(question: Question) -> None:
    assert not is_union_of_cells(question, EVERYTHING, ["region"])


@pytest.mark.parametrize(
    "scope",
    [Scope(units=None, accounts=AccountsOf(1)), Scope(units=None, touchpoints=frozenset({"fitting"}))],
    ids=str,
)
def test_scopes_that_cut_through_cells(scope: Scope) -> None:
    assert not is_union_of_cells(Question("nps"), scope, ["region"])
