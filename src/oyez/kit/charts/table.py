"""The table behind a drawing, and any other table whose cells are plain words."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Column:
    """A heading; `full` gives the cell a line of its own on a phone, `short` is its name there."""

    name: str
    numeric: bool = False
    full: bool = False
    short: str = ""

    @property
    def card_name(self) -> str:
        return self.short or self.name


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Words with a second, smaller line, a link, or a verdict before them."""

    words: str
    below: str = ""
    url: str = ""
    verdict: str = ""

    def __str__(self) -> str:
        return self.words


Row = tuple[str | Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The first column names the row; what is plain text becomes a plain cell."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""

    def lines(self) -> Iterator[tuple[Cell, list[tuple[Column, Cell]]]]:
        """Each row as its heading and the cells beside their columns."""
        for row in self.rows:
            first, *rest = (cell if isinstance(cell, Cell) else Cell(words=cell) for cell in row)
            yield first, list(zip(self.columns[1:], rest, strict=True))
