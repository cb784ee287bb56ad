"""Results question by question: as narrow as every number, no distribution of a few, words only for who may read."""

import json
from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.kit.errors import NotAllowed
from oyez.measure.ask import ask
from oyez.measure.core.question import Question
from oyez.surveys import result_pages, results, trails
from oyez.surveys.fieldwork import asked_of
from oyez.surveys.models import Response
from tests.surveys.fielded import HILL, RELATION, answer, crowd, detractor, invitations, promoter, sent, told
from tests.town import Town, answers, tell

pytestmark = pytest.mark.usefixtures("town")
RESULTS = "/surveys/fitting/results/"


def spread(viewer: Any, row: Any, question: str) -> Any:
    definition = asked_of(row)
    about = results.asked(definition, row)
    found = results.spreads(viewer, definition, definition.by_id[question], about)
    return found[0].result if found else None


def test_each_question_shows_how_its_answers_spread(town: Town) -> None:
    crowd(14)
    row = sent()
    for one in invitations(row)[:6]:
        promoter(one)
    for one in invitations(row)[6:]:
        detractor(one)
    told()

    html = town.client(town.member("cx_manager")).get(RESULTS).content.decode()

    assert "Net Promoter Score" in html and "Mean 6.00" in html
    assert "Most often: Waiting" in html
    assert "Too slow." in html
    assert spread(OPERATOR, row, "nps").n == 14


def test_a_manager_reads_the_own_unit_alone_and_no_distribution_of_a_few(town: Town) -> None:
    crowd(6)
    crowd(4, HILL)
    row = sent()
    for one in (*invitations(row), *invitations(row, HILL)):
        detractor(one, why=f"Slow in {one.unit}.")
    told()

    assert spread(town.viewer(town.cem), row, "nps").n == 6
    assert spread(town.viewer(town.dara), row, "nps").suppressed
    mine = town.client(town.cem).get(RESULTS).content.decode()
    assert "Slow in harbour." in mine and "Slow in hill." not in mine


def test_words_are_for_those_who_may_see_single_answers(town: Town) -> None:
    crowd(6)
    row = sent()
    for one in invitations(row):
        detractor(one)
    told()
    definition = asked_of(row)

    def subjects(role: str) -> set[str]:
        said = results.comments(town.viewer(town.member(role)), definition, row)
        return {one.subject for one in said.get("why", [])}

    assert results.comments(town.viewer(town.member("executive")), definition, row) == {}
    assert subjects("analyst") == {""}, "words, and nobody's name"
    assert "email:harbour0@example.net" in subjects("cx_manager")


def test_words_of_answers_that_are_not_identified_are_read_by_nobody() -> None:
    crowd(6)
    row = sent(RELATION.replace("mode: identified", "mode: confidential"))
    for one in invitations(row):
        detractor(one)
    told()

    assert results.comments(OPERATOR, asked_of(row), row) == {}


def test_a_wave_is_read_apart_from_the_rest() -> None:
    crowd(7)
    row = sent()
    tell(*answers("nps", [0] * 9, survey="fitting"))
    for one in invitations(row):
        promoter(one)
    told()

    assert spread(OPERATOR, row, "nps").value == 10
    about = results.asked(asked_of(row), None)
    [everything] = results.spreads(OPERATOR, asked_of(row), asked_of(row).by_id["nps"], about)
    assert everything.result.n == 16


def test_where_people_left_is_counted_for_the_own_unit(town: Town) -> None:
    crowd(12)
    crowd(6, HILL)
    row = sent()
    for one in invitations(row):
        answer(one, [{"nps": ["3"]}])
    for one in invitations(row, HILL):
        promoter(one)
    definition = asked_of(row)

    def left(viewer: Any) -> dict[str, Any]:
        found = trails.trails(viewer, definition, row)
        return {one.question: one.left for one in trails.left_at(viewer, definition, found)}

    assert left(OPERATOR)["nps"] == 12
    assert left(town.viewer(town.dara))["nps"] == 0
    with pytest.raises(NotAllowed):
        left(town.viewer(town.bea))


def test_fewer_than_five_leave_no_trail() -> None:
    crowd(4)
    row = sent()
    for one in invitations(row):
        promoter(one)
    definition = asked_of(row)
    found = trails.trails(OPERATOR, definition, row)

    assert trails.left_at(OPERATOR, definition, found) == []
    assert trails.ways_taken(OPERATOR, found).paths == ()


def test_the_ways_are_told_by_the_numbers_of_the_questions() -> None:
    crowd(14)
    row = sent()
    for one in invitations(row)[:8]:
        promoter(one)
    for one in invitations(row)[8:]:
        detractor(one)

    ways = result_pages.page(OPERATOR, asked_of(row), row)["ways"]

    assert [(one["steps"], one["n"]) for one in ways["rows"]] == [([1], 8), ([1, 2, 3, 4], 6)]


def test_no_answer_about_a_transaction_enters_the_relationship_score() -> None:
    crowd(6)
    row = sent()
    for one in invitations(row):
        promoter(one)
    tell(*answers("nps", [0] * 9, attributes={"programme": "transactional"}))
    told()

    relationship, transaction, both = (
        ask(OPERATOR, Question(name)).total for name in ("relationship_nps", "transaction_nps", "nps")
    )
    assert relationship is not None and (relationship.value, relationship.n) == (1.0, 6)
    assert transaction is not None and (transaction.value, transaction.n) == (-1.0, 9)
    assert both is not None and both.n == 15
    assert Response.objects.count() == 6


def test_programs_read_what_pages_show(town: Town) -> None:
    crowd(6)
    row = sent()
    for one in invitations(row):
        promoter(one)
    told()
    client = town.client(town.member("cx_manager"))

    wave = json.loads(client.get("/api/v1/waves/autumn").content)
    found = json.loads(client.get("/api/v1/surveys/fitting/results?wave=autumn").content)

    assert wave["fates"] == {"complete": 6} and wave["score"]["n_invited"] == 6
    assert found[0]["question"] == "nps" and found[0]["answers"][0]["result"]["n"] == 6
    assert town.client(town.bea).get("/api/v1/waves/autumn").status_code == 404


def test_the_survey_page_without_answers_says_what_to_expect(town: Town) -> None:
    crowd(1)
    sent()
    page: Any = town.client(town.member("analyst")).get(RESULTS)
    assert b"No answers to show yet" in page.content
