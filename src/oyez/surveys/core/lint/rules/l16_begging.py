"""L16: nobody begs for a score, or pays for a good one. What is paid whatever the answer is says nothing here."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import plain, words_of


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Every text."""
    words = words_of(language)
    for place, texts in definition.texts():
        if found := words.begs.search(plain(texts.get(language, ""))):
            yield Hit(place, "begs", {"words": found[0]}, span=found.span())


RULES.add(
    "L16",
    Rule(
        "L16",
        gettext_noop("Begging"),
        Severity.ERROR,
        check,
        {"begs": gettext_noop("“%(words)s” asks for a good score or pays for one.")},
        by_language=True,
        worded=True,
    ),
)
