"""What the lint is worth is measured, and the measure decides."""

import pytest

from oyez.surveys.core.lint import RULES, Severity, lint
from oyez.surveys.core.lint import measured as figures
from tests.surveys.lint import tables
from tests.surveys.lint.measuring import LANGUAGES, MEASURED_RULES, count, of_all, outcomes
from tests.surveys.lint.surveys import question, survey


def test_the_figures_in_the_code_are_those_of_today() -> None:
    text = tables.MODULE.read_text("utf-8")
    assert tables.module(text) == text, "run: python -m prove.lint --write"


def test_the_figures_in_the_document_are_those_of_today() -> None:
    text = tables.DOCUMENT.read_text("utf-8")
    assert tables.document(text) == text, "run: python -m prove.lint --write"


def test_enough_is_labelled() -> None:
    assert len(outcomes("unseen_en")) >= 100
    assert all(len(outcomes(f"unseen_{tag}")) >= 30 for tag in ("de", "fr"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_measured_rule_has_something_to_find(language: str) -> None:
    assert all(count(of_all(language), rule).labelled >= 4 for rule in MEASURED_RULES)


def test_every_rule_that_goes_by_words_is_measured() -> None:
    assert {rule.code for rule in RULES.values() if rule.worded} == set(MEASURED_RULES)


def test_there_are_twenty_two_rules() -> None:
    assert list(RULES) == [f"L{number:02}" for number in range(1, 23)]


def test_a_rule_that_is_often_wrong_only_informs(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = survey(question(text="How fast and friendly was it?"))
    assert [one.severity for one in lint(asked).findings if one.rule == "L03"] == [Severity.WARNING]
    monkeypatch.setitem(figures.MEASURED["en"], "L03", (10, 5, 5))
    assert [one.severity for one in lint(asked).findings if one.rule == "L03"] == [Severity.INFORMATION]
    monkeypatch.setitem(figures.MEASURED["en"], "L03", (10, 6, 6))
    assert [one.severity for one in lint(asked).findings if one.rule == "L03"] == [Severity.WARNING]
