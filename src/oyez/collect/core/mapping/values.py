"""Values of a mapping: a template, a constant, or one operation with its settings."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from oyez.collect.core.mapping.dates import moment_reader, zone_of
from oyez.collect.core.mapping.numbers import PLAIN, number_reader, slim
from oyez.collect.core.mapping.scope import Get, Kind, Scope, Value, nothing
from oyez.collect.core.mapping.sections import Entry, Section
from oyez.collect.core.mapping.texts import constant, template, text_getter
from oyez.collect.core.mapping.trouble import MappingError, Unusable, unknown
from oyez.collect.core.records import as_text
from oyez.collect.core.tables import Cell, Row, shorten

Build = Callable[[Section, Scope], Value]
OPERATIONS: dict[str, tuple[tuple[str, ...], Build]] = {}
TRUE = frozenset({"true", "yes", "y", "1", "t", "on", "ja", "oui", "si", "sim"})
FALSE = frozenset({"false", "no", "n", "0", "f", "off", "nein", "non", "nao", "não"})


def value(entry: Entry, scope: Scope, line: int) -> Value:
    """The value that an entry of a mapping describes."""
    if isinstance(entry, str):
        return template(entry, scope, line)
    if isinstance(entry, Section):
        return _operation(entry, scope)
    if isinstance(entry, list):
        raise MappingError(
            line, "a list cannot stand here; use “first:” to take the first that is not empty."
        )
    return constant(entry)


def _operation(section: Section, scope: Scope) -> Value:
    names = [key for key in section if key in OPERATIONS]
    if len(names) != 1:
        said = f"it has {' and '.join(names)}" if names else f"it has {', '.join(section) or 'nothing'}"
        raise MappingError(section.line, f"a value needs one of {', '.join(OPERATIONS)}; {said}.")
    settings, build = OPERATIONS[names[0]]
    for key in section:
        if key not in (*names, *settings, "default"):
            raise unknown(section.line_of(key), f"setting of “{names[0]}”", key, (*settings, "default"))
    built = build(section, scope)
    return _with_default(built, section, scope) if "default" in section else built


def _with_default(built: Value, section: Section, scope: Scope) -> Value:
    other = value(section["default"], scope, section.line_of("default"))
    get, get_other = built.get, other.get
    if get is nothing:
        return other

    def either(row: Row) -> Cell:
        cell = get(row)
        return get_other(row) if cell is None else cell

    return Value(either, built.kind)


def operation(name: str, *settings: str) -> Callable[[Build], Build]:
    """Let mappings use an operation; `settings` may stand beside it."""

    def register(build: Build) -> Build:
        OPERATIONS[name] = (settings, build)
        return build

    return register


def text(entry: Entry, scope: Scope, line: int) -> Get:
    """An entry as text."""
    return text_getter(value(entry, scope, line))


def moment(entry: Entry, scope: Scope, line: int) -> Get:
    """An entry as a moment: a plain template is read with the mapping's date formats."""
    found = value(entry, scope, line)
    return (
        found.get
        if found.kind == "date" or found.get is nothing
        else _moment(found.get, scope.dates, scope, line)
    )


def number(entry: Entry, scope: Scope, line: int) -> Callable[[Row], Decimal | None]:
    """An entry as an exact number."""
    get, read = value(entry, scope, line).get, number_reader(scope.decimal)

    def exact(row: Row) -> Decimal | None:
        cell = get(row)
        return None if cell is None else read(cell)

    return exact


def attribute(entry: Entry, scope: Scope, line: int) -> Get:
    """An entry as what an attribute can be: text, number or truth."""
    found = value(entry, scope, line)
    if found.kind == "date":
        return text_getter(found)
    get = found.get
    if get is nothing:
        return get

    def flat(row: Row) -> Cell:
        cell = get(row)
        if cell is None or isinstance(cell, (str, bool, int, float)):
            return cell
        return slim(cell) if isinstance(cell, Decimal) else as_text(cell)

    return flat


def _moment(get: Get, formats: Any, scope: Scope, line: int, zone: str = "") -> Get:
    read = moment_reader(formats, zone_of(zone, line) if zone else scope.zone, line)

    def at(row: Row) -> Cell:
        cell = get(row)
        return None if cell is None else read(cell)

    return at


@operation("text", "max")
def _text(section: Section, scope: Scope) -> Value:
    get = text(section["text"], scope, section.line_of("text"))
    most = section.get("max")
    if get is nothing:
        return Value(nothing, "text", constant=True, text=nothing)
    if most is None:
        return Value(get, "text")
    if not isinstance(most, int) or most < 1:
        raise MappingError(section.line_of("max"), "“max” must be a whole number.")
    return Value(lambda row: None if (cell := get(row)) is None else cell[:most], "text")  # type: ignore[index]


@operation("number", "decimal")
def _number(section: Section, scope: Scope) -> Value:
    decimal = section.text("decimal", scope.decimal)
    if decimal not in PLAIN:
        raise MappingError(section.line_of("decimal"), "“decimal” must be “.” or “,”.")
    get, read = value(section["number"], scope, section.line_of("number")).get, number_reader(decimal)
    return Value(lambda row: None if (cell := get(row)) is None else read(cell), "number")


@operation("date", "format", "zone")
def _date(section: Section, scope: Scope) -> Value:
    get = value(section["date"], scope, section.line_of("date")).get
    formats = section.texts("format") or scope.dates
    return Value(_moment(get, formats, scope, section.line_of("format"), section.text("zone")), "date")


@operation("flag")
def _flag(section: Section, scope: Scope) -> Value:
    get = text(section["flag"], scope, section.line_of("flag"))

    def truth(row: Row) -> Cell:
        cell = get(row)
        if cell is None:
            return None
        said = str(cell).casefold()
        if said not in TRUE and said not in FALSE:
            raise Unusable(f"“{shorten(said, 40)}” is neither yes nor no")
        return said in TRUE

    return Value(truth, "flag")


@operation("map", "from", "otherwise")
def _map(section: Section, scope: Scope) -> Value:
    """`map: {FIVE: 5, "0": null}` with `from:`; what is not listed is refused unless `otherwise:` says keep."""
    if "from" not in section:
        raise MappingError(section.line, "a “map” needs “from”, the value that is looked up.")
    table = section.section("map")
    known = {key.casefold(): cell for key, cell in table.items()}
    get = text(section["from"], scope, section.line_of("from"))
    keeps = section.get("otherwise") == "keep"
    other = section.get("otherwise")
    said = ", ".join(list(table)[:8])

    def mapped(row: Row) -> Cell:
        cell = get(row)
        if cell is None:
            return None
        try:
            return known[str(cell).casefold()]
        except KeyError:
            if keeps:
                return cell
            if "otherwise" in section:
                return other
            raise Unusable(f"“{shorten(str(cell), 40)}” is not one of {said}") from None

    return Value(mapped, "any")


@operation("first")
def _first(section: Section, scope: Scope) -> Value:
    """The first value that is not empty."""
    entries = section["first"] if isinstance(section["first"], list) else [section["first"]]
    values = [value(entry, scope, section.line_of("first")) for entry in entries]
    values = [each for each in values if each.get is not nothing]
    kinds: set[Kind] = {each.kind for each in values}
    gets = [each.get for each in values]
    if len(values) < 2:
        return values[0] if values else constant(None)

    def first(row: Row) -> Cell:
        for get in gets:
            if (cell := get(row)) is not None:
                return cell
        return None

    return Value(first, kinds.pop() if len(kinds) == 1 else "any")
