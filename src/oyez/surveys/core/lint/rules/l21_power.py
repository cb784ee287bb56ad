"""L21: a goal asks for a change that so many answers can show."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Changes are on the metric's own scale; the detectable one has 80 % power at 95 % (METHOD 1)."""
    for aim in facts.aims or ():
        if abs(aim.change) < aim.detectable:
            said = {
                "name": aim.name,
                "change": f"{abs(aim.change):.2g}",
                "detectable": f"{aim.detectable:.2g}",
            }
            yield Hit("survey", "weak", said)


RULES.add(
    "L21",
    Rule(
        "L21",
        gettext_noop("Goal power"),
        Severity.WARNING,
        check,
        {
            "weak": gettext_noop(
                "The goal “%(name)s” asks for a change of %(change)s; the answers expected show only %(detectable)s"
                " or more."
            )
        },
        needs=("aims",),
    ),
)
