"""How a question is worded: L03 to L06, L09, L11, L20. What they find in bulk is measured apart."""

import pytest

from oyez.surveys.core.definition import Kind
from oyez.surveys.core.lint import Facts
from tests.surveys.lint.surveys import codes, findings, options, question, survey


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("How satisfied were you with speed and price?", ["L03.joined"]),
        ("How clear were our terms and conditions?", []),
        ("When you came and went, how clean was it?", []),
        ("How easy or difficult was it?", []),
        ("How do you rate Marks & Spencer?", []),
    ],
)
def test_one_rating_asks_for_one_thing(text: str, found: list[str]) -> None:
    assert codes(survey(question(text=text)), rule="L03") == found


def test_a_comment_may_ask_for_two_things() -> None:
    assert not codes(survey(question(), question("long", "What was good and what bad?")), rule="L03")


def test_a_finding_names_the_words_that_it_is_about() -> None:
    text = "How fast and friendly was it?"
    finding = next(one for one in findings(survey(question(text=text))) if one.rule == "L03")
    assert finding.span is not None
    assert (finding.place, finding.language, text[slice(*finding.span)]) == (
        "questions.csat.text",
        "en",
        "and",
    )
    assert finding.sentence == "“and” asks for two things with one answer; ask for one, or twice."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("How do you rate our excellent service?", ["L04.loaded"]),
        ("Most customers like it. How good was it?", ["L04.pressed"]),
        ("How good was the Great Western train?", []),
        ("How good or bad was it?", []),
    ],
)
def test_a_question_does_not_lead(text: str, found: list[str]) -> None:
    assert codes(survey(question(text=text)), rule="L04") == found


def test_satisfaction_without_the_other_end_is_leading() -> None:
    assert codes(survey(question(text="How satisfied were you?", low={}, high={})), rule="L04") == [
        "L04.one_pole"
    ]
    assert not codes(survey(question(text="How satisfied were you?")), rule="L04")


def test_what_is_agreed_with_holds_no_negation() -> None:
    assert codes(survey(question("ces", "It was not easy.")), rule="L05") == ["L05.agreement"]
    assert not codes(survey(question("ces", "It was easy.")), rule="L05")
    asked = question("single", "Was it untrue that you were not called?", options=options("Yes", "No"))
    assert codes(survey(question(), asked), rule="L05") == ["L05.double"]


def test_often_needs_a_period() -> None:
    vague = question("single", "Do you often call us?", options=options("Yes", "No"))
    clear = question("single", "Did you often call us in the last month?", options=options("Yes", "No"))
    assert codes(survey(question(), vague), rule="L06") == ["L06.vague"]
    assert not codes(survey(question(), clear, kind=Kind.RELATIONSHIP), rule="L06")
    assert codes(survey(question("ces", "It is always easy.")), rule="L06") == ["L06.absolute"]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("1-5", "5-10"), ["L09.overlap"]),
        (("1-5", "6-10"), []),
        (("under 5", "5 to 9", "10 or more"), []),
        (("up to 5", "5 or more"), ["L09.overlap"]),
        (("800-1,200", "over 1,200"), []),
        (("800-1,200", "1,200 or more"), ["L09.overlap"]),
        (("Design", "Price", "Place"), ["L09.order"]),
        (("Very good", "Good", "Bad"), []),
        (tuple(f"{n}" for n in range(9)), ["L09.many"]),
    ],
)
def test_options_do_not_overlap_are_few_and_are_shuffled(texts: tuple[str, ...], found: list[str]) -> None:
    asked = question("single", "What was it?", options=options(*texts))
    assert codes(survey(question(), asked), rule="L09") == found


def test_whoever_did_not_call_the_hotline_needs_a_way_out() -> None:
    def asked(*texts: str) -> object:
        return question("single", "Did the hotline help?", options=options(*texts), required=True)

    assert codes(survey(question(), asked("Yes", "No")), rule="L09") == ["L09.exit"]  # type: ignore[arg-type]
    assert not codes(survey(question(), asked("Yes", "No", "I did not call")), rule="L09")  # type: ignore[arg-type]


def test_more_than_twenty_words_are_read_twice() -> None:
    assert codes(survey(question(text="How good was it " * 6)), rule="L11") == ["L11.long"]
    hard = "To what extent does organisational functionality facilitate procedural interoperability?"
    assert codes(survey(question(text=hard)), rule="L11") == ["L11.one"]


def test_companies_may_be_asked_in_harder_words_than_consumers() -> None:
    text = "How satisfied are you with the information about your delivery?"
    asked = [question(text=text, id=f"q{n}", score=f"csat_{n}") for n in range(6)]
    everyday = question(
        text="How good was it for you when you came to see us on that day?", id="e", score="csat_e"
    )
    whole = survey(*asked, everyday, kind=Kind.STUDY)
    assert "L11.all" in codes(whole)
    assert codes(whole, Facts(business=True), rule="L11.all") == []


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (Kind.TRANSACTIONAL, "How was your call three weeks ago?", ["L20.transaction"]),
        (Kind.TRANSACTIONAL, "How was your call two days ago?", []),
        (Kind.RELATIONSHIP, "How were the last 12 months?", []),
        (Kind.RELATIONSHIP, "How were the last two years?", ["L20.year"]),
        (Kind.RELATIONSHIP, "How was it since you became a customer?", ["L20.ever"]),
        (Kind.RELATIONSHIP, "How good is the ten-year warranty?", []),
    ],
)
def test_nobody_remembers_long(kind: Kind, text: str, found: list[str]) -> None:
    assert codes(survey(question(text=text), kind=kind), rule="L20") == found
