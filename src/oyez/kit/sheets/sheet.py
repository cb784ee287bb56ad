"""A table as it leaves: what it says, its columns with their kinds, and what has to be known about it.

To make any table exportable, build a `Sheet`: columns in the order of the cells of a row, a value that may not be
shown as `Hidden`, and notes. Every format can write it. A table over two dimensions is given one row a cell (tidy) or
one column a category (wide); both may hold `Hidden` anywhere a column is `hideable`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from oyez.kit.charts.drawing import Svg


class Kind(StrEnum):
    """What a column holds; a share is a percentage, 0 to 100."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    SHARE = "share"
    DATE = "date"
    MONEY = "money"
    YES_NO = "yes_no"


NUMERIC = frozenset({Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.MONEY})


class Hidden(StrEnum):
    """Stands in the place of a value that may not be shown, and says why; the value itself is nowhere in a sheet."""

    TOO_FEW = "too_few"
    REMAINDER = "remainder"
    DOMINATED = "dominated"


MISSING: Mapping[Hidden, int] = {
    Hidden.TOO_FEW: -999_999_991,
    Hidden.REMAINDER: -999_999_992,
    Hidden.DOMINATED: -999_999_993,
}
"""What a statistics program is given instead, declared as missing by the user."""

Cell = Hidden | str | int | float | Decimal | date | bool | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """`name` is for programs, `label` for people; `labels` say what values are called, numbers as they are written."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    hideable: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        return f"{self.label} ({self.unit})" if self.unit else self.label


HIDDEN = Column(name="hidden", label="Hidden")


@dataclass(frozen=True)
class Note:
    """One thing to know: what it is about, and the words."""

    about: str
    words: str


@dataclass(frozen=True)
class Part:
    """One of several drawings side by side, with its name and a note."""

    drawing: Svg
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Drawn:
    """What a page draws, to be drawn alone: `keys` is its legend, `figure` a number instead of a drawing."""

    parts: tuple[Part, ...] = ()
    keys: str = ""
    figure: tuple[str, str] | None = None


@dataclass(frozen=True)
class Stream:
    """Rows too many to hold: Arrow record batches, whose columns are those of the sheet, read while written."""

    batches: Callable[[], Iterator[Any]]
    count: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table with what it says (`sentence`), what it rests on (`footnote`), and everything to know (`notes`)."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    sentence: str = ""
    footnote: str = ""
    notes: tuple[Note, ...] = ()
    drawn: Drawn | None = None
    stream: Stream | None = None

    @property
    def count(self) -> int:
        return self.stream.count if self.stream else len(self.rows)

    @property
    def has_reasons(self) -> bool:
        """Whether a last column says why cells of a row are empty."""
        return any(column.hideable for column in self.columns)

    @property
    def all_columns(self) -> tuple[Column, ...]:
        return (*self.columns, HIDDEN) if self.has_reasons else self.columns

    @property
    def shown_rows(self) -> Iterator[tuple[Any, ...]]:
        """Rows for `all_columns`: what is hidden is empty, and the last cell says why."""
        for row in self.rows:
            shown = tuple(None if isinstance(cell, Hidden) else cell for cell in row)
            yield (*shown, self._reason(row)) if self.has_reasons else shown

    def _reason(self, row: Row) -> str | None:
        """One word for a row that is hidden whole; else which of its cells are, and why."""
        hidden = {
            column.name: cell.value
            for column, cell in zip(self.columns, row, strict=True)
            if isinstance(cell, Hidden)
        }
        if not hidden:
            return None
        reasons = set(hidden.values())
        if len(reasons) == 1 and len(hidden) == sum(column.hideable for column in self.columns):
            return reasons.pop()
        return "; ".join(f"{name}: {reason}" for name, reason in hidden.items())
