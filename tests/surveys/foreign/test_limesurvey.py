"""Surveys of LimeSurvey become ours, and what does not is told."""

import pytest

from oyez.kit.errors import Refused
from oyez.surveys.core import reading
from oyez.surveys.core.foreign import Imported, import_survey
from oyez.surveys.core.foreign.losses import Became
from tests.surveys.foreign.limesurvey import answers, lss, part, question, texts


def lines(found: Imported, became: Became = Became.DROPPED) -> list[str]:
    return [f"{loss.where}: {loss.what}" for loss in found.losses if loss.became is became]


def choice(**more: object) -> bytes:
    """One choice (Q1: A1, A2), and whatever else."""
    rows, words = answers(1, ("A1", "Price"), ("A2", "Time"))
    return lss(
        questions=[question(1, "L", "Q1"), *more.pop("questions", [])],  # type: ignore[misc]
        question_l10ns=[*texts(q1="Which?"), *more.pop("question_l10ns", [])],  # type: ignore[misc]
        answers=rows, answer_l10ns=words, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_texts_in_tables_of_their_own_are_found_in_every_language() -> None:
    raw = lss(
        languages=("de", "en"),
        questions=[question(1, "T", "Q1")],
        question_l10ns=[
            {"qid": 1, "question": "<p>Warum?</p>", "help": "Kurz", "language": "de"},
            {"qid": 1, "question": "Why?", "language": "en"},
        ],
    )
    found = import_survey(raw).definition
    assert found.languages == ("de", "en")
    assert found.title == {"de": "Kitchens de", "en": "Kitchens en"}
    assert (found.questions[0].text, found.questions[0].help) == (
        {"de": "Warum?", "en": "Why?"},
        {"de": "Kurz"},
    )


def test_texts_in_the_row_as_older_files_have_them_are_found_too() -> None:
    rows = [
        question(1, "L", "Q1", question="Why?", language="en"),
        question(1, "L", "Q1", question="Warum?", language="de"),
    ]
    said = [
        {"qid": 1, "code": code, "answer": f"{text} {tag}", "language": tag, "sortorder": at, "scale_id": 0}
        for tag in ("en", "de")
        for at, (code, text) in enumerate((("B", "b"), ("A", "a")))
    ]
    found = import_survey(lss(languages=("en", "de"), questions=rows, answers=said)).definition
    assert len(found.questions) == 1
    assert found.questions[0].text == {"en": "Why?", "de": "Warum?"}
    assert [(one.key, one.text["de"]) for one in found.questions[0].options] == [("B", "b de"), ("A", "a de")]


def test_codes_stay_keys_and_something_else_gets_room() -> None:
    rows, words = answers(1, ("A1", "Price"), ("A2", "Time"))
    raw = lss(
        questions=[question(1, "L", "Q1", other="Y", mandatory="Y")], question_l10ns=texts(q1="Which?"),
        answers=rows, answer_l10ns=words,
        question_attributes=[{"qid": 1, "attribute": "random_order", "value": "1"}],
    )  # fmt: skip
    found = import_survey(raw).definition.questions[0]
    assert [(one.key, one.other, one.stays) for one in found.options] == [
        ("A1", False, False), ("A2", False, False), ("-oth-", True, True),
    ]  # fmt: skip
    assert (found.required, found.shuffle) == (True, True)


def test_several_choices_know_who_stands_alone_and_how_many_go() -> None:
    raw = lss(
        questions=[question(1, "M", "Q1")], subquestions=[part(11, 1, "S1"), part(12, 1, "S2")],
        question_l10ns=texts(q1="Which?", q11="Doors", q12="None"),
        question_attributes=[
            {"qid": 1, "attribute": "exclude_all_others", "value": "S2"},
            {"qid": 1, "attribute": "max_answers", "value": "2"},
            {"qid": 1, "attribute": "array_filter", "value": "Q0"},
        ],
    )  # fmt: skip
    found = import_survey(raw)
    only = found.definition.questions[0]
    assert (only.type, only.most, [one.exclusive for one in only.options]) == ("multiple", 2, [False, True])
    assert "Q1: rows that depend on another question (array_filter = Q0)" in lines(found)


@pytest.mark.parametrize(
    ("relevance", "when"),
    [
        ('((Q1.NAOK == "A1"))', 'Q1 == "A1"'),
        ('Q1 != "A1"', '(not answered(Q1) or Q1 != "A1")'),
        ("9X1X1.NAOK eq 'A2'", 'Q1 == "A2"'),
        ("!is_empty(Q1)", "answered(Q1)"),
        ("is_empty(Q1.NAOK) or Q2 >= 3", "not answered(Q1) or Q2 >= 3"),
        ('Q3_S1 == "Y" && !(Q1 == "A1")', '"S1" in Q3 and (not answered(Q1) or Q1 != "A1")'),
        ('3 < Q2 and Q3_S2 == ""', 'Q2 > 3 and (not answered(Q3) or "S2" not in Q3)'),
    ],
)
def test_relevance_becomes_a_condition(relevance: str, when: str) -> None:
    raw = choice(
        questions=[
            question(2, "N", "Q2"),
            question(3, "M", "Q3"),
            question(4, "T", "Q4", relevance=relevance),
        ],
        subquestions=[part(31, 3, "S1"), part(32, 3, "S2")],
        question_l10ns=texts(q2="How many?", q3="Which?", q31="Doors", q32="Drawers", q4="Why?"),
    )
    found = import_survey(raw)
    assert found.definition.by_id["q4"].when == when.replace("Q1", "q1").replace("Q2", "q2").replace(
        "Q3", "q3"
    )


@pytest.mark.parametrize(
    "relevance",
    [
        "regexMatch('/x/', Q1)",
        "Q1 + 1 == 2",
        "Q9 == 'A1'",
        "Q1 == 'A7'",
        "((Q1 == 'A1')",
        "Q1.NAOK",
        "(" * 200,
    ],
)
def test_relevance_that_cannot_be_said_is_told(relevance: str) -> None:
    found = import_survey(
        choice(questions=[question(2, "T", "Q2", relevance=relevance)], question_l10ns=texts(q2="Why?"))
    )
    assert found.definition.by_id["q2"].when == ""
    assert [line for line in lines(found) if line.startswith("Q2: the condition under which it is shown")]


def test_conditions_of_older_files_are_read_where_relevance_says_nothing() -> None:
    rows = [
        {"qid": 2, "scenario": 1, "cqid": 1, "cfieldname": "9X1X1", "method": "==", "value": "A1"},
        {"qid": 2, "scenario": 1, "cqid": 1, "cfieldname": "9X1X1", "method": "==", "value": "A2"},
    ]
    found = import_survey(
        choice(questions=[question(2, "T", "Q2")], question_l10ns=texts(q2="Why?"), conditions=rows)
    )
    assert found.definition.by_id["q2"].when == 'q1 == "A1" or q1 == "A2"'


def test_the_condition_of_a_group_holds_for_all_its_questions() -> None:
    groups = [{"gid": 1, "group_order": 1}, {"gid": 2, "group_order": 2, "grelevance": "Q1 == 'A1'"}]
    raw = choice(groups=groups, questions=[question(2, "T", "Q2", gid=2)], question_l10ns=texts(q2="Why?"))
    assert import_survey(raw).definition.by_id["q2"].when == 'q1 == "A1"'


def test_recommending_from_0_to_10_is_nps_and_from_1_to_10_is_not() -> None:
    for first, kind in ((0, "nps"), (1, "single")):
        rows, words = answers(1, *((str(at), str(at)) for at in range(first, 11)))
        raw = lss(
            questions=[question(1, "L", "Q1")], question_l10ns=texts(q1="Would you recommend us?"),
            answers=rows, answer_l10ns=words,
        )  # fmt: skip
        assert import_survey(raw).definition.questions[0].type == kind


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("S", ["short"]), ("T", ["long"]), ("U", ["long"]), ("N", ["number"]), ("D", ["date"]), ("|", ["file"]),
        ("X", ["statement"]), ("Y", ["single"]), ("G", ["single"]), ("5", ["single"]), ("A", ["single", "single"]),
        ("B", ["single", "single"]), ("C", ["single", "single"]), ("E", ["single", "single"]),
        ("K", ["number", "number"]), ("Q", ["short", "short"]), ("P", ["multiple"]), ("R", ["ranking"]),
        ("Z", ["statement"]),
    ],
)  # fmt: skip
def test_every_type_becomes_what_it_can(kind: str, types: list[str]) -> None:
    raw = lss(
        questions=[question(1, kind, "Q1")], subquestions=[part(11, 1, "S1"), part(12, 1, "S2")],
        question_l10ns=texts(q1="Well?", q11="Doors", q12="Drawers"),
    )  # fmt: skip
    assert [one.type for one in import_survey(raw).definition.questions] == types


def test_satisfaction_on_five_points_is_rated() -> None:
    found = import_survey(
        lss(questions=[question(1, "5", "Q1")], question_l10ns=texts(q1="How satisfied are you?"))
    )
    assert (found.definition.questions[0].type, found.definition.questions[0].score) == ("rating", "csat_q1")


def test_calculations_and_hidden_questions_are_told() -> None:
    raw = choice(
        questions=[question(2, "*", "EQ"), question(3, "S", "H")], question_l10ns=texts(q2="{Q1 * 2}", q3="Secret"),
        question_attributes=[{"qid": 3, "attribute": "hidden", "value": "1"}],
    )  # fmt: skip
    found = import_survey(raw)
    assert [one.id for one in found.definition.questions] == ["q1"]
    assert any(line.startswith("EQ: a calculation") for line in lines(found))
    assert "H: a hidden question: Secret" in lines(found)


def test_names_and_answers_put_into_texts_are_ours() -> None:
    said = texts(q2="Dear {TOKEN:FIRSTNAME}, why {Q1.shown}? {TOKEN:ATTRIBUTE_1} {if(Q1=='A1','x','y')}")
    found = import_survey(choice(questions=[question(2, "T", "Q2")], question_l10ns=said))
    assert found.definition.by_id["q2"].text["en"] == "Dear {person.name}, why {q1}? {field.attribute_1} …"
    assert found.definition.fields == ("attribute_1",)


def test_quotas_endings_and_welcome_come_along() -> None:
    raw = choice(
        surveys_languagesettings=[{
            "surveyls_language": "en", "surveyls_title": "T", "surveyls_welcometext": "Hello",
            "surveyls_endtext": "Bye", "surveyls_url": "https://e.example/", "surveyls_urldescription": "Back",
            "surveyls_email_invite": "…",
        }],
        quota=[{"id": 5, "name": "Price first", "qlimit": 30, "active": 1}],
        quota_members=[{"quota_id": 5, "qid": 1, "code": "A1"}, {"quota_id": 5, "qid": 1, "code": "A2"}],
    )  # fmt: skip
    found = import_survey(raw)
    assert found.definition.intro == {"en": "Hello"}
    assert (found.definition.endings[0].text, found.definition.endings[0].link) == (
        {"en": "Bye"},
        "https://e.example/",
    )
    assert [(one.most, one.when) for one in found.definition.quotas] == [(30, 'q1 == "A1" or q1 == "A2"')]
    assert "the survey: its mails: invitation, reminder, confirmation" in lines(found)


@pytest.mark.parametrize(("said", "mode"), [("Y", "anonymous"), ("N", "identified")])
def test_anonymous_surveys_stay_anonymous(said: str, mode: str) -> None:
    raw = choice(surveys=[{"sid": 9, "language": "en", "anonymized": said}])
    assert import_survey(raw).definition.mode == mode


def test_what_was_read_is_written_and_read_again() -> None:
    found = import_survey(choice()).definition
    assert reading.definition(reading.to_yaml(found)) == found


BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("raw", [
    lss().replace(b"<document>", BOMB.encode() + b"<document>"),
    lss().replace(b"<document>", OUTSIDE.encode() + b"<document>"),
    lss()[:-30],
    lss(kind="Group"),
    lss(),
    lss().replace(b"UTF-8", b"x-none"),
    b"<LimeSurveyDocType>" * 500,
    b"\x00<LimeSurveyDocType>",
])  # fmt: skip
def test_files_that_are_no_survey_are_refused_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(Refused):
        import_survey(raw)
