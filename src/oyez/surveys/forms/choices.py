"""The options of a question, or the rows of a matrix, as rows of a form."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oyez.surveys.core.definition import Option, Question
from oyez.surveys.core.words import Words
from oyez.surveys.forms.words import name_of, words_of

MOST = 60
SPARE = 2
FLAGS = ("other", "exclusive", "stays")


@dataclass(frozen=True)
class Row:
    """One row as it was typed; an empty one is room for another option."""

    at: int
    key: str
    texts: tuple[tuple[str, str], ...]  # language and text, every language
    flags: frozenset[str]

    @property
    def words(self) -> Words:
        return {tag: text for tag, text in self.texts if text}

    def option(self) -> Option:
        words = self.words
        key = self.key or made_key(next(iter(words.values()), ""))
        return Option(
            key=key, text=words or {self.texts[0][0]: key}, **{flag: flag in self.flags for flag in FLAGS}
        )


def made_key(text: str) -> str:
    """A key from a text: small Latin letters where that leaves some, else the text itself."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40]
    return key or text.replace("|", " ").strip()[:60]


def kept(options: tuple[Option, ...], languages: tuple[str, ...]) -> list[Row]:
    """The rows of what is kept, and some to spare."""
    rows = [
        Row(
            at,
            option.key,
            tuple((tag, option.text.get(tag, "")) for tag in languages),
            frozenset(flag for flag in FLAGS if getattr(option, flag)),
        )
        for at, option in enumerate(options)
    ]
    return rows + _spare(len(rows), languages)


def _spare(start: int, languages: tuple[str, ...]) -> list[Row]:
    empty = tuple((tag, "") for tag in languages)
    return [Row(at, "", empty, frozenset()) for at in range(start, min(start + SPARE, MOST))]


def typed(data: Mapping[str, Any], languages: tuple[str, ...]) -> list[Row]:
    """The rows that were sent, empty ones too."""
    return list(_typed(data, languages))


def _typed(data: Mapping[str, Any], languages: tuple[str, ...]) -> Iterator[Row]:
    for at in range(MOST):
        name = f"option-{at}"
        if f"{name}-key" not in data:
            return
        words = words_of(data, f"{name}-text", languages)
        flags = frozenset(flag for flag in FLAGS if data.get(f"{name}-{flag}"))
        texts = tuple((tag, words.get(tag, "")) for tag in languages)
        yield Row(at, str(data[f"{name}-key"]).strip()[:60], texts, flags)


def options(rows: list[Row]) -> tuple[Option, ...]:
    """What the filled rows say."""
    return tuple(row.option() for row in rows if row.words or row.key)


def room_of(question: Question, which: str) -> tuple[Option, ...]:
    found: tuple[Option, ...] = getattr(question, which)
    return found


def field_name(row: Row, tag: str) -> str:
    return name_of(f"option-{row.at}-text", tag)
