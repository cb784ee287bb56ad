"""Compiles one interaction of a mapping into a function that makes facts of a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from oyez.collect.core.keys import Keys
from oyez.collect.core.mapping.conditions import condition
from oyez.collect.core.mapping.numbers import number_reader
from oyez.collect.core.mapping.scope import Get, Scope, nothing
from oyez.collect.core.mapping.sections import Section, each
from oyez.collect.core.mapping.texts import whole_template
from oyez.collect.core.mapping.trouble import MappingError, Unusable
from oyez.collect.core.mapping.values import attribute, moment, text, value
from oyez.collect.core.tables import Cell, Row, shorten
from oyez.journal.core.facts import Fact, Mode, trouble
from oyez.journal.core.scales import Scale, scale_of

SETTINGS = (
    "id", "source", "when", "for_each", "occurred", "sent", "received", "kind", "channel", "person", "account",
    "unit", "touchpoint", "direction", "mode", "mention", "survey", "language", "scores", "text", "attributes",
    "replaces",
)  # fmt: skip
TEXT_FIELDS = ("kind", "channel", "direction", "survey", "language")
KEY_FIELDS = ("unit", "touchpoint", "account")
MOMENTS = {"occurred": "occurred_at", "sent": "sent_at", "received": "received_at"}
MEMO = 4096
MICROSECONDS = timedelta(microseconds=1)

Make = Callable[[Row, dict[str, str], list[Fact]], None]


@dataclass(frozen=True)
class Setting:
    """What interactions need to know besides the row: keys, scales, which moments are news, where they come from."""

    source: str
    units: Keys
    touchpoints: Keys
    accounts: Keys
    scales: Mapping[str, Scale]
    news_after: int
    news_until: int
    latest: int


def compile_interaction(section: Section, scope: Scope, setting: Setting) -> Make:
    """A function (row, subjects by person, facts so far) that adds this interaction's facts."""
    section.only("an interaction", SETTINGS)
    for needed in ("id", "occurred", "kind"):
        if needed not in section:
            raise MappingError(section.line, f"an interaction needs “{needed}”.")
    if "for_each" in section:
        return _for_each(section, scope, setting)
    make = _compile_one(section, scope, setting)
    if "when" not in section:
        return make
    holds = condition(section["when"], scope, section.line_of("when"))

    def make_when(row: Row, subjects: dict[str, str], facts: list[Fact]) -> None:
        if holds(row):
            make(row, subjects, facts)

    return make_when


def _for_each(section: Section, scope: Scope, setting: Setting) -> Make:
    """One interaction for each entry of a table whose cell is not empty: `{key}` and `{value}` name the two."""
    outer = scope
    scope = scope.with_values(key="text", value="any")
    entries = [
        (name, value(entry, outer, line).get) for name, entry, line in each(section.section("for_each"))
    ]
    rest = Section(section.line)
    rest.update({key: entry for key, entry in section.items() if key != "for_each"})
    rest.lines = section.lines
    make = compile_interaction(rest, scope, setting)

    def make_each(row: Row, subjects: dict[str, str], facts: list[Fact]) -> None:
        for name, get in entries:
            if (cell := get(row)) is not None:
                scope.keep(row, "key", name)
                scope.keep(row, "value", cell)
                make(row, subjects, facts)

    return make_each


def _compile_one(section: Section, scope: Scope, setting: Setting) -> Make:
    constants, getters = _fields(section, scope, setting)
    fields = list(getters.items())
    identify = _identity(section, scope)
    scores = _scores(section.section("scores"), scope, setting.scales)
    attributes = [
        (name, get)
        for name, entry, line in each(section.section("attributes"))
        if (get := attribute(entry, scope, line)) is not nothing
    ]
    person = section.text("person", "person")
    no_person = section.get("person") is False
    asks_mode = "mode" not in constants
    news_after, news_until, latest, scales = (
        setting.news_after, setting.news_until, setting.latest, setting.scales,
    )  # fmt: skip

    def make(row: Row, subjects: dict[str, str], facts: list[Fact]) -> None:
        name = identify(row)
        if name is None:
            raise Unusable("the id is empty")
        said: dict[str, Any] = {"id": name, **constants}
        for field, get in fields:
            if (cell := get(row)) is not None:
                said[field] = cell
        if "occurred_at" not in said:
            raise Unusable("the date is empty")
        subject = None if no_person else subjects.get(person)
        if subject is not None:
            said["subject"] = subject
        if asks_mode and subject is None and "mode" not in said and "account" not in said:
            said["mode"] = "anonymous"
        elif said.get("mode") == "anonymous":
            said.pop("subject", None)
            said.pop("account", None)
        if scores:
            said["scores"] = {score: cell for score, read in scores if (cell := read(row)) is not None}
        if attributes:
            said["attributes"] = {label: cell for label, get in attributes if (cell := get(row)) is not None}
        if news_after < said["occurred_at"] <= news_until:
            said["news"] = True
        fact = Fact(**said)
        _refuse(fact, scales, latest)
        facts.append(fact)

    return make


def _identity(section: Section, scope: Scope) -> Get:
    """The id within the source; a template with an empty name in it identifies nothing."""
    entry, line = section["id"], section.line_of("id")
    if isinstance(entry, str):
        return whole_template(entry, scope, line)
    if isinstance(entry, Section) and list(entry) == ["first"]:
        return _first_whole(entry.texts("first"), scope, entry.line_of("first"))
    return text(entry, scope, line)


def _first_whole(templates: list[str], scope: Scope, line: int) -> Get:
    """The first template without an empty name in it."""
    gets = [get for each in templates if (get := whole_template(each, scope, line)) is not nothing]

    def first(row: Row) -> Cell:
        for get in gets:
            if (cell := get(row)) is not None:
                return cell
        return None

    return first if len(gets) != 1 else gets[0]


def _refuse(fact: Fact, scales: Mapping[str, Scale], latest: int) -> None:
    if fact.occurred_at > latest:
        raise Unusable("the date is in the future")
    if (reason := trouble(fact, scales)) is not None:
        raise Unusable(reason)


def _fields(section: Section, scope: Scope, setting: Setting) -> tuple[dict[str, Any], dict[str, Get]]:
    """The fields that never change, and how to get those that do."""
    constants: dict[str, Any] = {"source": setting.source, "mention": section.get("mention") is True}
    getters: dict[str, Get] = {}

    def put(field: str, get: Get, entry: Any) -> None:
        if isinstance(entry, str) and "{" not in entry:
            constants[field] = get({})
        elif get is not nothing:
            getters[field] = get

    for name in ("source", *TEXT_FIELDS):
        if name in section:
            put(name, text(section[name], scope, section.line_of(name)), section[name])
    for name in KEY_FIELDS:
        if name in section:
            keys: Keys = getattr(setting, f"{name}s")
            put(name, keyed(keys, text(section[name], scope, section.line_of(name))), None)
    for name, field in MOMENTS.items():
        if name in section:
            put(field, moment(section[name], scope, section.line_of(name)), None)
    if "mode" in section:
        put("mode", _mode(text(section["mode"], scope, section.line_of("mode"))), section["mode"])
    if isinstance(section.get("mention"), (str, Section)):
        holds = condition(section["mention"], scope, section.line_of("mention"))
        getters["mention"] = holds
    if "text" in section:
        put("text", text(section["text"], scope, section.line_of("text")), None)
    if "replaces" in section:
        getters["replaces"] = whole_template(section.text("replaces"), scope, section.line_of("replaces"))
    return constants, getters


def _mode(get: Get) -> Get:
    modes = tuple(mode.value for mode in Mode)
    if get is nothing:
        return nothing

    def mode(row: Row) -> Cell:
        said = get(row)
        if said is None:
            return None
        if said in modes:
            return said
        lowered = str(said).casefold()
        if lowered not in modes:
            raise Unusable(f"the mode “{shorten(str(said), 20)}” is not one of {', '.join(modes)}")
        return lowered

    return mode


def keyed(keys: Keys, get: Get) -> Get:
    """A cell as the key of something known."""
    if get is nothing:
        return nothing

    def key(row: Row) -> Cell:
        said = get(row)
        return None if said is None else keys.of(said)  # type: ignore[arg-type]  # cells of keys are texts

    return key


def _scores(section: Section, scope: Scope, scales: Mapping[str, Scale]) -> list[tuple[str, Get]]:
    """Scores by name, each standing on a known scale; the name may hold `{key}` of a for_each."""
    found = []
    for name, entry, line in each(section):
        if scale_of(name, scales) is None:
            raise MappingError(
                line,
                f"there is no scale for the score “{name}”; known: {', '.join(scales)}. Add it under “scales”.",
            )
        if (get := value(entry, scope, line).get) is not nothing:
            found.append((name, _score(get, name, scope.decimal)))
    return found


def _score(get: Get, name: str, decimal: str) -> Get:
    """Scores repeat, so each spelling is read once."""
    read = number_reader(decimal)
    memo: dict[Cell, float] = {}

    def score(row: Row) -> Cell:
        cell = get(row)
        if cell is None:
            return None
        try:
            return memo[cell]
        except (KeyError, TypeError):
            pass
        try:
            number: Decimal = read(cell)
        except Unusable as error:
            raise Unusable(f"{name}: {error}") from None
        if isinstance(cell, str) and len(memo) < MEMO:
            memo[cell] = float(number)
        return float(number)

    return score
