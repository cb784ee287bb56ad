"""What names mean inside a mapping: columns, columns under another name, named values, columns of other files."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import Literal, NamedTuple, Protocol

from oyez.collect.core.mapping.trouble import MappingError, unknown
from oyez.collect.core.records import as_text
from oyez.collect.core.tables import Cell, Row

Get = Callable[[Row], Cell]
Kind = Literal["any", "text", "number", "date", "flag"]

LINE = "row.line"
FINGERPRINT = "row.fingerprint"
FILE = "file.name"
RAW = "row.raw"
BUILT_IN = (LINE, FINGERPRINT, FILE)


class Value(NamedTuple):
    """How to get a value from a row, and what sort of thing it is; `text` where getting it as text is cheaper."""

    get: Get
    kind: Kind
    constant: bool = False
    text: Get | None = None


def nothing(row: Row) -> Cell:
    """The value of a column that a file does not have; recognised, so that no row pays for it."""
    return None


class Columns(Protocol):
    """Another file, as far as a mapping needs it: the value of one of its columns for a row of this file."""

    def column(self, name: str, line: int, asking: "Scope") -> Value: ...


@dataclass
class Scope:
    """All names that a value may use, and how cells are read."""

    columns: Sequence[str]
    open_columns: bool
    zone: tzinfo
    dates: Sequence[str] = ("iso",)
    decimal: str = "."
    empty: frozenset[str] = frozenset({""})
    bound: Mapping[str, str | None] = field(default_factory=dict)
    lookups: dict[str, Columns] = field(default_factory=dict)
    values: dict[str, Kind] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    seen: Counter[bytes] = field(default_factory=Counter)

    def find(self, name: str, line: int) -> Value:
        """The value behind a name in braces."""
        if name in self.values:
            return Value(_plain(_kept(name)), self.values[name])
        if name in BUILT_IN:
            self.used.add(name)
            return Value(self.fingerprint if name == FINGERPRINT else _plain(name), "any")
        first, dot, rest = name.partition(".")
        if dot and first in self.lookups:
            return self.lookups[first].column(rest, line, self)
        column = self.bound.get(name, name)
        if column is None:
            return Value(nothing, "any", constant=True, text=nothing)
        if column not in self.columns:
            raise missing_column(line, column, self.columns)
        get, get_text = _cell(column, self.empty, self.open_columns)
        return Value(get, "any", text=get_text)

    def fingerprint(self, row: Row) -> Cell:
        """What tells a row without an id from others: its text, and how many equal ones stood before it."""
        content = hashlib.blake2b(str(row[RAW]).strip().encode(), digest_size=8).digest()
        self.seen[content] += 1
        return f"{content.hex()}-{self.seen[content]}"

    def with_values(self, **kinds: Kind) -> "Scope":
        """The same scope with further named values."""
        return replace(self, values=self.values | kinds)

    def keep(self, row: Row, name: str, cell: Cell) -> None:
        """Put a named value beside the cells of a row."""
        row[_kept(name)] = cell


def missing_column(line: int, column: str, columns: Sequence[str]) -> MappingError:
    """The sentence about a column that the file does not have."""
    near = unknown(line, "column", column, columns)
    listed = ", ".join(columns[:12]) + (", …" if len(columns) > 12 else "")
    if "did you mean" in str(near):
        return near
    return MappingError(line, f"the file has no column “{column}”. It has: {listed}.")


def _kept(name: str) -> str:
    return f"{{{name}}}"


def _plain(name: str) -> Get:
    return lambda row: row[name]


def _cell(name: str, empty: frozenset[str], may_be_absent: bool) -> tuple[Get, Get]:
    """A cell without the blanks around it, as it is and as text; what counts as empty is nothing."""

    def cell_of(row: Row) -> Cell:
        cell = row[name]
        if type(cell) is str:
            cell = cell.strip()
            return None if cell in empty else cell
        return cell

    def text_of_cell(row: Row) -> Cell:
        cell = row[name]
        if type(cell) is str:
            cell = cell.strip()
            return None if cell in empty else cell
        return None if cell is None else as_text(cell)

    if not may_be_absent:
        return cell_of, text_of_cell

    def perhaps(row: Row) -> Cell:
        return cell_of(row) if name in row else None

    def text_perhaps(row: Row) -> Cell:
        return text_of_cell(row) if name in row else None

    return perhaps, text_perhaps


REFERENCE = re.compile(r"\{([^{}]+)\}")
