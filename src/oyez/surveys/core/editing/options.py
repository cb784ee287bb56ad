"""What there is to choose in a question: options, or the rows of a matrix."""

from typing import Literal

from msgspec.structs import replace

from oyez.surveys.core.definition import Option, Question
from oyez.surveys.core.kinds import kind_of

Which = Literal["options", "rows"]


def which(question: Question) -> Which | None:
    """Where a question keeps what can be chosen, if it has that."""
    kind = kind_of(question)
    return "options" if kind.has_options else "rows" if kind.has_rows else None


def add(question: Question, at: Which, option: Option) -> Question:
    """With one more, before those that stay at the end."""
    found = _all(question, at)
    place = next((place for place, one in enumerate(found) if one.stays), len(found))
    return _with(question, at, (*found[:place], option, *found[place:]))


def move(question: Question, at: Which, key: str, step: Literal[-1, 1]) -> Question:
    """One step up or down; the first and the last stay where the list ends."""
    found = list(_all(question, at))
    place = next((place for place, one in enumerate(found) if one.key == key), -1)
    if place >= 0 and 0 <= place + step < len(found):
        found[place], found[place + step] = found[place + step], found[place]
    return _with(question, at, tuple(found))


def remove(question: Question, at: Which, key: str) -> Question:
    return _with(question, at, tuple(one for one in _all(question, at) if one.key != key))


def _all(question: Question, at: Which) -> tuple[Option, ...]:
    return question.options if at == "options" else question.rows


def _with(question: Question, at: Which, found: tuple[Option, ...]) -> Question:
    return replace(question, options=found) if at == "options" else replace(question, rows=found)
