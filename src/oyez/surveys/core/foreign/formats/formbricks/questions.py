"""One question of Formbricks as ours, by its type; what has no place is told."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from oyez.surveys.core.definition import Question
from oyez.surveys.core.foreign.bounded import Json, number, said, table
from oyez.surveys.core.foreign.carried import Carried
from oyez.surveys.core.foreign.certain import is_recommendation, is_satisfaction
from oyez.surveys.core.foreign.choosing import (
    Asked,
    Choice,
    each,
    first_ones,
    grid,
    order,
    several,
    single,
    under,
)
from oyez.surveys.core.foreign.drafting import Draft, statement
from oyez.surveys.core.foreign.logic import Target
from oyez.surveys.core.foreign.naming import language

FIELDS = {
    "address": ("addressLine1", "addressLine2", "city", "state", "zip", "country"),
    "contactInfo": ("firstName", "lastName", "email", "phone", "company"),
}
WORDS = {
    "addressLine1": "Address",
    "addressLine2": "Address, second line",
    "city": "City",
    "state": "State",
    "zip": "Postal code",
    "country": "Country",
    "firstName": "First name",
    "lastName": "Last name",
    "email": "E-mail",
    "phone": "Phone",
    "company": "Company",
}
TAKEN_UP = frozenset(
    (
        "id",
        "type",
        "headline",
        "subheader",
        "required",
        "choices",
        "shuffleOption",
        "inputType",
        "longAnswer",
        "lowerLabel",
        "upperLabel",
        "range",
        "scale",
        "label",
        "rows",
        "columns",
        "html",
        "placeholder",
        "buttonLabel",
        "backButtonLabel",
        "logic",
        "logicFallback",
        "isDraft",
        "otherOptionPlaceholder",
        "displayType",
        "isColorCodingEnabled",
        "format",
        "allowMulti",
        "insightsEnabled",
        "allowMultipleFiles",
        "dismissButtonLabel",
        "buttonExternal",
        *FIELDS["address"],
        *FIELDS["contactInfo"],
    )
)
TOLD = {
    "imageUrl": "pictures and media",
    "videoUrl": "pictures and media",
    "buttonUrl": "a button with a link",
    "charLimit": "the shortest and longest text",
    "maxSizeInMB": "the largest file",
    "validation": "checks of what is written",
    "allowedFileExtensions": "which files may be sent",
    "calUserName": "a calendar",
    "calHost": "a calendar",
    "validationRules": "checks of what is written",
}


def texts(draft: Draft, found: Any) -> dict[str, str]:
    """A text by our languages: one string, or one a language with a default."""
    if not isinstance(found, dict):
        return {draft.language: said(found)} if said(found) else {}
    named = {language(tag): said(text) for tag, text in found.items() if tag != "default" and language(tag)}
    return {**named, **({draft.language: said(found["default"])} if said(found.get("default")) else {})}


@dataclass(frozen=True)
class Source:
    """A question as the file has it; `heads` are the columns that files of answers have for it."""

    element: Json
    asked: Asked
    draft: Draft

    def words(self, name: str) -> dict[str, str]:
        return self.draft.words(texts(self.draft, self.element.get(name)), self.asked.where)

    def listed(self, name: str) -> list[Choice]:
        """Choices, rows or columns: with ids in newer files, bare words in older ones."""
        given = self.element.get(name)
        found: dict[str, Choice] = {}
        for at, one in enumerate(
            first_ones(self.draft, self.asked.where, given if isinstance(given, list) else []), 1
        ):
            entry = one if isinstance(one, dict) and "label" in one else {"label": one}
            code = said(entry.get("id")) or str(at - 1)
            text = self.draft.words(texts(self.draft, entry.get("label")), f"{self.asked.where}, {code}")
            if code not in found:
                found[code] = Choice(
                    code=code, text=text, other=code == "other", exclusive=code == "none",
                    stays=code in ("other", "none"),
                    columns=tuple(f"{head} - {word}" for head in self.asked.columns for word in text.values()),
                )  # fmt: skip
        if self.element.get("shuffleOption") == "exceptLast" and found:
            last = next(reversed(found))
            found[last] = replace(found[last], stays=True)
        return list(found.values())


def add(source: Source) -> Target:
    """Take a question into the draft; gives what conditions may ask of it."""
    draft, asked, kind = source.draft, source.asked, said(source.element.get("type"))
    _tell_settings(source)
    take = TAKEN.get(kind)
    target = take(source) if take else None
    if target is None:
        draft.losses.kept(asked.where, f"a question of type {kind or 'unknown'}")
        draft.add(statement(asked.made("statement")), where=asked.where, when=asked.when)
        return Target(asked.id, "statement")
    return target


def _one(source: Source) -> Target | None:
    choices = [replace(choice, columns=()) for choice in source.listed("choices")]
    if not choices:
        return None
    known = single(source.draft, source.asked, choices)
    return Target(source.asked.id, source.draft.questions[-1].type, known)


def _several(source: Source) -> Target | None:
    choices = [replace(choice, columns=()) for choice in source.listed("choices")]
    if not choices:
        return None
    known = several(source.draft, source.asked, choices)
    return Target(source.asked.id, source.draft.questions[-1].type, known)


def _pictures(source: Source) -> Target | None:
    """Pictures cannot be carried: their numbers can."""
    given = source.element.get("choices")
    draft, asked = source.draft, source.asked
    count = len(given) if isinstance(given, list) else 0
    if not 2 <= count <= 100:
        return None
    draft.losses.dropped(asked.where, "pictures to choose from: their numbers stand there")
    choices = [
        Choice(code=said(table(one).get("id")) or str(at), text={draft.language: f"Picture {at}"})
        for at, one in enumerate(given or [], 1)
    ]
    take = several if source.element.get("allowMulti") else single
    known = take(draft, asked, choices)
    return Target(asked.id, draft.questions[-1].type, known)


def _scale(kind: str) -> Callable[[Source], Target | None]:
    def take(source: Source) -> Target | None:
        high = number(source.element.get("range")) or {"nps": 10.0, "csat": 5.0, "ces": 7.0}.get(kind, 5.0)
        low = 0.0 if kind == "nps" else 1.0
        words = list(source.asked.text.values())
        if kind == "nps" and high == 10:
            return _scored(source, "nps", low, high)
        if (kind, high) in (("csat", 5.0), ("ces", 7.0)):
            return _scored(source, kind, low, high)
        if kind == "rating" and is_satisfaction(words, low, high):
            return _scored(source, "rating", low, high)
        if kind == "rating" and said(source.element.get("scale")) == "star" and high == 5:
            return _scored(source, "stars", low, high)
        assert not is_recommendation(words, low, high)  # ratings begin with 1 there
        return _points(source, low, high)

    return take


def _scored(source: Source, kind: str, low: float, high: float) -> Target:
    asked, draft = source.asked, source.draft
    score = f"csat_{asked.id}" if kind == "rating" else ""
    if not score and any(one.type == kind for one in draft.questions):
        score = f"{kind}_{asked.id}"
    if kind not in ("nps", "csat", "ces"):
        draft.losses.approximated(
            asked.where, f"a rating from {low:g} to {high:g}: counts as {score or kind}"
        )
    question = asked.made(kind, score=score, low=source.words("lowerLabel"), high=source.words("upperLabel"))
    draft.add(
        question,
        Carried(question=asked.id, shape="one", columns=asked.columns),
        where=asked.where,
        when=asked.when,
    )
    return Target(asked.id, kind, {str(at): str(at) for at in range(int(low), int(high) + 1)})


def _points(source: Source, low: float, high: float) -> Target | None:
    asked, draft = source.asked, source.draft
    if not 2 <= high - low + 1 <= 100:
        return None
    draft.losses.approximated(
        asked.where, f"a rating from {low:g} to {high:g} on no scale of ours: a choice of one"
    )
    choices = [Choice(code=str(at), text={draft.language: str(at)}) for at in range(int(low), int(high) + 1)]
    for at, name in ((0, "lowerLabel"), (-1, "upperLabel")):
        words = source.words(name)
        if words:
            text = {tag: f"{choices[at].code} – {word}" for tag, word in words.items()}
            choices[at] = replace(choices[at], text=text)
    known = single(draft, asked, choices)
    return Target(asked.id, draft.questions[-1].type, known)


def _text(source: Source) -> Target:
    element, asked, draft = source.element, source.asked, source.draft
    given = said(element.get("inputType")) or "text"
    if given == "number":
        kind = "number"
    else:
        kind = "short" if element.get("longAnswer") is False or given != "text" else "long"
    if given not in ("text", "number"):
        draft.losses.dropped(asked.where, f"the check of what is written ({given})")
    draft.add(
        asked.made(kind),
        Carried(question=asked.id, shape="one", columns=asked.columns),
        where=asked.where,
        when=asked.when,
    )
    return Target(asked.id, kind)


def _agreement(source: Source) -> Target:
    asked, draft = source.asked, source.draft
    asked = replace(asked, text=under(draft, asked.text, source.words("label")))
    carried = Carried(question=asked.id, shape="several", columns=asked.columns, codes={"accepted": "true"})
    draft.add(asked.made("consent"), carried, where=asked.where, when=asked.when)
    return Target(asked.id, "consent")


def _plain(kind: str) -> Callable[[Source], Target]:
    def take(source: Source) -> Target:
        asked, draft = source.asked, source.draft
        if kind == "statement":
            asked = replace(asked, text=under(draft, asked.text, source.words("html")), required=False)
        carried = (
            Carried(question=asked.id, shape="one", columns=asked.columns) if kind != "statement" else None
        )
        draft.add(asked.made(kind), carried, where=asked.where, when=asked.when)
        return Target(asked.id, kind)

    return take


def _matrix(source: Source) -> Target | None:
    lines, columns = source.listed("rows"), source.listed("columns")
    if not lines or not columns:
        return None
    return Target(source.asked.id, "", rows=grid(source.draft, source.asked, lines, columns))


def _order(source: Source) -> Target | None:
    choices = [replace(choice, columns=()) for choice in source.listed("choices")]
    return Target(source.asked.id, "ranking", order(source.draft, source.asked, choices)) if choices else None


def _lines(source: Source) -> Target | None:
    """Address and contact: the fields that are shown."""
    kind = said(source.element.get("type"))
    shown = [name for name in FIELDS[kind] if table(source.element.get(name)).get("show", True)]
    parts = [
        Choice(
            code=name, text={source.draft.language: WORDS[name]},
            columns=tuple(f"{head} - {name}" for head in source.asked.columns),
        )
        for name in shown
    ]  # fmt: skip

    def made(own: Asked) -> Question:
        return own.made("short", sensitive=True)

    return each(source.draft, source.asked, parts, made, "several fields: a question each")


TAKEN: dict[str, Callable[[Source], Target | None]] = {
    "openText": _text,
    "multipleChoiceSingle": _one,
    "multipleChoiceMulti": _several,
    "nps": _scale("nps"),
    "rating": _scale("rating"),
    "csat": _scale("csat"),
    "ces": _scale("ces"),
    "consent": _agreement,
    "cta": _plain("statement"),
    "date": _plain("date"),
    "fileUpload": _plain("file"),
    "matrix": _matrix,
    "ranking": _order,
    "pictureSelection": _pictures,
    "address": _lines,
    "contactInfo": _lines,
}


def _tell_settings(source: Source) -> None:
    losses, where = source.draft.losses, source.asked.where
    others = []
    for name, value in source.element.items():
        if value in (None, "", False, [], {}) or name in TAKEN_UP:
            continue
        if name == "charLimit" and not table(value).get("enabled"):
            continue
        if name in TOLD:
            losses.dropped(where, TOLD[name])
        else:
            others.append(name)
    if others:
        losses.dropped(where, f"settings: {', '.join(sorted(others)[:30])}")
