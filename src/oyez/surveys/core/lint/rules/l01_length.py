"""L01: a survey after a transaction has 5 questions and takes a minute; one about the relationship 12 and 4 minutes."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition, Kind, Question
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.seconds import longest_seconds, longest_way

LIMITS = {Kind.TRANSACTIONAL: (5, 60), Kind.RELATIONSHIP: (12, 240)}


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """The longest way counts. A study has no limit of its own."""
    if definition.kind not in LIMITS:
        return
    most, seconds = LIMITS[definition.kind]
    way = longest_way(definition, language)
    asked = [question for question in way if question.type != "statement"]
    if len(asked) > most:
        yield Hit("questions", "many", {"count": len(asked), "most": most})
    needed = longest_seconds(definition, language)
    if needed > seconds:
        free = sum(map(_spared, asked))
        yield Hit(
            "questions",
            "slow",
            {"seconds": round(needed), "most": seconds},
            severity=Severity.WARNING if needed - free <= seconds else None,
        )


def _spared(question: Question) -> float:
    """What a comment takes that only some are asked for and nobody must give: it alone does not block."""
    is_spared = kind_of(question).is_open and question.when and not question.required
    return kind_of(question).seconds(question) if is_spared else 0.0


RULES.add(
    "L01",
    Rule(
        "L01",
        gettext_noop("Length"),
        Severity.ERROR,
        check,
        {
            "many": gettext_noop("The longest way has %(count)d questions; at most %(most)d are asked here."),
            "slow": gettext_noop("The longest way takes about %(seconds)d seconds; it may take %(most)d."),
        },
    ),
)
