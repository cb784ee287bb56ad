"""L15: nobody must write, and nobody must tell what is delicate."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.languages import lexicon
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import OPEN, place, plain


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """What is delicate is said by `sensitive`, or seen in the text where the language's words are known."""
    words = lexicon(language)
    for question in definition.questions:
        if not question.required:
            continue
        text = plain(question.text.get(language, ""))
        if question.type in OPEN:
            yield Hit(place(question, "required"), "open")
        if question.sensitive or (words and words.special.search(text)):
            yield Hit(place(question, "required"), "sensitive")


RULES.add(
    "L15",
    Rule(
        "L15",
        gettext_noop("Required"),
        Severity.ERROR,
        check,
        {
            "open": gettext_noop("Own words cannot be demanded: make it optional."),
            "sensitive": gettext_noop("Nobody must answer what is delicate: make it optional."),
        },
    ),
)
