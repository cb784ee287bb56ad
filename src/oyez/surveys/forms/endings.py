"""What is said at the end, as rows of a form: the first whose condition holds counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oyez.surveys.core.definition import Ending
from oyez.surveys.core.words import Words
from oyez.surveys.forms.words import name_of, words_of
from oyez.surveys.naming import language

MOST = 12
Cell = tuple[str, str, str, str]  # name of the field, language tag, the language's name, what it holds


@dataclass(frozen=True)
class Row:
    """One ending as it was typed; an empty one is room for another."""

    at: int
    text: Words
    when: str
    link: str
    link_text: Words
    languages: tuple[str, ...]

    @property
    def number(self) -> int:
        return self.at + 1

    @property
    def is_filled(self) -> bool:
        return bool(self.text or self.when or self.link)

    def texts(self) -> list[Cell]:
        return self._cells("text", self.text)

    def link_texts(self) -> list[Cell]:
        return self._cells("link_text", self.link_text)

    def _cells(self, name: str, words: Words) -> list[Cell]:
        return [
            (name_of(f"ending-{self.at}-{name}", tag), tag, language(tag), words.get(tag, ""))
            for tag in self.languages
        ]

    def ending(self) -> Ending:
        return Ending(text=self.text, when=self.when, link=self.link, link_text=self.link_text)


def kept(endings: tuple[Ending, ...], languages: tuple[str, ...]) -> list[Row]:
    """The rows of what is kept, and one to spare."""
    rows = [Row(at, one.text, one.when, one.link, one.link_text, languages) for at, one in enumerate(endings)]
    return [*rows, Row(len(rows), {}, "", "", {}, languages)]


def typed(data: Mapping[str, Any], languages: tuple[str, ...]) -> list[Row]:
    """The rows that were sent, empty ones too."""
    found = []
    for at in range(MOST):
        name = f"ending-{at}"
        if f"{name}-when" not in data:
            break
        text = words_of(data, f"{name}-text", languages)
        link_text = words_of(data, f"{name}-link_text", languages)
        when, link = (str(data.get(f"{name}-{part}", "")).strip()[:500] for part in ("when", "link"))
        found.append(Row(at, text, when, link, link_text, languages))
    return found


def endings(rows: list[Row], up: int | None = None) -> tuple[Ending, ...]:
    """What the filled rows say, one of them a place further up where that was asked for."""
    filled = [row for row in rows if row.is_filled]
    place = next((at for at, row in enumerate(filled) if row.at == up), 0)
    if place:
        filled[place - 1], filled[place] = filled[place], filled[place - 1]
    return tuple(row.ending() for row in filled)
