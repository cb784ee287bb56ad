"""What every file becomes: a table with named columns, read line by line with memory flat."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from oyez.kit.errors import Refused

Cell = object
Row = dict[str, Cell]

CELL_LIMIT = 1 << 20
LINE_LIMIT = 8 << 20


class Unreadable(Refused):
    """A file that cannot be read, with what happened, where, and what to do."""

    code = "unreadable"


class Line(NamedTuple):
    """One record: where it starts, its text as it stands in the file, its cells, or why it has none."""

    number: int
    raw: str
    row: Row
    problem: str = ""


@dataclass(frozen=True)
class ReadOptions:
    """How a file is to be read where detection shall not decide."""

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header_rows: int | None = None
    sheet: str | None = None
    table: str | None = None


DETECT = ReadOptions()


class Table(Protocol):
    """An opened file: its columns, what was detected, and its records in order."""

    columns: list[str]
    notes: list[str]
    open_columns: bool

    def lines(self) -> Iterator[Line]:
        """Every record from the top; can be asked for once."""
        ...

    def share(self) -> float:
        """How much of the file was read, 0–1."""
        ...

    def parse(self, raw: str) -> Row:
        """The cells of one mended record, as this file's own records are read."""
        ...

    def memory(self) -> dict[str, object]:
        """What must be remembered to parse a record when the file is gone."""
        ...

    def close(self) -> None: ...


@dataclass
class Names:
    """Makes column names usable: none empty, none twice."""

    taken: dict[str, int] = field(default_factory=dict)

    def of(self, given: str, position: int) -> str:
        name = " ".join(given.split()) or f"column {position}"
        self.taken[name] = self.taken.get(name, 0) + 1
        again = self.taken[name]
        return name if again == 1 else self.of(f"{name} ({again})", position)


def column_names(cells: list[str]) -> list[str]:
    """Column names from a header: an empty one is called by its position, a second “x” becomes “x (2)”."""
    names = Names()
    return [names.of(cell, position) for position, cell in enumerate(cells, start=1)]


def twice_note(cells: list[str]) -> list[str]:
    """What to say where a header has one name several times: the first is meant by it, and how to mean another."""
    again: dict[str, list[str]] = {}
    for cell, name in zip(cells, column_names(cells), strict=True):
        if given := " ".join(cell.split()):
            again.setdefault(given, []).append(f"“{name}”")
    return [
        f"The header has “{given}” {len(names)} times: {names[0]} is the first, and the next are called "
        f"{', '.join(names[1:])}; choose one of those if the first is not the one you mean."
        for given, names in again.items()
        if len(names) > 1
    ]


def shorten(text: str, limit: int = 60) -> str:
    """A piece of somebody's text that fits into a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
