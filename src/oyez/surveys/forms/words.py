"""Texts in several languages side by side: one field a language, `text__de`."""

from collections.abc import Mapping
from typing import Any

from django import forms

from oyez.surveys.core.reading import MOST_TEXT
from oyez.surveys.core.words import Words, is_right_to_left
from oyez.surveys.naming import language

BETWEEN = "__"


def name_of(name: str, tag: str) -> str:
    return f"{name}{BETWEEN}{tag}"


def fields_of(
    name: str, label: Any, languages: tuple[str, ...], *, rows: int = 1, needed: bool = False
) -> dict[str, forms.CharField]:
    """A field for each language; only the first has to be filled in."""
    return {
        name_of(name, tag): forms.CharField(
            label=language(tag) if len(languages) > 1 else label,
            max_length=MOST_TEXT,
            required=needed and at == 0,
            widget=_widget(tag, rows),
        )
        for at, tag in enumerate(languages)
    }


def _widget(tag: str, rows: int) -> forms.Widget:
    look = {"lang": tag, "dir": "rtl" if is_right_to_left(tag) else "ltr"}
    return forms.TextInput(look) if rows == 1 else forms.Textarea(look | {"rows": rows})


def initial_of(name: str, words: Mapping[str, str]) -> dict[str, str]:
    return {name_of(name, tag): text for tag, text in words.items()}


def words_of(said: Mapping[str, Any], name: str, languages: tuple[str, ...]) -> Words:
    """What was typed, without the languages that were left empty."""
    typed = {tag: str(said.get(name_of(name, tag)) or "").replace("\r\n", "\n").strip() for tag in languages}
    return {tag: text for tag, text in typed.items() if text}
