"""A banner table for programs: what the API gives, what the command line prints, and one line a cell as CSV."""

from typing import Any

import msgspec

from oyez.kit.spreadsheets import Value, write
from oyez.measure.core.crosstab.table import Column, Crosstab
from oyez.measure.crosstabs import words

HEADER = (
    "banner", "column", "letter", "answers", "row", "count", "percent", "lower", "upper", "higher_than", "hidden",
)  # fmt: skip
MEAN = "mean"


def record(table: Crosstab) -> dict[str, Any]:
    """The table with the sentences that stand around it."""
    found: dict[str, Any] = msgspec.to_builtins(table)
    return {**found, "sentence": words.lead(table), "notes": words.notes(table)}


def as_csv(table: Crosstab) -> str:
    """One line for each column and row, and for its mean; a hidden column has one line that says why."""
    rows = [line for column in [table.total] for line in _lines(table, "", column)]
    for banner in table.banners:
        rows += [line for column in banner.columns for line in _lines(table, banner.by, column)]
    return write(HEADER, rows)


def _lines(table: Crosstab, by: str, column: Column) -> list[list[Value]]:
    head: list[Value] = [by, words.name(column), column.letter, column.n]
    if not column.cells:
        return [[*head, *[None] * 6, column.hidden.value if column.hidden else "no answers"]]
    found: list[list[Value]] = [
        [*head, row.name, cell.n, _percent(cell.share), _percent(cell.lo), _percent(cell.hi),
         " ".join(cell.higher_than), ""]
        for row, cell in zip(table.rows, column.cells, strict=True)
    ]  # fmt: skip
    if column.mean is not None:
        one = column.mean
        found.append([*head, MEAN, None, one.value, one.lo, one.hi, " ".join(one.higher_than), ""])
    return found


def _percent(share: float) -> float:
    return round(100 * share, 6)
