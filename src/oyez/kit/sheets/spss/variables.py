"""The variables of an SPSS file: legal names, widths, missing values and labels for the columns of a sheet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from oyez.kit.sheets.arrow import batches
from oyez.kit.sheets.sheet import MISSING, NUMERIC, Column, Hidden, Kind, Sheet

LONGEST_NAME = 64
LONGEST_TEXT = 255
RESERVED = {"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"}
NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?")
ILLEGAL = re.compile(r"[^\w.]+")


@dataclass(frozen=True)
class Variable:
    """One variable; `width` is 0 for a number, the bytes of the longest value for a text."""

    column: Column
    name: str
    short: str
    width: int

    @property
    def segments(self) -> int:
        """How many elements of eight bytes it takes in a case."""
        return max(1, -(-self.width // 8))

    @property
    def can_miss(self) -> bool:
        return self.column.hideable and self.column.kind in NUMERIC

    @property
    def labels(self) -> dict[float | str, str]:
        """What its values are called; a hidden number says why it is hidden."""
        if self.column.kind is Kind.YES_NO:
            return {0.0: "no", 1.0: "yes"}
        if self.can_miss:
            return {float(code): f"hidden: {why.value.replace('_', ' ')}" for why, code in MISSING.items()}
        if self.width:
            return dict(self.column.labels.items())
        return {float(value): words for value, words in self.column.labels.items() if NUMBER.fullmatch(value)}


def variables(sheet: Sheet) -> list[Variable]:
    """The variables of a sheet; the widths of texts are those of its longest values."""
    columns = sheet.all_columns
    widths = _widths(sheet)
    names = legal_names(column.name for column in columns)
    return [
        Variable(column, name, f"V{at:X}", width)
        for at, (column, name, width) in enumerate(zip(columns, names, widths, strict=True), start=1)
    ]


def legal_names(names: Iterable[str]) -> list[str]:
    """Begin with a letter, at most 64 bytes, letters, digits, dots and underscores, none twice, none reserved."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        said = _legal(name)
        legal, at = said, 2
        while legal.upper() in taken or legal.upper() in RESERVED:
            legal, at = f"{_cut(said, LONGEST_NAME - 8)}_{at}", at + 1
        taken.add(legal.upper())
        found.append(legal)
    return found


def cut(text: str, most: int) -> bytes:
    """At most so many bytes, never half a character."""
    return text.encode()[:most].decode("utf-8", "ignore").encode()


def number(cell: Any) -> float | None:
    """A cell of a numeric column; what is hidden becomes the value that is declared missing."""
    if isinstance(cell, Hidden):
        return float(MISSING[cell])
    return None if cell is None else float(cell)


def _legal(name: str) -> str:
    said = ILLEGAL.sub("_", name)
    if not said[:1].isalpha():
        said = f"v_{said}"
    return _cut(said, LONGEST_NAME).rstrip("._") or "v"


def _cut(text: str, most: int) -> str:
    return cut(text, most).decode()


def _widths(sheet: Sheet) -> list[int]:
    texts = [at for at, column in enumerate(sheet.all_columns) if column.kind is Kind.TEXT]
    widths = [0] * len(sheet.all_columns)
    for at in texts:
        widths[at] = max([1, *(len(value.encode()) for value in sheet.all_columns[at].labels)])
    for batch in batches(sheet):
        for at in texts:
            widths[at] = max(widths[at], _longest(batch.columns[at]))
    return [min(width, LONGEST_TEXT) for width in widths]


def _longest(array: Any) -> int:
    import pyarrow.compute as pc

    return pc.max(pc.binary_length(array)).as_py() or 0
