"""The questions of a survey: found, counted, narrowed, each with the way to its table."""

import pytest

from oyez.company.core.scope import NOBODY, OPERATOR
from oyez.kit.errors import NotAllowed, NotFound
from oyez.kit.worker import catch_up
from oyez.measure.questions import words
from oyez.measure.questions.ask import Asked, questions, surveys
from tests.town import HILL, Town, answers, tell

pytestmark = pytest.mark.django_db


def by_name(found: list[Asked]) -> dict[str, Asked]:
    return {one.of: one for one in found}


@pytest.fixture
def asked_town(town: Town) -> Town:
    """A yearly survey with two scores, one choice, several choices; an identifier is no question."""
    for at in range(12):
        said = {
            "survey": "yearly",
            "subject": f"email:p{at}@example.org",
            "attributes": {
                "why": "price" if at < 8 else "service",
                "wishes": "parking | longer hours" if at % 2 else "parking",
                "response": f"r{at}",
            },
        }
        tell(*answers("csat", [5 if at < 9 else 2], f"2026-03-{at + 1:02}", **said))  # type: ignore[arg-type]
    tell(*answers("nps", [9, 9, 2], "2026-03-20", survey="yearly"))
    tell(*answers("ces", [6] * 7, "2026-03-21", survey="after", unit=HILL))
    return town


def test_every_question_of_a_survey_stands_with_its_answers(asked_town: Town) -> None:
    found = by_name(questions(OPERATOR, "yearly"))
    assert set(found) == {"csat", "nps", "attr:why", "each:wishes"}
    assert words.sentence(found["csat"]).startswith("Mean 4.25 (")
    assert words.sentence(found["nps"]) == "not enough answers yet"
    assert words.sentence(found["attr:why"]) == "not enough answers yet" or found["attr:why"].result.n == 12
    assert words.sentence(found["each:wishes"]) == (
        "Most often: parking, 100% of 12 who answered; several may be chosen"
    )


def test_surveys_are_those_of_the_own_unit(asked_town: Town) -> None:
    assert surveys(OPERATOR) == ["yearly", "after"]
    dara = asked_town.viewer(asked_town.dara)
    assert surveys(dara) == ["after"]
    assert set(by_name(questions(dara, "after"))) == {"ces"}
    with pytest.raises(NotFound, match="in your data scope"):
        questions(dara, "yearly")


def test_everything_is_a_choice_too(asked_town: Town) -> None:
    assert {"csat", "nps", "ces"} <= set(by_name(questions(OPERATOR, "")))


def test_who_may_not_see_numbers_sees_no_questions(asked_town: Town) -> None:
    for viewer in (NOBODY, asked_town.viewer(asked_town.bea)):
        with pytest.raises(NotAllowed):
            questions(viewer, "yearly")


def test_confidential_answers_count_in_blocks(town: Town) -> None:
    tell(*answers("csat", [5, 4, 5, 4, 1, 2], mode="confidential", survey="yearly"))
    catch_up()
    assert by_name(questions(OPERATOR, "yearly"))["csat"].result.n == 5


def test_the_page_links_each_question_to_its_table(asked_town: Town) -> None:
    client = asked_town.client(asked_town.member("analyst"))
    page = client.get("/questions/").content.decode()
    assert "yearly: 4 questions with answers" in page
    assert "/crosstab/?of=csat&amp;where=survey%3Dyearly" in page
    assert client.get("/crosstab/?of=each%3Awishes&where=survey%3Dyearly").status_code == 200
    assert client.get("/questions/?survey=nothing").status_code == 404
    assert client.get("/questions/?survey=yearly&since=tuesday").status_code == 422


def test_an_empty_house_says_what_comes(town: Town) -> None:
    assert (
        "No question has answers" in town.client(town.member("analyst")).get("/questions/").content.decode()
    )
