"""Puts what is known into a text: `{person.name|there}` becomes the name, or the words after the line."""

import re
from collections.abc import Mapping
from typing import Any

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.route import plain
from oyez.surveys.core.words import say

PLACE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)?)(?:\|([^{}]*))?\}")
LONGEST = 120


def pipe(text: str, known: Mapping[str, Any], definition: Definition, order: tuple[str, ...]) -> str:
    """The text with its places filled; what is not known becomes the words beside it, or nothing."""
    if "{" not in text:
        return text

    def fill(place: re.Match[str]) -> str:
        value = known.get(place[1])
        if value in (None, "", []):
            return place[2] or ""
        return _said(place[1], value, definition, order)[:LONGEST]

    return PLACE.sub(fill, text)


def places(text: str) -> frozenset[str]:
    """The names that a text asks for."""
    return frozenset(found[1] for found in PLACE.finditer(text))


def _said(name: str, value: Any, definition: Definition, order: tuple[str, ...]) -> str:
    """An answer by the words of its options, a number without a tail, the rest as it is."""
    question = definition.by_id.get(name)
    if question is not None and question.options:
        words = {option.key: say(option.text, order) for option in question.options}
        chosen = plain(value)
        return ", ".join(
            words.get(key, str(key)) for key in (chosen if isinstance(chosen, list) else [chosen])
        )
    return f"{value:g}" if isinstance(value, float) else str(value)
