"""Reads a survey from YAML, with the place of whatever is wrong; and writes it back."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import yaml

from oyez.journal.core.facts import MODES, Mode
from oyez.journal.core.scales import BUILT_IN, Scale, scale_of
from oyez.kit.errors import NotFound, Refused
from oyez.kit.marked import Block, Scalar, number, read
from oyez.kit.places import DefinitionError, Place, unknown
from oyez.surveys.core import conditions
from oyez.surveys.core.definition import (
    Definition,
    Ending,
    Invite,
    Kind,
    Look,
    Option,
    Purpose,
    Question,
    Quota,
    Timing,
)
from oyez.surveys.core.kinds import KINDS, kind_of
from oyez.surveys.core.kinds.scale import bounds, stem
from oyez.surveys.core.words import Words

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
SURVEY_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,47}")
OPTION_KEY = re.compile(r"[^\s|\x00][^|\x00]{0,59}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
MOST_QUESTIONS = 200
TIMES = 16  # a long survey in many languages
MOST_TEXT = 3_000
GIVEN = ("person.", "account.", "field.", "event.")  # what a condition may ask besides answers
FIELDS_OF_QUESTION = tuple(field for field in Question.__struct_fields__)


def definition(text: str, scales: Mapping[str, Scale] = BUILT_IN) -> Definition:
    """The survey of a YAML text; a DefinitionError names line and column of what is wrong."""
    return of_block(read(text, TIMES), scales)


def of_block(block: Block, scales: Mapping[str, Scale] = BUILT_IN) -> Definition:
    block.only("a survey", Definition.__struct_fields__)
    block.needed("a survey", "survey", "title", "kind", "mode")
    languages = tuple(_language(said) for said in block.scalars("languages")) or ("en",)
    reader = _Reader(languages)
    found = Definition(
        survey=_matching(block, "survey", SURVEY_KEY, "small letters, digits and hyphens"),
        title=reader.words(block, "title"),
        kind=Kind(_one_of(block, "kind", list(Kind))),
        mode=Mode(_one_of(block, "mode", sorted(MODES))),
        purpose=Purpose(_one_of(block, "purpose", list(Purpose), Purpose.RESEARCH)),
        languages=languages,
        touchpoint=block.text("touchpoint"),
        unit=block.text("unit"),
        audience=_condition(block, "audience"),
        intro=reader.words(block, "intro"),
        questions=tuple(reader.question(one) for one in block.blocks("questions")),
        endings=tuple(reader.ending(one) for one in block.blocks("endings")),
        fields=tuple(said.text for said in block.scalars("fields")),
        calculated=_calculated(block),
        per_person=block.whole("per_person") or 0,
        quotas=tuple(_quota(one) for one in block.blocks("quotas")),
        timing=_timing(block),
        look=_look(block),
        invite=reader.invite(block),
    )
    _check(found, block, scales)
    return found


class _Reader:
    """Reads what holds words: in the survey's languages and in no other."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages

    def words(self, block: Block, key: str) -> Words:
        return self._of(block.entries[key], block.at(key), key) if key in block else {}

    def _of(self, entry: object, place: Place, key: str) -> Words:
        """One text is in the first language."""
        if isinstance(entry, Scalar):
            return {self.languages[0]: _text(entry, key)}
        if not isinstance(entry, Block):
            raise DefinitionError(place, f"“{key}” is a text, or one text a language.")
        for tag in entry:
            if tag not in self.languages:
                raise unknown(entry.at(tag), "language of this survey", tag, self.languages)
        return {tag: _text(entry.scalar(tag), key) for tag in entry}

    def question(self, block: Block) -> Question:
        block.only("a question", FIELDS_OF_QUESTION)
        block.needed("a question", "id", "type", "text")
        kind = block.text("type")
        if kind not in KINDS:
            raise unknown(block.scalar("type").place, "type of question", kind, KINDS)
        labels = block.entries.get("labels", [])
        if not isinstance(labels, list):
            raise DefinitionError(block.at("labels"), "“labels” is a list, one a point.")
        found = Question(
            id=_matching(block, "id", KEY, "small letters, digits and _"),
            type=kind,
            text=self.words(block, "text"),
            help=self.words(block, "help"),
            score=block.text("score"),
            low=self.words(block, "low"),
            high=self.words(block, "high"),
            labels=tuple(self._of(one, block.at("labels"), "labels") for one in labels),
            minimum=block.number("minimum"),
            maximum=block.number("maximum"),
            options=self._options(block, "options"),
            rows=self._options(block, "rows"),
            shuffle=block.truth("shuffle", False),
            most=block.whole("most", 1),
            required=block.truth("required", False),
            page=block.text("page"),
            when=_condition(block, "when"),
            more=block.truth("more", False),
            known=block.text("known"),
            block=block.text("block"),
            about=block.text("about"),
            owner=block.text("owner"),
            decision=block.text("decision"),
            sensitive=block.truth("sensitive", False),
            slope=1.0 if (slope := block.number("slope")) is None else slope,
            thresholds=tuple(number(said, "thresholds") for said in block.scalars("thresholds")),
        )
        if (trouble := kind_of(found).check(found) or _item_trouble(found)) is not None:
            raise DefinitionError(block.place, f"{found.id}: {trouble}.")
        return found

    def _options(self, block: Block, key: str) -> tuple[Option, ...]:
        """Options with settings of their own, or a bare list of texts, which are their own keys."""
        rows = block.entries.get(key, [])
        if not isinstance(rows, list):
            raise DefinitionError(block.at(key), f"“{key}” is a list.")
        return tuple(self._option(row, block.at(key), key) for row in rows)

    def _option(self, row: object, place: Place, key: str) -> Option:
        if isinstance(row, Scalar):
            return Option(key=_option_key(row.text, row.place), text={self.languages[0]: _text(row, key)})
        if not isinstance(row, Block):
            raise DefinitionError(place, f"each of “{key}” is a text or holds key and text.")
        row.only(f"one of {key}", Option.__struct_fields__)
        row.needed(f"one of {key}", "text")
        text = self.words(row, "text")
        return Option(
            key=_option_key(row.text("key") or text.get(self.languages[0], ""), row.place),
            text=text,
            exclusive=row.truth("exclusive", False),
            other=row.truth("other", False),
            stays=row.truth("stays", False),
        )

    def ending(self, block: Block) -> Ending:
        block.only("an ending", Ending.__struct_fields__)
        block.needed("an ending", "text")
        link = block.text("link")
        if link and not link.startswith("https://"):
            raise DefinitionError(block.at("link"), "a link begins with https://.")
        return Ending(
            text=self.words(block, "text"),
            when=_condition(block, "when"),
            link=link, link_text=self.words(block, "link_text"),
        )  # fmt: skip

    def invite(self, block: Block) -> Invite:
        if "invite" not in block:
            return Invite()
        inside = block.block("invite")
        inside.only("the invitation", Invite.__struct_fields__)
        said = {name: self.words(inside, name) for name in Invite.__struct_fields__ if name != "sender"}
        for name in ("subject", "remind_subject"):
            if any("\n" in text or "\r" in text for text in said[name].values()):
                raise DefinitionError(inside.at(name), "a subject is one line.")
        sender = inside.text("sender")
        if any(sign in sender for sign in "\r\n<>@"):
            raise DefinitionError(inside.at("sender"), "the sender is a name, without an address.")
        return Invite(**said, sender=sender)


def _item_trouble(question: Question) -> str | None:
    """What is wrong with a rating as a graded-response item."""
    if not question.thresholds:
        return None
    low, high = bounds(question)
    if not kind_of(question).is_scored or len(question.thresholds) != high - low:
        return "thresholds stand between the points of a rating: one less than it has points"
    if list(question.thresholds) != sorted(set(question.thresholds)) or question.slope <= 0:
        return "thresholds rise, and the slope is above 0"
    return None


def _text(said: Scalar, key: str) -> str:
    text = said.text.strip()
    if len(text) > MOST_TEXT:
        raise DefinitionError(said.place, f"“{key}” has at most {MOST_TEXT:,} characters.")
    return text


def _option_key(text: str, place: Place) -> str:
    key = text.strip()[:60]
    if not OPTION_KEY.fullmatch(key):
        raise DefinitionError(place, "an option has a key without |, or a text that can be one.")
    return key


def _language(said: Scalar) -> str:
    if not LANGUAGE.fullmatch(said.text):
        raise DefinitionError(said.place, f"“{said.text}” is not a language such as en, de or pt-BR.")
    return said.text


def _matching(block: Block, key: str, pattern: re.Pattern[str], what: str) -> str:
    said = block.scalar(key)
    if not pattern.fullmatch(said.text):
        raise DefinitionError(said.place, f"“{key}” is made of {what}, and “{said.text[:60]}” is not.")
    return said.text


def _one_of(block: Block, key: str, known: Iterable[str], default: str = "") -> str:
    said = block.text(key, default)
    names = [str(name) for name in known]
    if said not in names:
        raise unknown(block.scalar(key).place, key, said, names)
    return said


def _condition(block: Block, key: str) -> str:
    text = block.text(key)
    return _expression(text, block.at(key)) if text else ""


def _expression(text: str, place: Place) -> str:
    try:
        conditions.read(text)
    except Refused as error:
        raise DefinitionError(place, f"{error}.") from None
    return text


def _calculated(block: Block) -> dict[str, str]:
    if "calculated" not in block:
        return {}
    inside = block.block("calculated")
    for name in inside:
        if not KEY.fullmatch(name):
            raise DefinitionError(inside.at(name), f"“{name}” is not a name of small letters, digits and _.")
    return {name: _expression(inside.text(name), inside.at(name)) for name in inside}


def _quota(block: Block) -> Quota:
    block.only("a quota", Quota.__struct_fields__)
    block.needed("a quota", "name", "most")
    return Quota(name=block.text("name"), most=block.whole("most", 1) or 1, when=_condition(block, "when"))


def _timing(block: Block) -> Timing:
    if "timing" not in block:
        return Timing()
    inside = block.block("timing")
    inside.only("the timing", Timing.__struct_fields__)
    hours, months = inside.whole("hours"), inside.whole("every_months") or 0
    return Timing(
        after=inside.text("after"),
        where=_condition(inside, "where"),
        hours=24 if hours is None else hours,
        every_months=months,
    )


def _look(block: Block) -> Look:
    if "look" not in block:
        return Look()
    inside = block.block("look")
    inside.only("the look", Look.__struct_fields__)
    colour = inside.text("colour")
    if colour and not COLOUR.fullmatch(colour):
        raise DefinitionError(inside.at("colour"), "a colour is written as #2a43b3.")
    return Look(colour=colour, logo=inside.text("logo"))


def _check(found: Definition, block: Block, scales: Mapping[str, Scale]) -> None:
    """What only the whole can tell: names that are used, and used once."""
    rows = block.blocks("questions")
    if len(rows) > MOST_QUESTIONS:
        raise DefinitionError(block.at("questions"), f"a survey has at most {MOST_QUESTIONS} questions.")
    known = set(found.calculated) | {f"field.{name}" for name in found.fields}
    counted: set[str] = set()
    for question, row in zip(found.questions, rows, strict=True):
        _check_condition(question.when, row.at("when"), known)
        if question.id in known:
            raise DefinitionError(row.at("id"), f"there are two of the name “{question.id}”.")
        known.add(question.id)
        _check_score(question, row, scales, counted)
    for name, text in found.calculated.items():
        _check_condition(text, block.block("calculated").at(name), known - {name})
    for ending, row in zip(found.endings, block.blocks("endings"), strict=True):
        _check_condition(ending.when, row.at("when"), known)
    for quota, row in zip(found.quotas, block.blocks("quotas"), strict=True):
        _check_condition(quota.when, row.at("when"), known)
    _check_timing(found, block)
    if found.per_person > len(found.blocks):
        raise DefinitionError(block.at("per_person"), f"there are {len(found.blocks)} blocks to draw from.")


def _check_timing(found: Definition, block: Block) -> None:
    timing = found.timing
    if timing.after and found.kind != Kind.TRANSACTIONAL:
        raise DefinitionError(block.at("timing"), "only a transactional survey comes after an interaction.")
    if timing.every_months and found.kind != Kind.RELATIONSHIP:
        raise DefinitionError(block.at("timing"), "only a relationship survey comes every so many months.")


def _check_condition(text: str, place: Place, known: set[str]) -> None:
    """A condition asks for what came before it: an answer that is not given yet decides nothing."""
    for name in conditions.names(text) if text else ():
        if name not in known and not name.startswith(GIVEN):
            raise unknown(place, "earlier question or field", name, sorted(known))


def _check_score(question: Question, row: Block, scales: Mapping[str, Scale], counted: set[str]) -> None:
    if not (question.score or kind_of(question).is_scored):
        return
    score = question.score or question.type
    scale = scale_of(score, scales)
    if scale is None:
        known = ", ".join(sorted(scales))
        raise DefinitionError(row.at("score"), f"there is no scale “{stem(question)}”; known: {known}.")
    low, high = bounds(question)
    if (scale.minimum, scale.maximum) != (low, high):
        raise DefinitionError(
            row.at("score"), f"{scale.name} goes from {scale.minimum:g} to {scale.maximum:g}."
        )
    if score in counted:
        raise DefinitionError(row.at("score"), f"two questions count as “{score}”; give one another score.")
    counted.add(score)


class _Dumper(yaml.SafeDumper):
    """Long texts stay on their line, and what holds lines is written as lines."""


def _written(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _written)


def to_yaml(found: Definition) -> str:
    """The survey as YAML that `definition` reads back to the same value."""
    plain: dict[str, Any] = msgspec.to_builtins(found)
    one_language = len(found.languages) == 1
    said = _short(plain, found.languages[0]) if one_language else plain
    return yaml.dump(said, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)


def _short(value: Any, language: str) -> Any:
    """Of a survey in one language, the texts without naming it each time."""
    if isinstance(value, dict):
        if set(value) == {language} and isinstance(value[language], str):
            return value[language]
        return {
            name: inside if name == "calculated" else _short(inside, language)
            for name, inside in value.items()
        }
    return [_short(inside, language) for inside in value] if isinstance(value, list | tuple) else value


def problem(text: str, scales: Mapping[str, Scale] = BUILT_IN) -> DefinitionError | None:
    """What is wrong with a text, or `None`."""
    try:
        definition(text, scales)
    except DefinitionError as error:
        return error
    except (Refused, NotFound) as error:
        return DefinitionError(Place(), str(error))
    return None
