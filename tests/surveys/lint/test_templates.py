"""The surveys to start from keep the rules, and no text makes the lint fail or hang."""

import time
from pathlib import Path

import pytest

import oyez.surveys
from oyez.surveys.core.lint import blocks, lint
from oyez.surveys.core.reading import definition
from tests.surveys.lint.surveys import findings, question, survey

FILES = sorted((Path(oyez.surveys.__file__).parent / "built_in").glob("*.yaml"))
SURVEYS = [file for file in FILES if file.read_text("utf-8").startswith("survey:")]
SLOWEST = 1.0


@pytest.mark.parametrize("file", SURVEYS, ids=[file.stem for file in SURVEYS])
def test_a_survey_to_start_from_can_be_published(file: Path) -> None:
    assert not blocks(lint(definition(file.read_text("utf-8"))).findings)


@pytest.mark.parametrize(
    "text", ["", "?", "…", "{nps}", "1 2 3", "and", "😀 or 😀", "a" * 3000, "how " * 750, "1-" * 1500]
)
def test_any_text_is_read_to_its_end(text: str) -> None:
    everywhere = survey(question(text=text), question("long", text), intro={"en": text})
    begun = time.process_time()
    findings(everywhere)
    assert time.process_time() - begun < SLOWEST


def test_a_survey_without_questions_takes_no_time() -> None:
    nothing = survey().__class__(survey="empty", title={"en": "Empty"}, kind=survey().kind, mode="identified")
    assert (lint(nothing).seconds, lint(nothing).longest) == (0, ())
