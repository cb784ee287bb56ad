"""Compiles one step of a mapping for one file: a function from a line to what it becomes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo

from oyez.collect.core.mapping import choices  # noqa: F401  # importing registers the operation
from oyez.collect.core.mapping.conditions import Holds, condition
from oyez.collect.core.mapping.dates import moment_reader, zone_of
from oyez.collect.core.mapping.interactions import Make, Setting, compile_interaction
from oyez.collect.core.mapping.numbers import PLAIN
from oyez.collect.core.mapping.people import compile_account, compile_person, compile_unit
from oyez.collect.core.mapping.scope import FILE, FINGERPRINT, LINE, RAW, Get, Scope, missing_column
from oyez.collect.core.mapping.sections import Section, each
from oyez.collect.core.mapping.trouble import MappingError, MissingColumn, Unusable, unknown
from oyez.collect.core.mapping.values import value
from oyez.collect.core.tables import Line, Row, Table
from oyez.collect.core.taking import AccountSaid, Billed, Outcome, PersonSeen, Rejected, Taken, UnitSaid
from oyez.journal.core.facts import Fact

DEFAULT_DATES = ("iso", "dotted")
DEFAULT_EMPTY = ("", "NA", "N/A", "n/a", "NULL", "null", "None")


def scope_for(section: Section, table: Table, zone: tzinfo, dates: list[str]) -> Scope:
    """The names that a step of a mapping may use over a file."""
    decimal = section.text("decimal", ".")
    if decimal not in PLAIN:
        raise MappingError(section.line_of("decimal"), "“decimal” must be “.” or “,”.")
    own_zone = section.text("time_zone")
    formats = dates or section.texts("dates") or list(DEFAULT_DATES)
    moment_reader(formats, zone, section.line_of("dates"))
    empty = section.texts("empty") if "empty" in section else list(DEFAULT_EMPTY)
    return Scope(
        columns=table.columns,
        open_columns=table.open_columns,
        zone=zone_of(own_zone, section.line_of("time_zone")) if own_zone else zone,
        dates=tuple(formats),
        decimal=decimal,
        empty=frozenset({"", *empty}),
    )


def bind(section: Section, columns: list[str], chosen: dict[str, str]) -> dict[str, str | None]:
    """Which column of the file each of the mapping's columns is; None where the file has none and needs none."""
    bound = bind_optional(section, columns, chosen)
    spoken = section.section("columns")
    for name in section.texts("required"):
        if bound.get(name, name) is None or (name not in bound and name not in columns):
            ways = ", ".join(spoken.texts(name)[:6])
            known_as = f" (also known as {ways})" if ways else ""
            listed = ", ".join(columns[:12])
            raise MissingColumn(name, f"The file has no column for “{name}”{known_as}. It has: {listed}.")
    return bound


def bind_optional(section: Section, columns: list[str], chosen: dict[str, str]) -> dict[str, str | None]:
    """The same without asking for those that are required; each column of the file is used once."""
    by_spelling = {spelled(column): column for column in reversed(columns)}
    bound: dict[str, str | None] = {}
    spoken = section.section("columns")
    for name, column in _by_own_names(section, chosen).items():
        if column and column not in columns:
            raise missing_column(0, column, columns)
        bound[name] = column or None
    for name in spoken:
        if name not in bound:
            ways = [by_spelling.get(spelled(way)) for way in (name, *spoken.texts(name))]
            bound[name] = next((way for way in ways if way is not None and way not in bound.values()), None)
    return bound


def _by_own_names(section: Section, chosen: dict[str, str]) -> dict[str, str]:
    """What was chosen by the mapping's own names; a column may be called by any name that files have for it."""
    spoken = section.section("columns")
    names = {spelled(way): name for name in reversed(list(spoken)) for way in spoken.texts(name)}
    own = {*spoken, *section.texts("required")}
    names |= {spelled(name): name for name in own}
    found: dict[str, str] = {}
    for said, column in chosen.items():
        name = said if said in own else names.get(spelled(said))
        if name is None:
            raise unknown(0, "column", said, own)
        if name in found:
            raise MappingError(0, f"“{said}” means “{name}”, and its column was said already.")
        found[name] = column
    return found


def spelled(column: str) -> str:
    """Column names are compared by their letters and digits alone."""
    return "".join(letter for letter in column.casefold() if letter.isalnum())


@dataclass
class Taker:
    """Turns lines into what they become; all closures were made beforehand."""

    setting: Setting
    scope: Scope
    file_name: str
    values: list[tuple[str, Get]] = field(default_factory=list)
    holds: Holds | None = None
    units: list[Callable[[Row], UnitSaid | None]] = field(default_factory=list)
    accounts: list[tuple[Callable[[Row], AccountSaid | None], Callable[[Row, str], list[Billed]]]] = field(
        default_factory=list
    )
    persons: list[tuple[str, Callable[[Row], PersonSeen | None]]] = field(default_factory=list)
    interactions: list[Make] = field(default_factory=list)
    teaches: bool = False

    def take(self, line: Line) -> Outcome:
        """What a line becomes: all of it, or nothing."""
        setting = self.setting
        if line.problem:
            return Rejected(line.problem.rstrip("."))
        try:
            if "\x00" in line.raw or "\\u0000" in line.raw:
                raise Unusable("it holds a NUL character")
            taken = self._take(line)
        except Unusable as reason:
            setting.units.forget()
            setting.touchpoints.forget()
            setting.accounts.forget()
            return Rejected(str(reason))
        return taken

    def _take(self, line: Line) -> Taken:
        row, scope, setting = line.row, self.scope, self.setting
        if scope.used:
            self._built_in(line)
        for name, get in self.values:
            row[name] = get(row)
        if self.holds is not None and not self.holds(row):
            raise Unusable("the mapping leaves such rows out")
        units = [unit for make in self.units if (unit := make(row)) is not None] if self.units else []
        accounts, billed = self._accounts(row) if self.accounts else ([], [])
        persons: list[PersonSeen] = []
        subjects: dict[str, str] = {}
        for name, find in self.persons:
            if (person := find(row)) is not None:
                persons.append(person)
                subjects.setdefault(name, person.subjects[0])
        facts: list[Fact] = []
        for make in self.interactions:
            make(row, subjects, facts)
        if facts and facts[0].mode == "anonymous" and all(fact.mode == "anonymous" for fact in facts):
            persons = []  # an anonymous answer must not leave its person behind
        if not (facts or persons or accounts or units):
            raise Unusable("it holds nothing that the mapping uses")
        if not self.teaches:
            return Taken(facts, persons)
        units += [UnitSaid(key, name) for key, name in setting.units.settle().items()]
        accounts += [AccountSaid(key, name) for key, name in setting.accounts.settle().items()]
        return Taken(facts, persons, accounts, billed, units, tuple(setting.touchpoints.settle().items()))

    def _accounts(self, row: Row) -> tuple[list[AccountSaid], list[Billed]]:
        accounts: list[AccountSaid] = []
        billed: list[Billed] = []
        for find, bills in self.accounts:
            if (account := find(row)) is not None:
                accounts.append(account)
                billed += bills(row, account.key)
        return accounts, billed

    def _built_in(self, line: Line) -> None:
        """The names that stand for the row itself."""
        row = line.row
        row[LINE], row[FILE], row[RAW] = line.number, self.file_name, line.raw

    def pass_over(self, line: Line) -> None:
        """A line that was dealt with before; where rows are told apart by counting equal ones, it is counted."""
        if FINGERPRINT in self.scope.used:
            self.take(line)


def compile_step(section: Section, scope: Scope, setting: Setting, file_name: str) -> Taker:
    """All that a step says, as closures; every mistake in it is found here, before the first row."""
    taker = Taker(setting, scope, file_name)
    for name, entry, line in each(section.section("values")):
        if name in scope.columns or name in scope.bound:
            raise MappingError(line, f"“{name}” is a column already; give the value another name.")
        found = value(entry, scope, line)
        scope.values[name] = found.kind
        taker.values.append((f"{{{name}}}", found.get))
    if "when" in section:
        taker.holds = condition(section["when"], scope, section.line_of("when"))
    taker.units = [compile_unit(unit, scope, setting) for unit in section.sections("units")]
    taker.accounts = [compile_account(account, scope, setting) for account in section.sections("accounts")]
    taker.persons = [
        (person.text("as", "person"), compile_person(person, scope, setting))
        for person in section.sections("persons")
    ]
    taker.teaches = bool(taker.units or taker.accounts or setting.units.add_missing)
    names = {name for name, _ in taker.persons}
    for interaction in section.sections("interactions"):
        wanted = interaction.get("person")
        if isinstance(wanted, str) and wanted not in names:
            raise MappingError(
                interaction.line_of("person"), f"there is no person called “{wanted}” under persons."
            )
        taker.interactions.append(compile_interaction(interaction, scope, setting))
    return taker
