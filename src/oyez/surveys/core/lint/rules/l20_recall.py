"""L20: nobody remembers a call of six weeks ago, or what a firm was like before last year."""

import re
from collections.abc import Iterator

from oyez.surveys.core.definition import Definition, Kind
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.languages import Lexicon
from oyez.surveys.core.lint.languages.lexicon import amount
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import place, stems, words_of

MOST_DAYS = 366.0
MOST_DAYS_TRANSACTIONAL = 14.0
GROUPS = (("number", "unit"), ("before", "then"), ("later", "units"))


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """A year, and two weeks for the details of a transaction."""
    words = words_of(language)
    is_transactional = definition.kind is Kind.TRANSACTIONAL
    most = MOST_DAYS_TRANSACTIONAL if is_transactional else MOST_DAYS
    for question, text in stems(definition, language):
        if found := words.since_ever.search(text):
            yield Hit(place(question), "ever", {"words": found[0]}, span=found.span())
        for found in words.recall.finditer(text):
            days = _days(found, words)
            if days is not None and days > most:
                code = "transaction" if is_transactional else "year"
                yield Hit(place(question), code, {"words": found[0]}, span=found.span())


def _days(found: re.Match[str], words: Lexicon) -> float | None:
    said = found.groupdict()
    if plain := said.get("plain"):
        return words.days.get(plain.lower())
    for number, unit in GROUPS:
        if said.get(number) and said.get(unit):
            count = amount(said[number], words.numbers)
            days = words.days.get(said[unit].lower())
            return None if count is None or days is None else count * days
    return None


RULES.add(
    "L20",
    Rule(
        "L20",
        gettext_noop("Recall"),
        Severity.WARNING,
        check,
        {
            "year": gettext_noop("“%(words)s”: nobody remembers more than a year well."),
            "transaction": gettext_noop(
                "“%(words)s”: details of a transaction are forgotten after two weeks."
            ),
            "ever": gettext_noop("“%(words)s” has no beginning; name a period."),
        },
        by_language=True,
        worded=True,
    ),
)
