"""The texts that rules read: as they stand, with what is piped in replaced by the words beside it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.lint.languages import Lexicon, lexicon
from oyez.surveys.core.piping import PLACE

SENTENCE = re.compile(r"[^.!?]+[.!?]*")
OPEN = frozenset(("short", "long"))


@lru_cache(4_096)
def plain(text: str) -> str:
    """The text with places filled by their own words, as long as before, so that positions stay true."""
    return PLACE.sub(lambda place: (place[2] or "").ljust(len(place[0]))[: len(place[0])], text)


def words_of(language: str) -> Lexicon:
    """The lexicon of a language that has one."""
    found = lexicon(language)
    assert found is not None
    return found


def stems(definition: Definition, language: str) -> Iterator[tuple[Question, str]]:
    """Each question with its text in a language, where it has one."""
    for question in definition.questions:
        if text := question.text.get(language, ""):
            yield question, plain(text)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with where it begins."""
    for found in SENTENCE.finditer(text):
        if stripped := found[0].strip():
            yield found.start() + found[0].index(stripped), stripped


def is_rating(question: Question) -> bool:
    """Whether it is answered on a scale."""
    return kind_of(question).is_scored or question.type in ("gap", "matrix")


def is_closed(question: Question) -> bool:
    """Whether it is answered by choosing."""
    return is_rating(question) or kind_of(question).has_options


def place(question: Question, part: str = "text") -> str:
    return f"questions.{question.id}.{part}"
