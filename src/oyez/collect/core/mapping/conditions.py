"""Conditions of a mapping: comparisons that are true, false, or nothing where something is missing."""

from collections.abc import Callable
from typing import Any

from oyez.collect.core.mapping.scope import Get, Scope, Value, nothing
from oyez.collect.core.mapping.sections import Entry, Section
from oyez.collect.core.mapping.trouble import MappingError
from oyez.collect.core.mapping.values import moment, number, operation, text, value
from oyez.collect.core.tables import Cell, Row

Holds = Callable[[Row], bool]


def condition(entry: Entry, scope: Scope, line: int) -> Holds:
    """Whether something is so: a value that is neither empty nor false."""
    get = value(entry, scope, line).get
    if get is nothing:
        return never

    def holds(row: Row) -> bool:
        cell = get(row)
        return cell is not None and cell is not False

    return holds


def never(row: Row) -> bool:
    """The condition that cannot hold in this file."""
    return False


def _pair(
    section: Section, name: str, read: Callable[[Entry, Scope, int], Get], scope: Scope
) -> tuple[Get, Get]:
    entry, line = section[name], section.line_of(name)
    if not isinstance(entry, list) or len(entry) != 2:
        raise MappingError(line, f"“{name}” compares two values: {name}: [a, b].")
    return read(entry[0], scope, line), read(entry[1], scope, line)


def _compared(
    section: Section, name: str, read: Callable[..., Any], scope: Scope, is_so: Callable[[Any, Any], bool]
) -> Value:
    """A comparison of two values; nothing where one of them is empty."""
    left, right = _pair(section, name, read, scope)
    if left is nothing or right is nothing:
        return Value(nothing, "flag", constant=True)

    def compared(row: Row) -> Cell:
        one, other = left(row), right(row)
        return None if one is None or other is None else is_so(one, other)

    return Value(compared, "flag")


@operation("later")
def _later(section: Section, scope: Scope) -> Value:
    """Whether the first moment is after the second."""
    return _compared(section, "later", moment, scope, lambda one, other: one > other)


@operation("above")
def _above(section: Section, scope: Scope) -> Value:
    return _compared(section, "above", number, scope, lambda one, other: one > other)


@operation("below")
def _below(section: Section, scope: Scope) -> Value:
    return _compared(section, "below", number, scope, lambda one, other: one < other)


@operation("equals")
def _equals(section: Section, scope: Scope) -> Value:
    return _compared(section, "equals", text, scope, lambda one, other: one.casefold() == other.casefold())


@operation("in")
def _in(section: Section, scope: Scope) -> Value:
    """Whether a text is one of several: `in: ["{status}", canceled, unavailable]`."""
    entry, line = section["in"], section.line_of("in")
    if not isinstance(entry, list) or len(entry) < 2:
        raise MappingError(line, "“in” needs a value and what it may be: in: [value, a, b].")
    get = text(entry[0], scope, line)
    among = {str(choice).casefold() for choice in entry[1:]}
    return Value(lambda row: None if (cell := get(row)) is None else str(cell).casefold() in among, "flag")


@operation("filled")
def _filled(section: Section, scope: Scope) -> Value:
    get = value(section["filled"], scope, section.line_of("filled")).get
    return Value(lambda row: get(row) is not None, "flag")


@operation("empty")
def _empty(section: Section, scope: Scope) -> Value:
    get = value(section["empty"], scope, section.line_of("empty")).get
    return Value(lambda row: get(row) is None, "flag")


@operation("not")
def _not(section: Section, scope: Scope) -> Value:
    holds = condition(section["not"], scope, section.line_of("not"))
    return Value(lambda row: not holds(row), "flag")


@operation("all")
def _all(section: Section, scope: Scope) -> Value:
    parts = _conditions(section, "all", scope)

    def all_hold(row: Row) -> bool:
        for holds in parts:  # noqa: SIM110  # a plain loop costs half of a generator
            if not holds(row):
                return False
        return True

    return Value(all_hold, "flag")


@operation("any")
def _any(section: Section, scope: Scope) -> Value:
    parts = [holds for holds in _conditions(section, "any", scope) if holds is not never]

    def any_holds(row: Row) -> bool:
        for holds in parts:  # noqa: SIM110  # as above
            if holds(row):
                return True
        return False

    return Value(any_holds, "flag")


@operation("if", "then", "else")
def _if(section: Section, scope: Scope) -> Value:
    holds = condition(section["if"], scope, section.line_of("if"))
    yes = value(section.get("then"), scope, section.line_of("then"))
    no = value(section.get("else"), scope, section.line_of("else"))
    get_yes, get_no = yes.get, no.get
    kind = yes.kind if yes.kind == no.kind or get_no is nothing else "any"
    return Value(lambda row: get_yes(row) if holds(row) else get_no(row), kind)


def _conditions(section: Section, name: str, scope: Scope) -> list[Holds]:
    entries = section[name]
    if not isinstance(entries, list):
        raise MappingError(section.line_of(name), f"“{name}” needs a list of conditions.")
    return [condition(entry, scope, section.line_of(name)) for entry in entries]
