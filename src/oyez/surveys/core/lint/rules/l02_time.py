"""L02: nobody is told that it takes less time than it does."""

import re
from collections.abc import Iterator

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.languages import Lexicon
from oyez.surveys.core.lint.languages.lexicon import amount
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.seconds import ENOUGH_COMPLETES, longest_seconds
from oyez.surveys.core.lint.stems import plain, words_of

CLOSE = 0.75  # an estimate is a guess: what comes near it is only warned about
APART = 1.5


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """What the invitation claims against the own median, or against the estimate until fifty have answered."""
    estimate = longest_seconds(definition, language)
    measured = facts.median_seconds if facts.completes >= ENOUGH_COMPLETES else None
    needed = estimate if measured is None else measured
    for place, claim, span in _claims(definition, language, words_of(language)):
        if claim < needed:
            near = measured is None and claim >= CLOSE * needed
            said = {"claim": round(claim), "needed": round(needed)}
            code = "less" if measured is None else "less_measured"
            yield Hit(place, code, said, span=span, severity=Severity.WARNING if near else Severity.ERROR)
    if measured is not None and measured > APART * estimate:
        yield Hit("questions", "slower", {"median": round(measured), "estimate": round(estimate)})


def _claims(
    definition: Definition, language: str, words: Lexicon
) -> Iterator[tuple[str, float, tuple[int, int]]]:
    for place, texts in definition.texts():
        if place == "intro" or place.startswith("invite."):
            for found in words.claims.finditer(plain(texts.get(language, ""))):
                seconds = _seconds(found, words)
                if seconds is not None:
                    yield place, seconds, found.span()


def _seconds(found: re.Match[str], words: Lexicon) -> float | None:
    count = amount(found["number"], words.numbers)
    unit = words.seconds.get(found["unit"].lower())
    return None if count is None or unit is None else count * unit


RULES.add(
    "L02",
    Rule(
        "L02",
        gettext_noop("Estimated time"),
        Severity.WARNING,
        check,
        {
            "less": gettext_noop("It says %(claim)d seconds; the longest way takes about %(needed)d."),
            "less_measured": gettext_noop(
                "It says %(claim)d seconds; half of all people needed more than %(needed)d."
            ),
            "slower": gettext_noop(
                "Half of all people needed more than %(median)d seconds, where %(estimate)d were estimated."
            ),
        },
        by_language=True,
        needs_words=True,
    ),
)
