"""Our own surveys leave as documented JSON, and come back as they were."""

import json
from pathlib import Path

import msgspec
import pytest

import oyez.surveys
from oyez.kit.errors import Refused
from oyez.surveys.core import reading
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.foreign import import_survey
from oyez.surveys.core.portable import Portable, export_json, import_json, schema

BUILT_IN = sorted(
    path
    for path in (Path(oyez.surveys.__file__).parent / "built_in").glob("*.yaml")
    if path.stem != "phrases"
)
SURVEY = """
survey: t
title: T
kind: study
mode: anonymous
questions:
- {id: a, type: multiple, text: Which?, options: [{key: x, text: X, exclusive: true}, Y]}
"""


def some(path: Path) -> Definition:
    return reading.definition(path.read_text("utf-8"))


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_every_survey_comes_back_as_it_was(path: Path) -> None:
    found = some(path)
    assert import_json(export_json(found)) == found
    told = import_survey(export_json(found).encode(), "x.json")
    assert (told.definition, told.losses) == (found, ())


def test_every_setting_of_a_survey_stands_in_the_schema() -> None:
    parts = schema()["$defs"]
    assert set(parts["Definition"]["properties"]) == set(Definition.__struct_fields__)
    assert parts["Portable"]["required"] == ["format", "version", "survey"]


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"version": 2},
        {"survey": {"survey": "t"}},
        {
            "survey": {
                "survey": "t",
                "title": {"en": "T"},
                "kind": "study",
                "mode": "anonymous",
                "questions": [{"id": "1"}],
            }
        },
    ],
)
def test_other_json_is_refused_in_a_sentence(change: dict[str, object]) -> None:
    found = json.loads(export_json(reading.definition(SURVEY))) | change
    with pytest.raises(Refused):
        import_json(json.dumps(found))


def test_a_survey_that_the_house_would_not_read_is_refused() -> None:
    found = reading.definition(SURVEY)
    twice = msgspec.structs.replace(found, questions=(*found.questions, *found.questions))
    with pytest.raises(Refused, match="two of the name"):
        import_json(msgspec.json.encode(Portable(format="oyez.survey", version=1, survey=twice)))
