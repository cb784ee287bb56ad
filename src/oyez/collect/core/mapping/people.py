"""Compiles what a row says about persons, accounts and units."""

from collections.abc import Callable
from datetime import date, tzinfo
from typing import TypeVar

from oyez.collect.core.keys import Keys
from oyez.collect.core.mapping.conditions import condition, never
from oyez.collect.core.mapping.dates import day_of
from oyez.collect.core.mapping.interactions import Setting, keyed
from oyez.collect.core.mapping.named import subject_of
from oyez.collect.core.mapping.scope import Scope, nothing
from oyez.collect.core.mapping.sections import Section, each
from oyez.collect.core.mapping.texts import whole_template
from oyez.collect.core.mapping.trouble import MappingError, Unusable
from oyez.collect.core.mapping.values import moment, number, text
from oyez.collect.core.tables import Row, shorten
from oyez.collect.core.taking import AccountSaid, Billed, PersonSeen, UnitSaid
from oyez.kit.keys import KEY_LENGTH
from oyez.people.core.identifiers import KIND

PERSON = (
    "as", "when", "identifiers", "name", "language", "country", "prospect", "preferences", "noted", "account",
    "role", "required",
)  # fmt: skip
ACCOUNT = ("key", "when", "name", "tier", "renewal", "manager", "unit", "parent", "lost", "billed")
BILLED = ("reference", "when", "on", "amount", "currency")
UNIT = ("key", "when", "name", "kind", "hierarchy", "parent")
ROLES = ("decision_maker", "influencer", "user", "purchasing_agent")

T = TypeVar("T")
GetText = Callable[[Row], str]


def no_text(row: Row) -> str:
    return ""


def no_day(row: Row) -> date | None:
    return None


def optional_text(section: Section, name: str, scope: Scope, most: int = 300) -> GetText:
    """A setting as text, empty where it is not set or its cell is empty."""
    get = text(section.get(name), scope, section.line_of(name))
    return no_text if get is nothing else lambda row: str(get(row) or "")[:most]


def optional_day(section: Section, name: str, scope: Scope) -> Callable[[Row], date | None]:
    """A setting as a calendar day."""
    get, zone = moment(section.get(name), scope, section.line_of(name)), scope.zone
    if get is nothing:
        return no_day
    return lambda row: None if (micro := get(row)) is None else _day(micro, zone)


def _day(micro: object, zone: tzinfo) -> date:
    assert isinstance(micro, int)
    return day_of(micro, zone)


def key_getter(section: Section, what: str, scope: Scope) -> Callable[[Row], str | None]:
    """The key of something a row may make."""
    if "key" not in section:
        raise MappingError(section.line, f"{what} needs “key”.")
    get = whole_template(section.text("key"), scope, section.line_of("key"))

    def key(row: Row) -> str | None:
        found = get(row)
        if found is not None and len(str(found)) > KEY_LENGTH:
            raise Unusable(f"“{shorten(str(found), 20)}” is longer than {KEY_LENGTH} characters")
        return None if found is None else str(found)

    return key


def when(section: Section, scope: Scope, make: Callable[[Row], T | None]) -> Callable[[Row], T | None]:
    """Only where the section's condition holds."""
    if "when" not in section:
        return make
    holds = condition(section["when"], scope, section.line_of("when"))
    return lambda row: make(row) if holds(row) else None


def compile_person(section: Section, scope: Scope, setting: Setting) -> Callable[[Row], PersonSeen | None]:
    """A function that finds the person of a row, or None where the row names nobody."""
    section.only("a person", PERSON)
    ways = []
    named = section.section("identifiers")
    for kind, entry, line in each(named):
        if not KIND.match(kind):
            raise MappingError(line, f"“{kind}” cannot be a sort of identifier; use small letters.")
        if (get := text(entry, scope, line)) is not nothing:
            ways.append((kind, get))
    if not named:
        raise MappingError(section.line, "a person needs “identifiers”, such as email or crm.")
    required = section.get("required") is True
    said = ", ".join(named)
    describe = _describe_person(section, scope, setting)

    def person(row: Row) -> PersonSeen | None:
        subjects: tuple[str, ...] = ()
        for kind, get in ways:
            if (cell := get(row)) is not None and (found := subject_of(kind, cell)) is not None:  # type: ignore[arg-type]  # cells of keys are texts
                subjects = (*subjects, found)
        if subjects:
            return describe(row, subjects)
        if required:
            raise Unusable(f"there is no person on this row ({said})")
        return None

    return when(section, scope, person)


def _describe_person(
    section: Section, scope: Scope, setting: Setting
) -> Callable[[Row, tuple[str, ...]], PersonSeen]:
    """A function that adds to a person's identifiers whatever this file has about them."""
    if "role" in section and "account" not in section:
        raise MappingError(section.line_of("role"), "a “role” is one at an “account”; name it too.")
    preferences = [
        (label, get)
        for label, entry, line in each(section.section("preferences"))
        if (get := text(entry, scope, line)) is not nothing
    ]
    said: list[tuple[str, Callable[[Row], object]]] = [
        ("name", optional_text(section, "name", scope, 160)),
        ("language", optional_text(section, "language", scope, 16)),
        ("country", optional_text(section, "country", scope, 64)),
        ("prospect", condition(section.get("prospect"), scope, section.line_of("prospect"))),
        ("noted_on", optional_day(section, "noted", scope)),
        ("account", _optional_key(section, "account", scope, setting.accounts)),
        ("role", _role(section, scope)),
    ]
    said = [(field, get) for field, get in said if get not in (no_text, no_day, never)]
    if not said and not preferences:
        return lambda row, subjects: PersonSeen(subjects)

    def describe(row: Row, subjects: tuple[str, ...]) -> PersonSeen:
        stated = [(label, str(cell)[:300]) for label, get in preferences if (cell := get(row)) is not None]
        return PersonSeen(subjects, preferences=tuple(stated), **{field: get(row) for field, get in said})  # type: ignore[arg-type]

    return describe


def _role(section: Section, scope: Scope) -> GetText:
    get = optional_text(section, "role", scope)
    if get is no_text:
        return get

    def role(row: Row) -> str:
        said = get(row).casefold().replace("-", "_").replace(" ", "_")
        if said and said not in ROLES:
            raise Unusable(f"“{shorten(said, 30)}” is not a contact's role: {', '.join(ROLES)}")
        return said

    return role


def _optional_key(section: Section, name: str, scope: Scope, keys: Keys) -> GetText:
    get = keyed(keys, text(section.get(name), scope, section.line_of(name)))
    return no_text if get is nothing else lambda row: str(get(row) or "")


def compile_account(
    section: Section, scope: Scope, setting: Setting
) -> tuple[Callable[[Row], AccountSaid | None], Callable[[Row, str], list[Billed]]]:
    """Two functions: the account of a row, and what the row says was billed to it."""
    section.only("an account", ACCOUNT)
    key = key_getter(section, "an account", scope)
    name, tier = optional_text(section, "name", scope, 160), optional_text(section, "tier", scope, 32)
    manager = optional_text(section, "manager", scope)
    parent = optional_text(section, "parent", scope, KEY_LENGTH)
    unit = _optional_key(section, "unit", scope, setting.units)
    renewal, lost = optional_day(section, "renewal", scope), optional_day(section, "lost", scope)
    bills = [_compile_billed(bill, scope) for bill in section.sections("billed")]

    def account(row: Row) -> AccountSaid | None:
        found = key(row)
        if found is None:
            return None
        title = name(row)
        setting.accounts.learn(found, title)
        return AccountSaid(
            found, title, tier(row), renewal(row), manager(row), unit(row), parent(row), lost(row)
        )

    def billed(row: Row, account_key: str) -> list[Billed]:
        return [found for bill in bills if (found := bill(row, account_key)) is not None]

    return when(section, scope, account), billed


def _compile_billed(section: Section, scope: Scope) -> Callable[[Row, str], Billed | None]:
    section.only("what is billed", BILLED)
    for needed in ("reference", "on", "amount", "currency"):
        if needed not in section:
            raise MappingError(section.line, f"what is billed needs “{needed}”.")
    reference = whole_template(section.text("reference"), scope, section.line_of("reference"))
    day = optional_day(section, "on", scope)
    amount = number(section["amount"], scope, section.line_of("amount"))
    currency = optional_text(section, "currency", scope)
    holds = condition(section.get("when", True), scope, section.line_of("when"))

    def billed(row: Row, account_key: str) -> Billed | None:
        if not holds(row) or (how_much := amount(row)) is None:
            return None
        on, label, unit = day(row), reference(row), currency(row).upper()
        if on is None or label is None:
            raise Unusable("what was billed has no day or no reference")
        if len(unit) != 3 or not unit.isalpha():
            raise Unusable(f"“{shorten(unit, 10)}” is not a currency such as EUR")
        return Billed(account_key, str(label)[:120], on, unit, how_much)

    return billed


def compile_unit(section: Section, scope: Scope, setting: Setting) -> Callable[[Row], UnitSaid | None]:
    """A function that finds the unit which a row describes."""
    section.only("a unit", UNIT)
    key = key_getter(section, "a unit", scope)
    name, kind = optional_text(section, "name", scope, 160), optional_text(section, "kind", scope, 32)
    hierarchy, parent = section.text("hierarchy"), optional_text(section, "parent", scope, KEY_LENGTH)
    if "parent" in section and not hierarchy:
        raise MappingError(section.line_of("parent"), "a “parent” stands in a “hierarchy”; name it too.")

    def unit(row: Row) -> UnitSaid | None:
        found = key(row)
        if found is None:
            return None
        title = name(row) or found
        setting.units.learn(found, title)
        return UnitSaid(found, title, kind(row) or "branch", hierarchy, parent(row))

    return when(section, scope, unit)
