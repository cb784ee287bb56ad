"""When a question is shown: always, after one answer, or as an expression says."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from oyez.surveys.core.conditions import ANSWERED
from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.editing.simple import HOLDS, Simple, simple, written
from oyez.surveys.core.words import say

ALWAYS, IF, EXPRESSION = "always", "if", "expression"
SIGNS = [
    ("<=", _("is at most")),
    (">=", _("is at least")),
    ("==", _("is")),
    ("!=", _("is not")),
    ("<", _("is less than")),
    (">", _("is more than")),
    (HOLDS, _("holds the choice")),
    (ANSWERED, _("was answered")),
]
KNOWN = ("person.language", "person.tier", "account.key", "account.tier")


def fields(said: Definition, before: Iterable[Question]) -> dict[str, forms.Field]:
    """The fields of a condition on what stands before."""
    return {
        "when_how": forms.ChoiceField(
            label=_("Shown"),
            choices=[
                (ALWAYS, _("always")),
                (IF, _("if one answer fits")),
                (EXPRESSION, _("if an expression holds")),
            ],
            widget=forms.RadioSelect,
        ),
        "when_name": forms.ChoiceField(
            label=_("Answer"), choices=[("", "–"), *_names(said, before)], required=False
        ),
        "when_sign": forms.ChoiceField(label=_("Comparison"), choices=SIGNS, required=False),
        "when_value": forms.CharField(
            label=_("Value"),
            max_length=100,
            required=False,
            help_text=_("A number, or an option by its text or key."),
        ),
        "when_text": forms.CharField(
            label=_("Expression"),
            max_length=500,
            required=False,
            help_text=_('Such as nps <= 6 and "late" in causes, or answered(why).'),
            widget=forms.TextInput({"spellcheck": "false", "dir": "ltr"}),
        ),
    }


def _names(said: Definition, before: Iterable[Question]) -> list[tuple[str, str]]:
    found = [
        (one.id, f"{say(one.text, said.languages)[:60]} ({one.id})")
        for one in before
        if one.type != "statement"
    ]
    found += [(f"field.{name}", f"field.{name}") for name in said.fields]
    found += [(name, name) for name in said.calculated]
    return [*found, *((name, name) for name in KNOWN)]


def initial(text: str, offered: Iterable[str]) -> dict[str, Any]:
    """A kept condition as the fields say it."""
    if not text:
        return {"when_how": ALWAYS}
    found = simple(text)
    if found is None or found.name not in offered:
        return {"when_how": EXPRESSION, "when_text": text}
    return {"when_how": IF, "when_name": found.name, "when_sign": found.sign, "when_value": found.value}


def condition(said: dict[str, Any], definition: Definition) -> str:
    """The condition that was put together; a ValidationError says what is missing."""
    if said.get("when_how") == EXPRESSION:
        if not said.get("when_text"):
            raise forms.ValidationError({"when_text": now("Write the expression, or choose “always”.")})
        return str(said["when_text"])
    if said.get("when_how") != IF:
        return ""
    name, sign = said.get("when_name", ""), said.get("when_sign") or "=="
    if not name:
        raise forms.ValidationError({"when_name": now("Choose the answer that decides.")})
    if sign == ANSWERED:
        return written(Simple(name, sign))
    value = _value(said.get("when_value", ""), definition.by_id.get(name))
    if value == "":
        raise forms.ValidationError({"when_value": now("Say what the answer is compared with.")})
    return written(Simple(name, sign, value))


def _value(typed: str, question: Question | None) -> str | float:
    """An option by its key or text; else a number where it is one."""
    for option in question.options if question else ():
        texts = (option.key, *option.text.values())
        if typed.casefold() in (text.casefold() for text in texts):
            return option.key
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        return typed
    return number if number == number and abs(number) < 1e12 else typed
