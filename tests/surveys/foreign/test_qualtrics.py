"""Surveys of Qualtrics become ours, and what does not is told."""

from collections import Counter
from pathlib import Path

import pytest

from oyez.kit.errors import Refused
from oyez.surveys.core import reading
from oyez.surveys.core.definition import Question
from oyez.surveys.core.foreign import Imported, import_survey
from oyez.surveys.core.foreign.losses import Became
from tests.surveys.foreign.qualtrics import (
    PAGE_BREAK,
    block,
    choice,
    choices,
    logic,
    one,
    qsf,
    question,
    value,
)

REAL = Path(__file__).parents[3].parent / "shared" / "data" / "qualtrics_qsf" / "test"
COUNTS = {
    "qualtrics_1.qsf": {"single": 22, "short": 3, "statement": 4},
    "qualtrics_2.qsf": {"single": 8},
}


def only(raw: bytes) -> Question:
    return import_survey(raw).definition.questions[0]


def lines(found: Imported, became: Became = Became.DROPPED) -> list[str]:
    return [f"{loss.where}: {loss.what}" for loss in found.losses if loss.became is became]


@pytest.mark.parametrize("name", COUNTS)
def test_real_files_have_the_questions_that_their_readme_counts(name: str) -> None:
    path = REAL / name
    if not path.is_file():
        pytest.skip(f"{path} is not here: the Qualtrics sample files are kept beside the repository")
    found = import_survey(path.read_bytes(), name)
    assert Counter(question.type for question in found.definition.questions) == COUNTS[name]
    assert reading.definition(reading.to_yaml(found.definition)) == found.definition


def test_the_words_above_every_page_become_the_introduction() -> None:
    found = import_survey(one(question("QID1", "TE", "SL", "Why?"), Header="In the <b>past</b> week"))
    assert found.definition.intro == {"en": "In the past week"}
    assert any("said once, as the introduction" in line for line in lines(found, Became.APPROXIMATED))


def test_blocks_as_an_object_keep_their_order_and_trash_is_told() -> None:
    blocks = {
        "1": block("Trash", "QID3", kind="Trash"),
        "3": block("First", "QID2", PAGE_BREAK, "QID1"),
    }
    questions = [question(f"QID{at}", "TE", "SL", f"Text {at}") for at in (1, 2, 3)]
    found = import_survey(qsf(questions, blocks, [{"Type": "Standard", "ID": "BL_First"}]))
    assert [one.id for one in found.definition.questions] == ["q2", "q1"]
    assert "the trash: 1 questions that lie in the trash" in lines(found)


def test_a_recommendation_from_0_to_10_is_nps_whatever_its_choices_are_numbered() -> None:
    raw = one(
        question(
            "QID1", "MC", "NPS", "How likely?", Choices=choices(*map(str, range(11))),
            ColumnLabels=[{"Display": "Not at all"}, {"Display": "Extremely"}],
        )
    )  # fmt: skip
    found = only(raw)
    assert (found.type, found.low, found.high) == ("nps", {"en": "Not at all"}, {"en": "Extremely"})


def test_a_scale_from_1_to_10_never_becomes_nps() -> None:
    texts = tuple(map(str, range(1, 11)))
    assert only(one(question("QID1", "MC", "NPS", "Recommend?", Choices=choices(*texts)))).type == "single"
    assert only(one(question("QID1", "MC", "SAVR", "Recommend?", Choices=choices(*texts)))).type == "single"


def test_five_degrees_of_satisfaction_become_a_rating_and_other_fives_do_not() -> None:
    satisfied = choices("Very satisfied", "Satisfied", "Neither", "Dissatisfied", "Very dissatisfied")
    found = only(one(question("QID1", "MC", "SAVR", "How satisfied?", Choices=satisfied)))
    assert (found.type, found.score) == ("rating", "csat_q1")
    assert found.labels[0]["en"] == "Very dissatisfied"
    agreed = choices("Never", "Seldom", "Sometimes", "Often", "Always")
    assert only(one(question("QID1", "MC", "SAVR", "How often?", Choices=agreed))).type == "single"


def test_choices_keep_their_order_their_own_words_and_who_stands_alone() -> None:
    given = {"1": {"Display": "Price"}, "2": {"Display": "None", "ExclusiveAnswer": True},
             "4": {"Display": "Other:", "TextEntry": "true"}}  # fmt: skip
    more = {
        "Choices": given, "ChoiceOrder": [4, "1", 2], "Validation": {"Settings": {"ForceResponse": "ON"}},
        "Randomization": {"Type": "Advanced", "Advanced": {"FixedOrder": ["4"]}},
    }  # fmt: skip
    found = only(one(question("QID1", "MC", "MAVR", "Which?", **more)))
    assert (found.type, found.required, found.shuffle) == ("multiple", True, True)
    assert [(o.key, o.other, o.exclusive, o.stays) for o in found.options] == [
        ("other", True, False, True), ("price", False, False, False), ("none", False, True, False),
    ]  # fmt: skip


def test_all_languages_come_along() -> None:
    german = {
        "DE": {"QuestionText": "Warum?", "Choices": {"1": {"Display": "Preis"}}},
        "PT-BR": {"QuestionText": "Por quê?"},
    }
    raw = one(question("QID1", "MC", "SAVR", "Why?", Choices=choices("Price", "Time"), Language=german))
    found = import_survey(raw).definition
    assert found.languages == ("en", "de", "pt-BR")
    assert found.questions[0].text == {"en": "Why?", "de": "Warum?", "pt-BR": "Por quê?"}
    assert found.questions[0].options[0].text == {"en": "Price", "de": "Preis"}


def test_display_logic_becomes_a_condition_on_a_page_of_its_own() -> None:
    shown = logic(choice("QID1", "1"), choice("QID2", "2", "NotSelected", Conjuction="And"))
    questions = [
        question("QID1", "MC", "SAVR", "One?", Choices=choices("Yes", "No")),
        question("QID2", "MC", "MAVR", "Two?", Choices=choices("A", "B")),
        question("QID3", "TE", "ML", "Why?", DisplayLogic=shown),
    ]
    found = import_survey(qsf(questions, [block("A", "QID1", "QID2", "QID3")])).definition
    assert found.by_id["q3"].when == 'q1 == "yes" and (not answered(q2) or "b" not in q2)'
    assert [len(page) for page in found.pages] == [2, 1]


def test_logic_that_cannot_be_said_is_told_and_everybody_is_asked() -> None:
    shown = logic({"LogicType": "GeoIPLocation", "Operator": "EqualTo", "Description": "<b>If</b> in Berlin"})
    found = import_survey(one(question("QID1", "TE", "SL", "Why?", DisplayLogic=shown)))
    assert found.definition.questions[0].when == ""
    assert [line for line in lines(found) if "GeoIPLocation (If in Berlin): everybody sees it" in line]


def test_a_condition_on_a_later_question_is_told() -> None:
    questions = [
        question("QID1", "TE", "SL", "Why?", DisplayLogic=logic(choice("QID2", "1"))),
        question("QID2", "MC", "SAVR", "One?", Choices=choices("Yes", "No")),
    ]
    found = import_survey(qsf(questions, [block("A", "QID1", "QID2")]))
    assert found.definition.questions[0].when == ""
    assert [line for line in lines(found) if line.startswith("Q1: the condition")]


def test_a_skip_leaves_out_what_lies_between_and_nobody_who_did_not_answer() -> None:
    skip = {
        "SkipToDestination": "QID3",
        "ChoiceLocator": "q://QID1/SelectableChoice/2",
        "Condition": "Selected",
    }
    questions = [
        question("QID1", "MC", "SAVR", "One?", Choices=choices("Yes", "No")),
        question("QID2", "TE", "SL", "Two?"),
        question("QID3", "TE", "SL", "Three?"),
    ]
    blocks = [block("A", {"Type": "Question", "QuestionID": "QID1", "SkipLogic": [skip]}, "QID2", "QID3")]
    found = import_survey(qsf(questions, blocks)).definition
    assert found.by_id["q2"].when == '(not answered(q1) or q1 != "no")'
    assert found.by_id["q3"].when == ""


def test_whom_the_flow_sends_out_is_asked_nothing_more() -> None:
    branch = {
        "Type": "Branch", "FlowID": "FL_3", "BranchLogic": logic(value("QID1", "IsDetractor", "EqualTo", "1")),
        "Flow": [{"Type": "EndSurvey"}],
    }  # fmt: skip
    questions = [
        question("QID1", "MC", "NPS", "Likely?", Choices=choices(*map(str, range(11)))),
        question("QID2", "TE", "SL", "Two?"),
    ]
    flow = [{"Type": "Block", "ID": "BL_A"}, branch, {"Type": "Block", "ID": "BL_B"}]
    found = import_survey(qsf(questions, [block("A", "QID1"), block("B", "QID2")], flow)).definition
    assert found.by_id["q2"].when == "(not answered(q1) or q1 > 6)"


def test_embedded_data_are_fields_that_texts_and_conditions_ask_for() -> None:
    flow = [
        {"Type": "EmbeddedData", "EmbeddedData": [{"Field": "Tier"}, {"Field": "arm", "Value": "1"}]},
        {"Type": "Block", "ID": "BL_A"},
    ]
    shown = logic(
        {"LogicType": "EmbeddedField", "LeftOperand": "Tier", "Operator": "EqualTo", "RightOperand": 'A"1'}
    )
    asked = question(
        "QID1", "TE", "SL", "Hello ${m://FirstName}, ${e://Field/Tier} ${rand://int/1:2}", DisplayLogic=shown
    )
    found = import_survey(qsf([asked], [block("A", "QID1")], flow))
    assert found.definition.fields == ("tier", "arm")
    assert found.definition.questions[0].text == {"en": "Hello {person.name}, {field.tier} …"}
    assert found.definition.questions[0].when == 'field.tier == "A\\"1"'
    assert "the field arm: the value that the flow gives it: 1" in lines(found)
    assert "Q1: something put into the text: ${rand://int/1:2}" in lines(found)


def test_a_matrix_is_asked_row_by_row_and_its_rows_can_be_asked_for() -> None:
    answers = {"1": {"Display": "Never"}, "2": {"Display": "Often"}, "3": {"Display": "Always"}}
    rows = choices("Doors", "Drawers")
    shown = logic({**choice("QID1", "2"), "ChoiceLocator": "q://QID1/SelectableChoice/2/3"})
    questions = [
        question(
            "QID1",
            "Matrix",
            "Likert",
            "How often do these stick?",
            SubSelector="SingleAnswer",
            Choices=rows,
            Answers=answers,
        ),
        question("QID2", "TE", "SL", "Why?", DisplayLogic=shown),
    ]
    found = import_survey(qsf(questions, [block("A", "QID1", "QID2")])).definition
    assert [one.id for one in found.questions] == ["q1_1", "q1_2", "q2"]
    assert found.by_id["q1_2"].text == {"en": "How often do these stick?\nDrawers"}
    assert found.by_id["q2"].when == 'q1_2 == "always"'


def test_a_matrix_of_satisfaction_stays_one() -> None:
    texts = ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied")
    found = only(one(question("QID1", "Matrix", "Likert", "How satisfied?", SubSelector="SingleAnswer",
                              Choices=choices("Doors", "Drawers"), Answers=choices(*texts))))  # fmt: skip
    assert (found.type, found.score, [row.key for row in found.rows]) == (
        "matrix",
        "csat_q1",
        ["doors", "drawers"],
    )


@pytest.mark.parametrize(
    ("kind", "selector", "more", "types"),
    [
        ("TE", "ML", {}, ["long"]),
        (
            "TE",
            "SL",
            {"Validation": {"Settings": {"Type": "ContentType", "ContentType": "ValidNumber"}}},
            ["number"],
        ),
        ("TE", "FORM", {"Choices": choices("Street", "Town")}, ["short", "short"]),
        ("RO", "DND", {"Choices": choices("A", "B")}, ["ranking"]),
        (
            "Slider",
            "HSLIDER",
            {"Choices": choices("A", "B"), "Configuration": {"CSSliderMax": 50}},
            ["number", "number"],
        ),
        ("Slider", "STAR", {"Choices": choices("A"), "Configuration": {"StarCount": 5}}, ["stars"]),
        ("CS", "VRTL", {"Choices": choices("A", "B")}, ["number", "number"]),
        ("MC", "MAVR", {"Choices": choices("I agree")}, ["consent"]),
        ("FileUpload", "FileUpload", {}, ["file"]),
        ("DB", "TB", {}, ["statement"]),
        ("HeatMap", "Image", {}, ["statement"]),
        ("SBS", "SBSMatrix", {"Choices": choices("A")}, ["statement"]),
    ],
)
def test_every_type_becomes_what_it_can(
    kind: str, selector: str, more: dict[str, object], types: list[str]
) -> None:
    found = import_survey(one(question("QID1", kind, selector, "Well?", **more))).definition
    assert [one.type for one in found.questions] == types


def test_timing_and_browser_questions_ask_nobody_and_are_told() -> None:
    questions = [question("QID1", "Timing", "PageTimer", "Timing"), question("QID2", "TE", "SL", "Why?")]
    found = import_survey(qsf(questions, [block("A", "QID1", "QID2")]))
    assert [one.id for one in found.definition.questions] == ["q2"]
    assert "Q1: a question of type Timing, which asks nobody anything" in lines(found)


def test_scripts_pictures_and_formatting_are_told() -> None:
    text = "<script>alert(1)</script><p>What <b>happened</b>?</p><img src='x.png' alt='A door'><a href='https://e.example/x'>more</a>"
    found = import_survey(one(question("QID1", "TE", "ML", text, QuestionJS="x()")))
    assert found.definition.questions[0].text == {"en": "What happened?\n[A door]https://e.example/x more"}
    told = " ".join(lines(found))
    for what in ("scripts and styles", "pictures and media", "formatting", "a script of the question"):
        assert what in told


def test_a_quota_is_carried_with_its_condition() -> None:
    quota = {
        "Element": "QO",
        "Payload": {"Name": "Owners", "Occurrences": "50", "Logic": logic(choice("QID1", "1"))},
    }
    asked = question("QID1", "MC", "SAVR", "Own?", Choices=choices("Yes", "No"))
    found = import_survey(qsf([asked], [block("A", "QID1")], None, {}, quota)).definition
    assert [(quota.name, quota.most, quota.when) for quota in found.quotas] == [("Owners", 50, 'q1 == "yes"')]


@pytest.mark.parametrize(
    ("said", "mode"), [("Yes", "anonymous"), ("No", "identified"), (None, "confidential")]
)
def test_how_far_answers_are_traced_is_only_taken_where_it_is_said(said: str | None, mode: str) -> None:
    options = {"AnonymizeResponse": said} if said else {}
    assert import_survey(one(question("QID1", "TE", "SL", "Why?"), **options)).definition.mode == mode


def test_some_of_several_blocks_are_drawn_for_a_person() -> None:
    flow = [
        {
            "Type": "BlockRandomizer",
            "SubSet": "1",
            "Flow": [{"Type": "Block", "ID": "BL_A"}, {"Type": "Block", "ID": "BL_B"}],
        }
    ]
    questions = [question("QID1", "TE", "SL", "One?"), question("QID2", "TE", "SL", "Two?")]
    found = import_survey(qsf(questions, [block("A", "QID1"), block("B", "QID2")], flow)).definition
    assert (found.per_person, found.blocks) == (1, ("a", "b"))


def test_a_file_that_is_no_survey_is_refused_in_a_sentence() -> None:
    for raw in (
        b"",
        b"{}",
        b'{"SurveyEntry": {}',
        b'{"SurveyEntry": {}, "SurveyElements": []}',
        b"\xff\xfe\x00",
    ):
        with pytest.raises(Refused):
            import_survey(raw)
