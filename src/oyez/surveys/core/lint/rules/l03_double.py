"""L03: one rating asks for one thing."""

import re
from collections.abc import Iterator

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.languages import Lexicon
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, Span, gettext_noop
from oyez.surveys.core.lint.stems import is_rating, place, plain, sentences, stems, words_of

BOTH_NAMES = re.compile(r"[A-Z]\w+ (?:\w+|&) [A-Z]\w+")


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Stems of ratings, and each statement of a matrix."""
    words = words_of(language)
    for question, text in stems(definition, language):
        if is_rating(question):
            yield from _hits(place(question), text, words)
            for row in question.rows:
                row_text = plain(row.text.get(language, ""))
                yield from _hits(place(question, f"rows.{row.key}"), row_text, words)


def _hits(where: str, text: str, words: Lexicon) -> Iterator[Hit]:
    span = joined(text, words)
    if span:
        yield Hit(where, "joined", {"word": text[slice(*span)]}, span=span)


def joined(text: str, words: Lexicon) -> Span | None:
    """Where two things are joined: not in a fixed phrase, between two ends, or in a clause that only leads in."""
    for start, sentence in sentences(text):
        skipped = _lead(sentence, words)
        rest = words.joined_not.sub(lambda fixed: "·" * len(fixed[0]), sentence[skipped:])
        for found in words.joined.finditer(rest):
            opens = not rest[: found.start()].strip()
            if not opens and not _joins_names(rest, found, words):
                return start + skipped + found.start(), start + skipped + found.end()
    return None


def _lead(sentence: str, words: Lexicon) -> int:
    """How long the clause is that a sentence opens with."""
    comma = sentence.find(",")
    return comma + 1 if comma > 0 and words.clause.match(sentence) else 0


def _joins_names(text: str, found: re.Match[str], words: Lexicon) -> bool:
    """Marks & Spencer is one; German writes every noun with a capital, so there it says nothing."""
    if words.language == "de":
        return False
    before, after = text[: found.start()].split()[-1:], text[found.end() :].split()[:1]
    return bool(before and after and BOTH_NAMES.match(f"{before[0]} {found[0]} {after[0]}"))


RULES.add(
    "L03",
    Rule(
        "L03",
        gettext_noop("Double-barrelled"),
        Severity.WARNING,
        check,
        {"joined": gettext_noop("“%(word)s” asks for two things with one answer; ask for one, or twice.")},
        by_language=True,
        worded=True,
    ),
)
