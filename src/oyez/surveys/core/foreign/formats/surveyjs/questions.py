"""One question of SurveyJS as ours, by its type; what has no place is told."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from oyez.surveys.core.definition import Question
from oyez.surveys.core.foreign.bounded import Json, is_on, number, rows, said
from oyez.surveys.core.foreign.carried import Carried
from oyez.surveys.core.foreign.certain import is_recommendation, is_satisfaction
from oyez.surveys.core.foreign.choosing import Asked, Choice, each, first_ones, grid, order, several, single
from oyez.surveys.core.foreign.drafting import Draft, statement
from oyez.surveys.core.foreign.logic import Target
from oyez.surveys.core.foreign.naming import language

INPUTS = {"number": "number", "range": "number", "date": "date"}
MOST_POINTS = 11
TOLD = {
    "enableIf": "the condition under which it can be answered",
    "requiredIf": "the condition under which it is required",
    "setValueIf": "a value that is set",
    "setValueExpression": "a value that is set",
    "resetValueIf": "a value that is reset",
    "defaultValue": "what is chosen beforehand",
    "defaultValueExpression": "what is chosen beforehand",
    "defaultRowValue": "what is chosen beforehand",
    "correctAnswer": "the right answer of a quiz",
    "choicesByUrl": "choices that come from an address",
    "choicesFromQuestion": "choices taken from another question",
    "choicesVisibleIf": "the condition of choices",
    "columnsVisibleIf": "the condition of columns",
    "rowsVisibleIf": "the condition of rows",
    "validators": "checks of what is written",
    "minSelectedChoices": "the least number of choices",
    "imageLink": "pictures and media",
    "maxLength": "the longest text",
    "inputMask": "a mask for what is written",
    "maskType": "a mask for what is written",
    "cells": "words of single cells",
    "showSelectAllItem": "a choice of all",
    "hasSelectAll": "a choice of all",
    "bindings": "bindings between questions",
}
TAKEN_UP = frozenset(
    (
        "type",
        "name",
        "title",
        "description",
        "isRequired",
        "visibleIf",
        "visible",
        "choices",
        "choicesOrder",
        "choiceTexts",
        "hasOther",
        "showOtherItem",
        "otherText",
        "otherItemText",
        "hasNone",
        "showNoneItem",
        "noneText",
        "noneItemText",
        "maxSelectedChoices",
        "rateMin",
        "rateMax",
        "rateStep",
        "rateValues",
        "rateCount",
        "rateType",
        "rateDisplayMode",
        "minRateDescription",
        "maxRateDescription",
        "labelTrue",
        "labelFalse",
        "valueTrue",
        "valueFalse",
        "columns",
        "rows",
        "inputType",
        "min",
        "max",
        "html",
        "items",
        "state",
        "startWithNewLine",
        "titleLocation",
        "width",
        "colCount",
        "placeholder",
        "placeHolder",
        "page",
        "hasComment",
        "showCommentArea",
        "commentText",
        "autoGenerate",
        "step",
        "separateSpecialChoices",
        "cellType",
        "expression",
        "rowsOrder",
        "isAllRowRequired",
        "eachRowRequired",
    )
)


def texts(draft: Draft, found: Any) -> dict[str, str]:
    """A text of SurveyJS by our languages: one string, or one a language with a default."""
    if isinstance(found, dict):
        plain = {
            tag: said(text) for key, text in found.items() if (tag := language(key)) and key != "default"
        }
        default = {draft.language: said(found["default"])} if said(found.get("default")) else {}
        return {**plain, **default}
    return {draft.language: said(found)} if said(found) else {}


@dataclass(frozen=True)
class Source:
    """A question as the file has it."""

    element: Json
    asked: Asked
    draft: Draft

    def words(self, name: str) -> dict[str, str]:
        return self.draft.words(texts(self.draft, self.element.get(name)), self.asked.where)

    def listed(self, name: str) -> list[Choice]:
        """Choices, columns or rows: bare values, or values with words of their own."""
        given = self.element.get(name)
        found: dict[str, Choice] = {}
        for one in first_ones(self.draft, self.asked.where, given if isinstance(given, list) else []):
            entry = one if isinstance(one, dict) else {"value": one}
            code = said(entry.get("value", entry.get("name")))
            if not code or code in found:
                continue
            where = f"{self.asked.where}, {code}"
            for setting in ("visibleIf", "enableIf"):
                if entry.get(setting):
                    self.draft.losses.dropped(where, "the condition of a choice")
            if entry.get("imageLink"):
                self.draft.losses.dropped(where, "pictures and media")
            words = self.draft.words(texts(self.draft, entry.get("text", entry.get("title"))), where)
            found[code] = Choice(
                code=code, text=words or {self.draft.language: code[:200]}, exclusive=is_on(entry.get("isExclusive")),
                columns=(f"{self.asked.where}.{code}",),
            )  # fmt: skip
        return list(found.values())

    def choices(self) -> list[Choice]:
        """The choices, with “something else” and “none” where they are on."""
        element, found = self.element, self.listed("choices")
        if is_on(element.get("hasOther")) or is_on(element.get("showOtherItem")):
            text = self.words("otherText") or self.words("otherItemText") or {self.draft.language: "Other"}
            found.append(
                Choice(
                    code="other",
                    text=text,
                    other=True,
                    stays=True,
                    other_columns=(f"{self.asked.where}-Comment",),
                )
            )
        if is_on(element.get("hasNone")) or is_on(element.get("showNoneItem")):
            text = self.words("noneText") or self.words("noneItemText") or {self.draft.language: "None"}
            found.append(Choice(code="none", text=text, exclusive=True, stays=True))
        return found


def add(source: Source) -> Target:
    """Take a question into the draft; gives what conditions may ask of it."""
    draft, asked, kind = source.draft, source.asked, said(source.element.get("type")) or "text"
    _tell_settings(source)
    if kind == "expression" or source.element.get("visible") is False:
        what = "a calculation" if kind == "expression" else "a hidden question"
        draft.losses.dropped(
            asked.where, f"{what}: {said(source.element.get('expression')) or draft.say(asked.text)}"
        )
        return Target(asked.id, "")
    take = TAKEN.get(kind)
    target = take(source) if take else None
    if target is None:
        draft.losses.kept(asked.where, f"a question of type {kind}")
        draft.add(statement(asked.made("statement")), where=asked.where, when=asked.when)
        return Target(asked.id, "statement")
    return target


def _one(source: Source) -> Target | None:
    choices = source.choices()
    if not choices:
        return None
    known = single(source.draft, source.asked, choices)
    return Target(source.asked.id, source.draft.questions[-1].type, known)


def _several(source: Source) -> Target | None:
    choices = source.choices()
    if not choices:
        return None
    if said(source.element.get("type")) == "imagepicker" and not is_on(source.element.get("multiSelect")):
        return _one(source)
    known = several(source.draft, source.asked, choices)
    return Target(source.asked.id, source.draft.questions[-1].type, known)


def _rating(source: Source) -> Target | None:
    """Points from one number to another; which scale they are on is only known where the words say so."""
    element, asked, draft = source.element, source.asked, source.draft
    choices = source.listed("rateValues")
    low, high, step = (number(element.get(name)) for name in ("rateMin", "rateMax", "rateStep"))
    count = number(element.get("rateCount"))
    low = 1.0 if low is None else low
    high = (low + count - 1 if count else 5.0) if high is None else high
    if choices or (step or 1) != 1 or not 2 <= high - low + 1 <= MOST_POINTS or low % 1:
        return _points(source, choices, low, high, step or 1)
    words, ends = list(asked.text.values()), {}
    for name, setting in (("low", "minRateDescription"), ("high", "maxRateDescription")):
        ends[name] = source.words(setting)
    points = {str(at): str(at) for at in range(int(low), int(high) + 1)}
    kind, score = "", ""
    if is_recommendation(words, low, high):
        kind = "nps"
        score = f"nps_{asked.id}" if any(one.type == "nps" for one in draft.questions) else ""
    elif is_satisfaction(words, low, high):
        kind, score = "rating", f"csat_{asked.id}"
    elif said(element.get("rateType") or element.get("rateDisplayMode")) == "stars" and (low, high) == (1, 5):
        kind = "stars"
        score = f"stars_{asked.id}" if any(one.type == "stars" for one in draft.questions) else ""
    if not kind:
        return _points(source, [], low, high, 1)
    draft.losses.approximated(asked.where, f"a rating from {low:g} to {high:g}: counts as {score or kind}")
    carried = Carried(question=asked.id, shape="one", columns=asked.columns)
    draft.add(asked.made(kind, score=score, **ends), carried, where=asked.where, when=asked.when)
    return Target(asked.id, kind, points)


def _points(source: Source, choices: list[Choice], low: float, high: float, step: float) -> Target | None:
    """A rating on no scale of ours: a choice of one."""
    asked, draft = source.asked, source.draft
    if not choices:
        if step <= 0 or (high - low) / step > 100:
            return None
        values = [low + step * at for at in range(int((high - low) / step) + 1)]
        choices = [Choice(code=f"{value:g}", text={draft.language: f"{value:g}"}) for value in values]
        for at, name in ((0, "minRateDescription"), (-1, "maxRateDescription")):
            if words := source.words(name):
                text = {tag: f"{choices[at].code} – {word}" for tag, word in words.items()}
                choices[at] = replace(choices[at], text=text)
    draft.losses.approximated(
        asked.where, f"a rating from {low:g} to {high:g} on no scale of ours: a choice of one"
    )
    known = single(draft, asked, choices)
    return Target(asked.id, draft.questions[-1].type, known)


def _truth(source: Source) -> Target:
    element, asked, draft = source.element, source.asked, source.draft
    yes, no = (
        source.words("labelTrue") or {draft.language: "Yes"},
        source.words("labelFalse") or {draft.language: "No"},
    )
    choices = [
        Choice(code="true", text=yes, codes=tuple(filter(None, (said(element.get("valueTrue")),)))),
        Choice(code="false", text=no, codes=tuple(filter(None, (said(element.get("valueFalse")),)))),
    ]
    return Target(asked.id, "single", single(draft, asked, choices))


def _text(source: Source) -> Target:
    element, asked, draft = source.element, source.asked, source.draft
    given = said(element.get("inputType")) or "text"
    kind = "long" if said(element.get("type")) == "comment" else INPUTS.get(given, "short")
    if kind == "short" and given != "text":
        draft.losses.dropped(asked.where, f"the check of what is written ({given})")
    more: dict[str, Any] = {}
    if kind == "number":
        checks = [one for one in rows(element.get("validators")) if said(one.get("type")) == "numeric"]
        low = number(element.get("min")) if not checks else number(checks[0].get("minValue"))
        high = number(element.get("max")) if not checks else number(checks[0].get("maxValue"))
        more = {"minimum": low, "maximum": high}
    carried = Carried(question=asked.id, shape="one", columns=asked.columns)
    draft.add(asked.made(kind, **more), carried, where=asked.where, when=asked.when)
    return Target(asked.id, kind)


def _plain(kind: str) -> Callable[[Source], Target]:
    def take(source: Source) -> Target:
        asked, draft = source.asked, source.draft
        if kind == "statement":
            asked = replace(asked, text=source.words("html") or asked.text)
            if not draft.say(asked.text):
                asked = replace(asked, text={draft.language: "…"})
        carried = (
            Carried(question=asked.id, shape="one", columns=asked.columns) if kind != "statement" else None
        )
        draft.add(asked.made(kind), carried, where=asked.where, when=asked.when)
        return Target(asked.id, kind)

    return take


def _matrix(source: Source) -> Target | None:
    lines, columns = source.listed("rows"), source.listed("columns")
    if not lines or not columns or said(source.element.get("cellType")) == "checkbox":
        return None
    return Target(source.asked.id, "", rows=grid(source.draft, source.asked, lines, columns))


def _order(source: Source) -> Target | None:
    choices = source.choices()
    return Target(source.asked.id, "ranking", order(source.draft, source.asked, choices)) if choices else None


def _lines(source: Source) -> Target | None:
    items = source.listed("items")

    def made(own: Asked) -> Question:
        return own.made("short")

    return each(source.draft, source.asked, items, made, "several fields: a question each") if items else None


TAKEN: dict[str, Callable[[Source], Target | None]] = {
    "text": _text,
    "comment": _text,
    "radiogroup": _one,
    "dropdown": _one,
    "buttongroup": _one,
    "checkbox": _several,
    "tagbox": _several,
    "imagepicker": _several,
    "rating": _rating,
    "ranking": _order,
    "boolean": _truth,
    "matrix": _matrix,
    "multipletext": _lines,
    "html": _plain("statement"),
    "file": _plain("file"),
}


def _tell_settings(source: Source) -> None:
    losses, where = source.draft.losses, source.asked.where
    look = []
    for name, value in source.element.items():
        if value in (None, "", False, [], {}) or name in TAKEN_UP:
            continue
        if name in TOLD:
            losses.dropped(where, TOLD[name])
        else:
            look.append(name)
    if look:
        losses.dropped(where, f"settings: {', '.join(sorted(look)[:30])}")
    if is_on(source.element.get("hasComment")) or is_on(source.element.get("showCommentArea")):
        losses.dropped(where, "the comment beside the answer")
