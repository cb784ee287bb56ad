"""Surveys of SurveyJS become ours, and what does not is told."""

from typing import Any

import msgspec
import pytest

from oyez.kit.errors import Refused
from oyez.surveys.core import reading
from oyez.surveys.core.foreign import Imported, import_survey
from oyez.surveys.core.foreign.losses import Became

Json = dict[str, Any]


def survey(*elements: Json, **more: Any) -> bytes:
    return msgspec.json.encode(
        {"title": "After a fitting", "pages": [{"name": "p1", "elements": elements}], **more}
    )


def lines(found: Imported, became: Became = Became.DROPPED) -> list[str]:
    return [f"{loss.where}: {loss.what}" for loss in found.losses if loss.became is became]


NPS: Json = {"type": "rating", "name": "nps", "title": "Would you recommend us?", "rateMin": 0, "rateMax": 10}
CAUSES: Json = {
    "type": "checkbox", "name": "causes", "choices": ["late", {"value": "price", "text": "The price"}],
    "showOtherItem": True, "showNoneItem": True, "choicesOrder": "random", "maxSelectedChoices": 2,
}  # fmt: skip


def test_a_rating_counts_only_where_its_scale_is_certain() -> None:
    found = import_survey(
        survey(
            {**NPS, "minRateDescription": "No", "maxRateDescription": "Yes"},
            {"type": "rating", "name": "r", "title": "How satisfied are you?"},
            {"type": "rating", "name": "s", "title": "How clean was it?", "rateType": "stars"},
            {"type": "rating", "name": "t", "title": "Would you recommend us?", "rateMin": 1, "rateMax": 10},
            {"type": "rating", "name": "u", "title": "How clean was it?"},
        )
    ).definition
    assert [(one.type, one.score) for one in found.questions] == [
        ("nps", ""), ("rating", "csat_r"), ("stars", ""), ("single", ""), ("single", ""),
    ]  # fmt: skip
    assert (found.questions[0].low, found.questions[0].high) == ({"en": "No"}, {"en": "Yes"})
    assert [option.key for option in found.questions[3].options] == [str(at) for at in range(1, 11)]


def test_choices_keep_their_values_and_what_stands_apart() -> None:
    found = import_survey(survey(CAUSES)).definition.questions[0]
    assert (found.type, found.shuffle, found.most) == ("multiple", True, 2)
    assert [(one.key, one.text["en"], one.other, one.exclusive) for one in found.options] == [
        ("late", "late", False, False), ("price", "The price", False, False), ("other", "Other", True, False),
        ("none", "None", False, True),
    ]  # fmt: skip


def test_texts_in_languages_are_found_wherever_they_are() -> None:
    asked = {
        "type": "comment",
        "name": "why",
        "title": {"default": "Why?", "de": "Warum?", "zh-cn": "为什么？"},
    }
    found = import_survey(survey(asked, title={"default": "T", "de": "D"})).definition
    assert found.languages == ("en", "de", "zh-CN")
    assert found.questions[0].text == {"en": "Why?", "de": "Warum?", "zh-CN": "为什么？"}
    assert found.title == {"en": "T", "de": "D"}


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("{nps} <= 6 and {causes} contains 'late'", 'nps <= 6 and "late" in causes'),
        (
            "{causes} anyof ['late', 'price'] or {nps} empty",
            '"late" in causes or "price" in causes or not answered(nps)',
        ),
        ("!({nps} = 3)", "(not answered(nps) or nps != 3)"),
        ("{causes} notcontains 'late'", '(not answered(causes) or "late" not in causes)'),
        ("{way} <> 'mail'", '(not answered(way) or way != "mail")'),
        ("{happy} = true", 'happy == "true"'),
        ("{grid.doors} = 'often'", 'grid_doors == "often"'),
    ],
)
def test_visible_if_becomes_a_condition(said: str, when: str) -> None:
    grid = {"type": "matrix", "name": "grid", "rows": ["doors", "walls"], "columns": ["never", "often"]}
    way = {"type": "radiogroup", "name": "way", "choices": ["mail", "phone"]}
    happy = {"type": "boolean", "name": "happy"}
    asked = {"type": "comment", "name": "why", "visibleIf": said}
    found = import_survey(survey(NPS, CAUSES, way, happy, grid, asked)).definition
    assert found.by_id["why"].when == when


@pytest.mark.parametrize(
    "said", ["age({x}) > 3", "{nope} = 1", "{nps} = {nps}", "{causes} = ['late']", "((", "{nps} = 'six'"]
)
def test_what_cannot_be_said_is_told(said: str) -> None:
    found = import_survey(survey(NPS, CAUSES, {"type": "comment", "name": "why", "visibleIf": said}))
    assert found.definition.by_id["why"].when == ""
    assert [line for line in lines(found) if line.startswith("why: the condition under which it is shown")]


def test_panels_and_pages_pass_their_condition_on() -> None:
    panel = {
        "type": "panel",
        "name": "box",
        "visibleIf": "{nps} > 8",
        "elements": [{"type": "text", "name": "why"}],
    }
    found = import_survey(survey(NPS, panel)).definition
    assert found.by_id["why"].when == "nps > 8"


def test_every_type_becomes_what_it_can() -> None:
    elements: list[Json] = [
        {"type": "text", "name": "a", "inputType": "number", "min": 1, "max": 9},
        {"type": "text", "name": "b", "inputType": "date"},
        {"type": "text", "name": "c", "inputType": "email"},
        {"type": "boolean", "name": "d"},
        {"type": "ranking", "name": "e", "choices": [1, 2]},
        {"type": "file", "name": "f"},
        {"type": "html", "name": "g", "html": "<p>Well</p>"},
        {"type": "multipletext", "name": "h", "items": [{"name": "x"}, {"name": "y", "title": "Y"}]},
        {"type": "signaturepad", "name": "i"},
        {"type": "paneldynamic", "name": "j", "templateElements": [{"type": "text", "name": "z"}]},
        {"type": "tagbox", "name": "k", "choices": ["1", "2"]},
    ]
    found = import_survey(survey(*elements)).definition
    assert [one.type for one in found.questions] == [
        "number", "date", "short", "single", "ranking", "file", "statement", "short", "short", "statement", "statement",
        "multiple",
    ]  # fmt: skip
    assert (found.by_id["a"].minimum, found.by_id["a"].maximum) == (1, 9)


def test_what_no_question_has_is_told() -> None:
    found = import_survey(
        survey(
            {"type": "expression", "name": "sum", "expression": "{a} + 1"},
            {"type": "dropdown", "name": "town", "choices": ["a", "b"], "choicesByUrl": {"url": "https://x"}},
            {**NPS, "defaultValue": 3, "visible": True},
            triggers=[{"type": "complete"}],
        )
    )
    told = lines(found)
    assert "sum: a calculation: {a} + 1" in told
    assert "town: choices that come from an address" in told
    assert "nps: what is chosen beforehand" in told
    assert "the survey: triggers" in told


def test_endings_come_along_with_their_conditions() -> None:
    found = import_survey(
        survey(
            NPS, completedHtml="<b>Bye</b>", navigateToUrl="https://e.example/",
            completedHtmlOnCondition=[{"expression": "{nps} > 8", "html": "Great"}],
        )
    ).definition  # fmt: skip
    assert [(one.text["en"], one.when, one.link) for one in found.endings] == [
        ("Great", "nps > 8", ""), ("Bye", "", "https://e.example/"),
    ]  # fmt: skip
    assert reading.definition(reading.to_yaml(found)) == found


def test_names_that_conditions_could_not_hold_get_others() -> None:
    named = [{"type": "text", "name": name} for name in ("class", "1st", "Größe!", "größe", "答え", "sum")]
    found = import_survey(survey(*named)).definition
    assert [one.id for one in found.questions] == ["class_2", "q_1st", "grosse", "grosse_2", "q", "sum_2"]


@pytest.mark.parametrize("raw", [
    survey(),
    b'{"pages": [{"elements": [{"type": ' + b"[" * 100_000,
    survey({"type": "panel", "elements": []}),
    b'{"elements": [' + b'{"type": "text"},' * 400_000 + b"{}]}",
])  # fmt: skip
def test_files_that_are_no_survey_are_refused_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(Refused):
        import_survey(raw)


def test_panels_in_panels_without_end_are_refused() -> None:
    inner: Json = {"type": "text", "name": "x"}
    for _ in range(40):
        inner = {"type": "panel", "name": "p", "elements": [inner]}
    with pytest.raises(Refused, match="nested too deeply"):
        import_survey(survey(inner))
