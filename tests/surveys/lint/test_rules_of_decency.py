"""What a survey may ask and say: L10, L15 to L19, L21, L22."""

import pytest

from oyez.surveys.core.definition import Ending, Invite
from oyez.surveys.core.lint import Aim, Facts, blocks, lint
from tests.surveys.lint.surveys import codes, findings, options, question, survey

KNOWN = Facts(filled={"product": 0.97, "region": 0.4, "shoe_size": 1.0})


def test_what_the_company_knows_is_not_asked() -> None:
    asked = survey(question(), question("short", "Which product did you buy?"))
    assert codes(asked, KNOWN, rule="L10") == ["L10.known"]
    assert not codes(asked, rule="L10")


def test_what_it_knows_of_some_is_asked_of_the_others() -> None:
    asked = question("short", "Which region do you live in?")
    found = [one for one in findings(survey(question(), asked), KNOWN) if one.rule == "L10"]
    assert [(one.code, one.severity) for one in found] == [("partly", "W")]
    only_others = question("short", "Which region do you live in?", known="field.region")
    assert not codes(survey(question(), only_others), KNOWN, rule="L10")


def test_a_question_may_say_itself_what_it_is_about() -> None:
    asked = question("short", "And your feet?", about="shoe_size")
    assert codes(survey(question(), asked), KNOWN, rule="L10") == ["L10.known"]


def test_of_whom_nothing_is_known_everything_may_be_asked() -> None:
    asked = survey(question(), question("short", "Which product did you buy?"), mode="anonymous")
    assert not codes(asked, KNOWN, rule="L10")


def test_nobody_must_write_or_tell_what_is_delicate() -> None:
    assert codes(survey(question(), question("long", "Why?", required=True)), rule="L15") == ["L15.open"]
    delicate = question("number", "Your income?", required=True, sensitive=True)
    assert codes(survey(question(), delicate), rule="L15") == ["L15.sensitive"]
    assert not codes(survey(question(required=True)), rule="L15")


@pytest.mark.parametrize("text", ["Please give us a 10.", "My bonus depends on it."])
def test_nobody_begs(text: str) -> None:
    begging = survey(invite=Invite(text={"en": text}))
    assert codes(begging, rule="L16") == ["L16.begs"]
    assert [one.rule for one in blocks(lint(begging).findings)] == ["L16"]


def test_a_thank_you_for_any_answer_is_no_begging() -> None:
    assert not codes(survey(intro={"en": "Every answer plants a tree."}), rule="L16")


def test_an_anonymous_survey_does_not_ask_who_somebody_is() -> None:
    asked = (question(), question("short", "What is your name?"))
    assert codes(survey(*asked, mode="anonymous"), rule="L17") == ["L17.identity"]
    assert not codes(survey(*asked), rule="L17")


def test_special_data_are_not_asked_for_in_any_mode() -> None:
    asked = question("single", "What is your religion?", options=options("A", "B"))
    assert "L17.special" in codes(survey(question(), asked))


def test_nobody_is_promised_to_be_unknown_who_is_known() -> None:
    text = {"en": "Your answers are anonymous."}
    assert codes(survey(intro=text), rule="L17") == ["L17.promise"]
    assert not codes(survey(intro=text, mode="anonymous"), rule="L17")


def test_each_rating_has_an_owner_and_a_decision() -> None:
    assert codes(survey(question(owner="", decision="")), rule="L18") == ["L18.owner", "L18.decision"]
    nobody = Facts(owners=frozenset({"analyst"}))
    assert codes(survey(), nobody, rule="L18") == ["L18.nobody"]
    assert not codes(survey(), Facts(owners=frozenset({"cx_manager"})), rule="L18")


def test_the_whole_comes_before_its_parts_and_the_person_last() -> None:
    nps = question("nps", "How likely are you to recommend us?")
    age = question("short", "How old are you?")
    why = question("long", "What happened?")
    assert codes(survey(question(), nps), rule="L19") == ["L19.overall"]
    assert codes(survey(age, question()), rule="L19") == ["L19.people"]
    assert codes(survey(why, question()), rule="L19") == ["L19.comment"]
    assert not codes(survey(nps, question(), why, age), rule="L19")


def test_a_goal_that_the_answers_cannot_show_is_said() -> None:
    goals = (
        Aim("NPS in the north", change=0.05, detectable=0.31),
        Aim("In all", change=0.4, detectable=0.31),
    )
    assert codes(survey(), Facts(aims=goals), rule="L21") == ["L21.weak"]


def test_advertising_says_so() -> None:
    ending = (Ending(text={"en": "Thank you."}, link="https://www.trustpilot.com/review/us"),)
    assert codes(survey(endings=ending), rule="L22") == ["L22.advertises"]
    assert not codes(survey(endings=ending, purpose="marketing"), rule="L22")
    assert "L22.advertises" in codes(survey(invite=Invite(text={"en": "10% off today."})))


def test_a_rating_of_an_offer_advertises_nothing() -> None:
    assert not codes(survey(question(text="How clear was our special offer?")), rule="L22")
