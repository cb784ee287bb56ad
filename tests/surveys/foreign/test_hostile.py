"""Whatever a file holds, it becomes a survey that the house reads, or a sentence; never anything else."""

import copy
import time
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oyez.kit.errors import Refused
from oyez.surveys.core import reading
from oyez.surveys.core.foreign import FORMATS, import_survey
from oyez.surveys.core.foreign.plain import plain
from tests.surveys.foreign import limesurvey as lime
from tests.surveys.foreign.files import SURVEY, SURVEYJS, lss
from tests.surveys.foreign.test_formbricks import CHOICES, asks, element, jump
from tests.surveys.foreign.test_formbricks import survey as formbricks

FORMBRICKS = formbricks(
    element("a", "nps", block={"logic": [jump("b_c", asks("a", "isGreaterThan", 8))]}),
    element("b", "multipleChoiceMulti", choices=CHOICES),
    element("c", "matrix", rows=["x", "y"], columns=["1", "2"]),
    endings=[{"id": "e", "headline": {"default": "Bye"}}],
)
WRONG: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=20),
    st.just([]), st.just({}), st.just([[]]), st.just({"1": "x"}), st.just(["a", {"b": 1}]),
    st.just("<b>{q1|x}</b> | \n"), st.just("é" * 4_000),
)  # fmt: skip


def read_or_refused(raw: bytes) -> None:
    try:
        found = import_survey(raw, "x.json")
    except Refused:
        return
    assert reading.definition(reading.to_yaml(found.definition)) == found.definition


def places(found: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    return [path, *(deeper for key, one in inside for deeper in places(one, (*path, key)))]


def changed(found: Any, path: tuple[Any, ...], value: Any) -> Any:
    whole = copy.deepcopy(found)
    if not path:
        return value
    part = whole
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return whole


@pytest.mark.parametrize("raw", [SURVEY, SURVEYJS, FORMBRICKS], ids=["qualtrics", "surveyjs", "formbricks"])
@settings(max_examples=150)
@given(data=st.data())
def test_any_value_may_be_anything(raw: bytes, data: st.DataObject) -> None:
    found = msgspec.json.decode(raw)
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(places(found)[1:]))
        found = changed(found, path, data.draw(WRONG))
    read_or_refused(msgspec.json.encode(found))


@settings(max_examples=100)
@given(
    kind=st.text(max_size=2), title=st.text(max_size=8), relevance=st.text(max_size=30), order=st.text(max_size=3),
    text=st.text(max_size=30),
)  # fmt: skip
def test_any_cell_of_a_table_may_hold_any_text(
    kind: str, title: str, relevance: str, order: str, text: str
) -> None:
    row = lime.question(
        9, kind, title, relevance=relevance, question_order=order, question=text, language="en"
    )
    raw = lime.lss(questions=[lime.question(1, "N", "Q1"), row], subquestions=[lime.part(99, 9, title)])
    read_or_refused(raw)


@settings(max_examples=100)
@given(at=st.integers(0, 4_000), cut=st.integers(0, 40), put=st.binary(max_size=8))
@pytest.mark.parametrize(
    "raw", [SURVEY, SURVEYJS, FORMBRICKS, lss()], ids=["qualtrics", "surveyjs", "formbricks", "limesurvey"]
)
def test_any_bytes_may_be_lost_or_put_in(raw: bytes, at: int, cut: int, put: bytes) -> None:
    read_or_refused(raw[:at] + put + raw[at + cut :])


@given(text=st.text(max_size=400))
def test_no_markup_is_left_of_any_text(text: str) -> None:
    assert "\x00" not in plain(text).text
    assert plain(f"<b>{text}").text == plain(f"<i>{text}").text


@pytest.mark.parametrize(
    "text", ["<!--" * 50_000, "<a" * 100_000, "<script>" * 25_000, "&" * 200_000, "<" * 200_000]
)
def test_hostile_markup_takes_no_time(text: str) -> None:
    plain(text)


def test_windows_letters_are_read_and_said() -> None:
    raw = SURVEYJS.replace(b"Recommend?", "Zürich, recommend?".encode("cp1252"))
    found = import_survey(raw)
    assert found.definition.questions[0].text == {"en": "Zürich, recommend?"}
    assert any("its encoding, read as windows-1252" in loss.what for loss in found.losses)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_unicode_is_read(encoding: str) -> None:
    assert import_survey(SURVEYJS.decode().encode(encoding)).definition.questions


def test_every_format_has_a_title_and_ranks_apart() -> None:
    assert len({one.rank for one in FORMATS.values()}) == len(FORMATS) == 5


def large(**more: Any) -> Any:
    return msgspec.json.encode({"elements": [{"name": "q", **more}]})


@pytest.mark.parametrize(
    "raw",
    [
        large(type="matrix", rows=list(range(20_000)), columns=list(range(20_000))),
        large(type="checkbox", choices=["same"] * 100_000),
        large(type="checkbox", choices=[{"value": at, "text": "same"} for at in range(100_000)]),
        msgspec.json.encode({"elements": [{"type": "text", "name": "same"}] * 1_500}),
        msgspec.json.encode(
            {"elements": [{"type": "text", "name": "q", "visibleIf": "{q} = 1 and " * 300}] * 200}
        ),
    ],
    ids=["matrix", "choices", "texts", "names", "conditions"],
)
def test_what_would_grow_without_end_is_cut_in_time(raw: bytes) -> None:
    begun = time.process_time()
    read_or_refused(raw)
    assert time.process_time() - begun < 5
