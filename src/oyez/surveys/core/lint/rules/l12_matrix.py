"""L12: a matrix is short, and never the first thing that somebody sees."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import place

MOST_ROWS = 5


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """On a small screen the page shows it as cards."""
    asked = [question for question in definition.questions if question.type != "statement"]
    for at, question in enumerate(asked):
        if question.type != "matrix":
            continue
        if len(question.rows) > MOST_ROWS:
            yield Hit(place(question, "rows"), "rows", {"count": len(question.rows), "most": MOST_ROWS})
        if at == 0:
            yield Hit(place(question, "type"), "first")


RULES.add(
    "L12",
    Rule(
        "L12",
        gettext_noop("Matrix"),
        Severity.WARNING,
        check,
        {
            "rows": gettext_noop("%(count)d rows; beyond %(most)d people fill in without reading."),
            "first": gettext_noop("A matrix as the first question drives people away."),
        },
    ),
)
