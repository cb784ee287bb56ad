"""L18: each rating has somebody who looks at it, and a decision that it informs."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import is_rating, place


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Whether the owner exists is said only where the owners are known."""
    for question in definition.questions:
        if not is_rating(question):
            continue
        if not question.owner:
            yield Hit(place(question, "owner"), "owner")
        elif facts.owners is not None and question.owner not in facts.owners:
            yield Hit(place(question, "owner"), "nobody", {"owner": question.owner})
        if not question.decision:
            yield Hit(place(question, "decision"), "decision")


RULES.add(
    "L18",
    Rule(
        "L18",
        gettext_noop("Actionability"),
        Severity.WARNING,
        check,
        {
            "owner": gettext_noop("Nobody owns the answers to it."),
            "nobody": gettext_noop("There is no “%(owner)s” who could own the answers."),
            "decision": gettext_noop("It does not say which decision it informs; if none, leave it out."),
        },
    ),
)
