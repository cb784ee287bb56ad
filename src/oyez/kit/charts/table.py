"""The table behind a drawing, and any other table whose cells are plain words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from oyez.kit.charts.drawing import Svg


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


def body(table: Table, mark: Callable[[str, str], str]) -> Svg:
    """The rows as markup, for a page has thousands of cells, too many for a template; `mark` draws a verdict."""
    openings = [_opening(column) for column in table.columns[1:]]
    return Svg("\n".join(_row(row, openings, mark) for row in table.rows))


def _opening(column: Column) -> str:
    css = " ".join(name for name, on in (("is-num", column.numeric), ("is-full", column.full)) if on)
    return f'<td role="cell" class="{css}" data-name="{escape(column.card_name)}">'


def _row(row: Row, openings: Sequence[str], mark: Callable[[str, str], str]) -> str:
    first, *rest = row
    cells = (f"{opening}{_inside(cell, mark)}</td>" for opening, cell in zip(openings, rest, strict=True))
    heading = f'<th role="rowheader" scope="row">{_inside(first, mark)}</th>'
    return f'<tr role="row">{heading}{"".join(cells)}</tr>'


def _inside(cell: str | Cell, mark: Callable[[str, str], str]) -> str:
    if isinstance(cell, str):
        return escape(cell)
    words = escape(cell.words)
    if cell.verdict:
        words = mark(cell.verdict, cell.words)
    elif cell.url:
        words = f'<a href="{escape(cell.url)}">{words}</a>'
    return f'{words}<span class="c-table__sub">{escape(cell.below)}</span>' if cell.below else words
