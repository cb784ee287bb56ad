"""Viewers who put all their numbers together, while answers keep arriving, learn no protected answer."""

from collections.abc import Sequence
from typing import Any

import pytest

from oyez.company.core.scope import Viewer
from oyez.journal.changes import add_scale
from oyez.kit.worker import catch_up
from oyez.measure import changes, reading
from oyez.measure.ask import ask
from oyez.measure.core.grid import Waiting
from oyez.measure.core.plan import Identified
from oyez.measure.core.question import Question, parse
from oyez.measure.models import GridCell
from oyez.measure.rows import ask as taken
from tests.measure.collusion import (
    QUESTIONS,
    SCORE,
    WIDER,
    Answered,
    all_but_one_write_mails,
    collude,
    given_away,
    people_answer,
)
from tests.town import Town, tell

pytestmark = pytest.mark.django_db

PEOPLE = people_answer(24, seed=7)
CHANNELS = (parse(SCORE), parse(SCORE, where=["channel=email"]))


@pytest.fixture
def viewers(town: Town) -> Sequence[Viewer]:
    """Somebody who sees the whole company, and the managers of its two branches."""
    add_scale(SCORE, 0, float(2**50), whole=False)
    return [town.viewer(member) for member in (town.member("executive"), town.cem, town.dara)]


def lost(people: Sequence[Answered], viewers: Sequence[Viewer], questions: Sequence[Question]) -> set[int]:
    """The first protected answers that colluding viewers can tell, if they ever can."""
    all_told = collude(people, viewers, questions)
    return next((found for equations in all_told if (found := given_away(equations, people))), set())


def test_no_protected_answer_follows_from_all_numbers_together(viewers: Sequence[Viewer]) -> None:
    *_, equations = collude(PEOPLE, viewers, QUESTIONS[:4])

    assert given_away(equations, PEOPLE) == set()
    protected = sum(1 << one.at for one in PEOPLE if not one.identified)
    assert any(equation & protected for equation in equations), "nothing appeared: the attack saw nothing"


def test_nothing_that_is_made_of_answers_gives_one_away(viewers: Sequence[Viewer], town: Town) -> None:
    viewers = [*viewers, town.viewer(town.member("analyst"))]
    *_, equations = collude(PEOPLE, viewers, (*WIDER, QUESTIONS[0]), elsewhere=True)

    assert given_away(equations, PEOPLE) == set()
    protected = sum(1 << one.at for one in PEOPLE if not one.identified)
    assert any(equation & protected for equation in equations), "nothing appeared: the attack saw nothing"
    alone = {equation for equation in equations if equation.bit_count() == 1}
    assert alone, "no single answer was taken along: the attack saw no rows"


@pytest.mark.parametrize("question", WIDER, ids=str)
def test_every_wider_question_is_answered(viewers: Sequence[Viewer], question: Question) -> None:
    tell(*(one.fact for one in PEOPLE))
    catch_up()
    assert ask(viewers[0], question).points


def test_without_blocks_the_attack_succeeds(
    viewers: Sequence[Viewer], monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_at_once(waiting: Sequence[Waiting], k: int) -> int:
        return len(waiting)

    monkeypatch.setattr(changes, "released", all_at_once)

    assert lost(PEOPLE, viewers[:1], QUESTIONS[:3])


def test_with_a_live_count_the_attack_succeeds(
    viewers: Sequence[Viewer], monkeypatch: pytest.MonkeyPatch
) -> None:
    def live_from_k(cell: GridCell, k: int) -> int:
        waiting = list(cell.waiting.order_by("seq"))
        if not cell.released_seq and len(waiting) < k:
            return 0
        cell.released_seq = waiting[-1].seq
        cell.save(update_fields=["released_seq"])
        return cell.waiting.all().delete()[0]

    monkeypatch.setattr(changes, "_release", live_from_k)

    assert lost(PEOPLE, viewers[:1], QUESTIONS[:3])


def test_filters_that_cut_through_cells_leave_protected_answers_out(viewers: Sequence[Viewer]) -> None:
    assert not lost(all_but_one_write_mails(10), viewers[:1], CHANNELS)


def test_with_free_filters_the_attack_succeeds(
    viewers: Sequence[Viewer], monkeypatch: pytest.MonkeyPatch
) -> None:
    def anything_goes(*said: Any) -> bool:
        return True

    monkeypatch.setattr(reading, "is_union_of_cells", anything_goes)

    assert lost(all_but_one_write_mails(10), viewers[:1], CHANNELS) == {0}


def test_with_single_rows_of_everybody_the_attack_succeeds(
    town: Town, viewers: Sequence[Viewer], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = taken._plan

    def of_everybody(*said: Any) -> Any:
        return tuple(step for step in whole(*said) if not isinstance(step, Identified))

    monkeypatch.setattr(taken, "_plan", of_everybody)
    analyst = [town.viewer(town.member("analyst"))]
    *_, equations = collude(PEOPLE[:9], analyst, (), elsewhere=True)

    assert given_away(equations, PEOPLE)
