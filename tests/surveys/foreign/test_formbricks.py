"""Surveys of Formbricks become ours, and what does not is told."""

from typing import Any

import msgspec
import pytest

from oyez.kit.errors import Refused
from oyez.surveys.core import reading
from oyez.surveys.core.foreign import Imported, import_survey
from oyez.surveys.core.foreign.losses import Became

Json = dict[str, Any]


def element(id: str, kind: str, **more: Any) -> Json:
    return {"id": id, "type": kind, "headline": {"default": f"{id}?"}, "required": False, **more}


def survey(*elements: Json, **more: Any) -> bytes:
    blocks = [
        {"id": f"b_{one['id']}", "name": "B", "elements": [one], **one.pop("block", {})} for one in elements
    ]
    return msgspec.json.encode({"data": {"id": "cm1", "name": "After a fitting", "blocks": blocks, **more}})


def lines(found: Imported, became: Became = Became.DROPPED) -> list[str]:
    return [f"{loss.where}: {loss.what}" for loss in found.losses if loss.became is became]


def jump(target: str, *conditions: Json, connector: str = "and") -> Json:
    return {
        "id": "l", "conditions": {"id": "g", "connector": connector, "conditions": list(conditions)},
        "actions": [{"id": "a", "objective": "jumpToBlock", "target": target}],
    }  # fmt: skip


def asks(id: str, operator: str, value: Any = None) -> Json:
    right = {} if value is None else {"rightOperand": {"type": "static", "value": value}}
    return {"id": "c", "leftOperand": {"type": "element", "value": id}, "operator": operator, **right}


CHOICES = [
    {"id": "c1", "label": {"default": "Price", "de": "Preis"}},
    {"id": "c2", "label": {"default": "Time", "de": "Zeit"}},
    {"id": "other", "label": {"default": "Other", "de": "Anderes"}},
]
LANGUAGES = [
    {"language": {"code": "de"}, "default": False, "enabled": True},
    {"language": {"code": "en"}, "default": True, "enabled": True},
]


def test_scores_are_taken_where_the_scale_is_certain() -> None:
    found = import_survey(
        survey(
            element("a", "nps"),
            element("b", "csat", range=5),
            element("c", "ces", range=7),
            element("d", "ces", range=5),
            element("e", "rating", range=5, scale="star"),
            element("f", "rating", range=10, scale="number"),
            element("g", "rating", range=5, scale="smiley", headline={"default": "How satisfied are you?"}),
            element("h", "nps"),
        )
    ).definition
    assert [(one.type, one.score) for one in found.questions] == [
        ("nps", ""), ("csat", ""), ("ces", ""), ("single", ""), ("stars", ""), ("single", ""), ("rating", "csat_g"),
        ("nps", "nps_h"),
    ]  # fmt: skip


def test_texts_come_in_all_languages_with_the_main_one_first() -> None:
    asked = element("a", "multipleChoiceMulti", choices=CHOICES, headline={"default": "Why?", "de": "Warum?"})
    found = import_survey(survey(asked, languages=LANGUAGES)).definition
    assert found.languages == ("en", "de")
    assert found.questions[0].text == {"en": "Why?", "de": "Warum?"}
    assert [(one.key, one.text["de"], one.other) for one in found.questions[0].options] == [
        ("price", "Preis", False), ("time", "Zeit", False), ("other", "Anderes", True),
    ]  # fmt: skip


def test_a_jump_leaves_out_what_lies_between() -> None:
    first = element("a", "nps", block={"logic": [jump("b_c", asks("a", "isGreaterThan", 8))]})
    found = import_survey(survey(first, element("b", "openText"), element("c", "openText"))).definition
    assert found.by_id["b"].when == "(not answered(a) or a <= 8)"
    assert found.by_id["c"].when == ""


def test_the_first_rule_counts_and_the_rest_fall_back() -> None:
    rules = [jump("b_c", asks("a", "equals", "c1")), jump("b_d", asks("a", "equalsOneOf", ["c1", "c2"]))]
    first = element(
        "a", "multipleChoiceSingle", choices=CHOICES, block={"logic": rules, "logicFallback": "b_b"}
    )
    found = import_survey(survey(first, *(element(id, "openText") for id in "bcd"))).definition
    assert found.by_id["b"].when.startswith('(not answered(a) or a != "price") and')
    assert '"time"' in found.by_id["c"].when
    assert found.by_id["d"].when == ""


def test_jumps_to_an_ending_end_and_say_its_words() -> None:
    rule = jump("end2", asks("a", "isLessThanOrEqual", 6))
    endings = [
        {
            "id": "end1",
            "type": "endScreen",
            "headline": {"default": "Thanks"},
            "buttonLink": "https://e.example/",
        },
        {"id": "end2", "type": "endScreen", "headline": {"default": "We call you"}},
    ]
    first = element("a", "nps", block={"logic": [rule]})
    found = import_survey(survey(first, element("b", "openText"), endings=endings)).definition
    assert found.by_id["b"].when == "(not answered(a) or a > 6)"
    assert [(one.text["en"], one.when) for one in found.endings] == [
        ("We call you", "a <= 6"),
        ("Thanks", ""),
    ]


def test_hidden_fields_and_recalled_answers_are_put_in() -> None:
    text = {
        "default": "Why #recall:a/fallback:that#, #recall:tier/fallback:dearnbspcustomer#? #recall:zz/fallback:x#"
    }
    found = import_survey(
        survey(
            element("a", "nps"),
            element("b", "openText", headline=text),
            hiddenFields={"enabled": True, "fieldIds": ["tier"]},
        )
    )
    assert found.definition.by_id["b"].text == {"en": "Why {a|that}, {field.tier|dear customer}? …"}
    assert found.definition.fields == ("tier",)


def test_questions_of_older_files_are_blocks_of_one() -> None:
    raw = msgspec.json.encode(
        {"name": "T", "questions": [element("a", "nps"), element("b", "openText", longAnswer=False)],
         "thankYouCard": {"enabled": True, "headline": {"default": "Bye"}}}
    )  # fmt: skip
    found = import_survey(raw).definition
    assert [one.type for one in found.questions] == ["nps", "short"]
    assert found.endings[0].text == {"en": "Bye"}


def test_every_type_becomes_what_it_can() -> None:
    labels = [{"id": "x", "label": {"default": "Doors"}}, {"id": "y", "label": {"default": "Walls"}}]
    elements = [
        element("a", "openText", inputType="number"),
        element("b", "consent", label={"default": "I agree"}),
        element("c", "cta"),
        element("d", "date"),
        element("e", "fileUpload"),
        element("f", "matrix", rows=labels, columns=labels),
        element("g", "ranking", choices=CHOICES[:2], shuffleOption="all"),
        element("h", "pictureSelection", choices=[{"id": "p", "imageUrl": "x"}, {"id": "q", "imageUrl": "y"}]),
        element("i", "contactInfo", firstName={"show": True}, lastName={"show": False}, email={"show": True},
                phone={"show": False}, company={"show": False}),
        element("j", "cal", calUserName="x"),
    ]  # fmt: skip
    found = import_survey(survey(*elements))
    assert [one.type for one in found.definition.questions] == [
        "number", "consent", "statement", "date", "file", "single", "single", "ranking", "single", "short", "short",
        "statement",
    ]  # fmt: skip
    assert "question 8: pictures to choose from: their numbers stand there" in lines(found)
    assert reading.definition(reading.to_yaml(found.definition)) == found.definition


def test_what_cannot_be_carried_is_told() -> None:
    rules = [
        jump("b_a", asks("b", "isSubmitted")),
        jump("b_c", asks("b", "startsWith", "x")),
        {
            "conditions": jump("x", asks("a", "isSubmitted"))["conditions"],
            "actions": [{"objective": "calculate"}],
        },
        {"condition": "equals", "value": "x", "destination": "c"},
    ]
    second = element("b", "openText", block={"logic": rules}, imageUrl="https://x/y.png")
    found = import_survey(
        survey(
            element("a", "nps"), second, element("c", "openText"), variables=[{"id": "v"}], recontactDays=7
        )
    )
    told = lines(found)
    assert "question 2: a jump back, or to what is not there" in told
    assert (
        "question 2: a jump, since it asks whether something startsWith: everybody goes on in order" in told
    )
    assert "question 2: a variable that is calculated" in told
    assert "question 2: logic in an older form" in told
    assert "question 2: pictures and media" in told
    assert "the survey: variables" in told
    assert "the survey: rest periods: set contact rules" in told


@pytest.mark.parametrize(
    "raw", [survey(), b'{"headline": 1, "questions": []}', b'{"endings": 3, "blocks": "x"}']
)
def test_files_that_are_no_survey_are_refused_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(Refused):
        import_survey(raw)
