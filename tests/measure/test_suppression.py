"""Viewers who put all their numbers together, while answers keep arriving, learn no protected answer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from oyez.company.core.scope import Viewer
from oyez.journal.changes import add_scale
from oyez.kit.worker import catch_up
from oyez.measure import changes, reading
from oyez.measure.core.grid import Waiting
from oyez.measure.core.question import Question, parse
from oyez.measure.crosstabs.ask import asked, table
from oyez.measure.models import GridCell
from tests.measure.collusion import (
    QUESTIONS,
    SCORE,
    Answered,
    all_but_one_write_mails,
    collude,
    given_away,
    people_answer,
    told,
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


def test_nothing_follows_from_distributions_and_banner_tables_either(viewers: Sequence[Viewer]) -> None:
    """All that they hold of protected answers are sums over whole blocks: the mean times n gives the sum away."""
    banners = asked(SCORE, ["unit", "survey", "region", "channel", "each:why"])
    spread = [replace(one, metric=f"dist:{SCORE}") for one in QUESTIONS[:3]]
    equations: set[int] = set()
    for one in PEOPLE:
        tell(one.fact)
        catch_up()
        equations |= told(viewers, spread)
        for viewer in viewers:
            found = table(viewer, banners)
            columns = [found.total, *(column for banner in found.banners for column in banner.columns)]
            equations |= {round(column.mean.value * (column.n or 0)) for column in columns if column.mean}

    assert given_away(equations, PEOPLE) == set()
    protected = sum(1 << one.at for one in PEOPLE if not one.identified)
    assert any(equation & protected for equation in equations), "nothing appeared: the attack saw nothing"


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
