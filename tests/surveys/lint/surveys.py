"""Small surveys, written down in a line, for the tests of the lint."""

from typing import Any

from oyez.surveys.core.definition import Definition, Kind, Option, Question
from oyez.surveys.core.lint import Facts, Finding, lint

ENDS = {
    "nps": ({"en": "not at all likely"}, {"en": "extremely likely"}),
    "ces": ({"en": "strongly disagree"}, {"en": "strongly agree"}),
    "csat": ({"en": "very dissatisfied"}, {"en": "very satisfied"}),
}


def question(kind: str = "csat", text: str = "How satisfied were you?", **more: Any) -> Question:
    """A question that the lint has nothing to say about; whatever is given replaces that."""
    low, high = ENDS.get(kind, ({}, {}))
    said = {"id": kind, "low": low, "high": high, "score": kind if kind in ENDS else ""} | more
    said.setdefault("owner", "cx_manager" if kind in ENDS else "")
    said.setdefault("decision", "whom to call" if kind in ENDS else "")
    return Question(type=kind, text={"en": text}, **said)


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(key=text, text={"en": text}) for text in texts)


def survey(*questions: Question, **more: Any) -> Definition:
    said = {
        "survey": "visit",
        "title": {"en": "Visit"},
        "kind": Kind.TRANSACTIONAL,
        "mode": "identified",
    } | more
    return Definition(questions=questions or (question(),), **said)


def findings(definition: Definition, facts: Facts | None = None) -> list[Finding]:
    return list(lint(definition, facts or Facts()).findings)


def codes(definition: Definition, facts: Facts | None = None, rule: str = "") -> list[str]:
    """What was found, as rule and sentence: `L03.joined`."""
    found = [f"{one.rule}.{one.code}" for one in findings(definition, facts)]
    return [code for code in found if code.startswith(rule)]
