"""Rejected rows as one table that can be mended in a spreadsheet and brought back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from oyez.collect.core.memory import Remembered
from oyez.collect.core.records import as_text
from oyez.collect.core.tables import Row, Unreadable
from oyez.kit.spreadsheets import uncell, write

NUMBER = "oyez: rejected row"
WHY = "oyez: why"
WHERE = "oyez: where"
TEXT = "oyez: text"


@dataclass(frozen=True)
class Refused:
    """A rejected row with how its file was read."""

    number: int
    reason: str
    where: str
    raw: str
    table: Remembered


def as_csv(rows: Iterable[Refused]) -> str:
    """The rows under their own columns; one that cannot be split stands whole in a column of its own."""
    split = [(row, _cells(row)) for row in rows]
    columns = list(dict.fromkeys(name for _, cells in split for name in cells or ()))
    header = [NUMBER, WHY, WHERE, *columns, *([TEXT] if any(cells is None for _, cells in split) else [])]
    return write(header, (_line(row, cells, header) for row, cells in split))


def _cells(row: Refused) -> dict[str, str] | None:
    try:
        return {
            name: as_text(cell) if cell is not None else "" for name, cell in row.table.parse(row.raw).items()
        }
    except Unreadable:
        return None


def _line(row: Refused, cells: Mapping[str, str] | None, header: list[str]) -> list[str]:
    own = {NUMBER: str(row.number), WHY: row.reason, WHERE: row.where, TEXT: row.raw if cells is None else ""}
    all_cells = own | dict(cells or {})
    return [all_cells.get(name, "") for name in header]


@dataclass(frozen=True)
class Correction:
    """One line that came back: which rejected row it is, its cells, or its whole text."""

    number: int
    cells: Mapping[str, str]
    text: str

    def row(self, table: Remembered) -> Row:
        """The row as its own file would have it."""
        if self.text and not any(self.cells.values()):
            return table.parse(self.text)
        if table.open_columns:
            return {name: cell for name, cell in self.cells.items() if cell}
        return {name: self.cells.get(name, "") for name in table.columns}


def is_corrected(columns: Iterable[str]) -> bool:
    """Whether a file is one of rejected rows that comes back."""
    return NUMBER in columns


def corrections(rows: Iterable[Row]) -> Iterator[Correction]:
    """The lines of a file that comes back; apostrophes that were put before cells are taken away."""
    for row in rows:
        cells = {name: uncell(str(cell)) for name, cell in row.items() if cell is not None}
        number = cells.pop(NUMBER, "").strip()
        cells.pop(WHY, ""), cells.pop(WHERE, "")
        text = cells.pop(TEXT, "")
        if number.isdecimal():
            yield Correction(int(number), cells, text)
