"""L14: every language says everything, with the same options and the same places for what is piped in."""

import unicodedata
from collections.abc import Iterator

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.reading_level import WORD
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import plain
from oyez.surveys.core.piping import places
from oyez.surveys.core.words import Words, is_right_to_left

COPIED_WORDS = 4
ENOUGH_ANSWERS = 100


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Each language against the first. Options are listed once for all, so count and order are the same."""
    first, *others = definition.languages
    for where, words in definition.texts():
        if not any(words.values()):
            continue
        for tag in definition.languages:
            yield from _alone(where, words, tag)
        for tag in others:
            yield from _against(where, words, first, tag)
    if others and facts.answers is not None:
        for tag in definition.languages:
            count = facts.answers.get(tag, 0)
            if count < ENOUGH_ANSWERS:
                said = {"count": count, "enough": ENOUGH_ANSWERS}
                yield Hit("languages", "few", said, language=tag, severity=Severity.INFORMATION)


def _alone(where: str, words: Words, tag: str) -> Iterator[Hit]:
    text = words.get(tag, "")
    if not text:
        yield Hit(where, "missing", language=tag)
    elif is_right_to_left(tag) and WORD.search(plain(text)) and not _has_right_to_left(text):
        yield Hit(where, "left_to_right", language=tag)


def _has_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _against(where: str, words: Words, first: str, tag: str) -> Iterator[Hit]:
    one, other = words.get(first, ""), words.get(tag, "")
    if not (one and other):
        return
    if missing := places(one) ^ places(other):
        said = {"names": ", ".join(f"{{{name}}}" for name in sorted(missing)), "first": first}
        yield Hit(where, "places", said, language=tag)
    elif one == other and len(WORD.findall(one)) >= COPIED_WORDS:
        yield Hit(where, "copied", {"first": first}, language=tag, severity=Severity.WARNING)


RULES.add(
    "L14",
    Rule(
        "L14",
        gettext_noop("Languages"),
        Severity.ERROR,
        check,
        {
            "missing": gettext_noop("It is missing in this language."),
            "left_to_right": gettext_noop(
                "This language is written from right to left, and the text is not."
            ),
            "places": gettext_noop(
                "%(names)s stands in one of the two languages only, this one and %(first)s."
            ),
            "copied": gettext_noop("It is word for word what it says in %(first)s; is it translated?"),
            "few": gettext_noop(
                "%(count)d answers in this language: from %(enough)d on it can be tested whether they compare;"
                " do not mix languages in one trend before."
            ),
        },
    ),
)
