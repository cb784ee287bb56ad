"""A banner table: the answers to one question down, groups of customers across, each share with its interval.

It is made of answers that were narrowed already: a column that may not be shown has no numbers here, only the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

import msgspec

from oyez.measure.core.crosstab.association import Association, association
from oyez.measure.core.crosstab.pairs import higher_than, two_means, two_shares
from oyez.measure.core.distribution import SPREAD, WILSON
from oyez.measure.core.intervals.mean import Moments
from oyez.measure.core.intervals.share import wilson
from oyez.measure.core.ladder import SCORE
from oyez.measure.core.result import Answer, Flag, Period, Result

MOST_COLUMNS = 15
HIDDEN = (Flag.TOO_FEW, Flag.REMAINDER, Flag.DOMINATED)
ROWS_OVERLAP = "rows overlap"
COLUMNS_OVERLAP = "columns overlap"
TOO_LITTLE = "too little"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table; a net adds up others, and takes no part in χ²."""

    key: str
    name: str
    adds_up: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return self.adds_up or (self.key,)


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """How many of a column said so; `higher_than`: the letters of the columns that it surely lies above."""

    n: int
    share: float
    lo: float
    hi: float
    higher_than: tuple[str, ...] = ()


class Mean(msgspec.Struct, frozen=True, kw_only=True):
    """The mean of a column with its interval and standard deviation."""

    value: float
    lo: float
    hi: float
    sd: float | None
    higher_than: tuple[str, ...] = ()


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One group; `n` are its answers, not weighted. Without n it is hidden, and `hidden` says why."""

    key: str | None
    name: str
    letter: str
    n: int | None
    cells: tuple[Cell, ...] = ()
    mean: Mean | None = None
    hidden: Flag | None = None
    flags: tuple[Flag, ...] = ()
    is_tested: bool = False


class Banner(msgspec.Struct, frozen=True, kw_only=True):
    """Columns side by side, tested against each other; `untested` says why they are not."""

    by: str
    columns: tuple[Column, ...]
    association: Association | None = None
    untested: str = ""
    left_out: int = 0


class Crosstab(msgspec.Struct, frozen=True, kw_only=True):
    """One question by others. `period` and `where` are those of every column."""

    of: str
    name: str
    rows: tuple[Row, ...]
    total: Column
    banners: tuple[Banner, ...]
    where: tuple[str, ...]
    period: Period
    rows_left_out: int = 0


@dataclass(frozen=True)
class Sheet:
    """What a table is made of: the question's whole and, for each banner, its answer; which of them overlap."""

    of: str
    name: str
    rows: tuple[Row, ...]
    whole: Answer
    banners: tuple[tuple[str, Answer], ...]
    rows_overlap: bool = False
    overlapping: frozenset[str] = frozenset()
    rows_left_out: int = 0


def crosstab(sheet: Sheet) -> Crosstab:
    """The table of a sheet; every answer in it was narrowed to the viewer."""
    total = _column(sheet, sheet.whole.total, None, "", "")
    return Crosstab(
        of=sheet.of,
        name=sheet.name,
        rows=sheet.rows,
        total=total,
        banners=tuple(_banner(sheet, by, answer) for by, answer in sheet.banners),
        where=sheet.whole.where,
        period=sheet.whole.period,
        rows_left_out=sheet.rows_left_out,
    )


def _banner(sheet: Sheet, by: str, answer: Answer) -> Banner:
    results = {point.keys[0]: point.result for point in answer.points}
    keys = _kept(results)
    names = answer.names.get(by, {})
    columns = [
        _column(sheet, results[key], key, names.get(key, key) if key is not None else "", letter)
        for key, letter in zip(keys, ascii_uppercase, strict=False)
    ]
    overlap = by in sheet.overlapping
    if not overlap:
        columns = _with_letters(columns, len(sheet.rows))
    found = None if overlap or sheet.rows_overlap else _association(sheet.rows, columns)
    untested = (
        COLUMNS_OVERLAP if overlap else ROWS_OVERLAP if sheet.rows_overlap else "" if found else TOO_LITTLE
    )
    return Banner(
        by=by, columns=tuple(columns), association=found, untested=untested, left_out=len(results) - len(keys)
    )


def _kept(results: dict[str | None, Result]) -> list[str | None]:
    """The largest columns, in their own order; hidden ones come last where there are too many."""
    seen = [key for key, one in results.items() if one.suppressed or one.n]
    largest = sorted(seen, key=lambda key: -(results[key].n or 0))[:MOST_COLUMNS]
    return [key for key in seen if key in set(largest)]


def _column(sheet: Sheet, result: Result | None, key: str | None, name: str, letter: str) -> Column:
    if result is None or result.suppressed or not result.n:
        hidden = next((flag for flag in HIDDEN if result and flag in result.flags), None)
        n = None if hidden else 0
        flags = result.flags if result else ()
        return Column(key=key, name=name, letter=letter, n=n, hidden=hidden, flags=flags)
    counts = {one.name: one.value * result.n for one in result.beside if one.method == WILSON}
    hits = [sum(counts.get(part, 0) for part in row.keys) for row in sheet.rows]
    return Column(
        key=key,
        name=name,
        letter=letter,
        n=result.n,
        cells=tuple(_cell(round(one), result.n) for one in hits),
        mean=_mean(result),
        flags=result.flags,
        is_tested=bool(letter) and result.n >= SCORE,
    )


def _cell(count: int, n: int) -> Cell:
    lo, hi = wilson(count, n)
    return Cell(n=count, share=count / n, lo=lo, hi=hi)


def _mean(result: Result) -> Mean | None:
    if result.value is None or result.lo is None or result.hi is None:
        return None
    sd = next((one.value for one in result.beside if one.name == SPREAD), None)
    return Mean(value=result.value, lo=result.lo, hi=result.hi, sd=sd)


def _with_letters(columns: Sequence[Column], rows: int) -> list[Column]:
    """Shares row by row, then means; columns with fewer than 30 answers take no part."""
    found = list(columns)
    for at in range(rows):
        cells = [(one.cells[at].n, one.n or 0) if one.is_tested else None for one in found]
        above = higher_than(cells, lambda cell: cell[0] / cell[1], two_shares)
        found = [_marked(one, at, _letters(found, above[to])) for to, one in enumerate(found)]
    means = [_moments(one) if one.is_tested else None for one in found]
    above = higher_than(means, lambda one: one.mean, two_means)
    return [_mean_marked(one, _letters(found, above[to])) for to, one in enumerate(found)]


def _letters(columns: Sequence[Column], above: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(columns[at].letter for at in above)


def _marked(column: Column, at: int, letters: tuple[str, ...]) -> Column:
    if not letters:
        return column
    cells = list(column.cells)
    cells[at] = msgspec.structs.replace(cells[at], higher_than=letters)
    return msgspec.structs.replace(column, cells=tuple(cells))


def _mean_marked(column: Column, letters: tuple[str, ...]) -> Column:
    if not letters or column.mean is None:
        return column
    return msgspec.structs.replace(column, mean=msgspec.structs.replace(column.mean, higher_than=letters))


def _moments(column: Column) -> Moments | None:
    if column.mean is None or column.mean.sd is None or column.n is None:
        return None
    n, mean = column.n, column.mean.value
    return Moments(n, n * mean, (n - 1) * column.mean.sd**2 + n * mean * mean)


def _association(rows: Sequence[Row], columns: Sequence[Column]) -> Association | None:
    seen = [one for one in columns if one.cells]
    lines = [at for at, row in enumerate(rows) if not row.adds_up]
    return association([[one.cells[at].n for one in seen] for at in lines]) if seen else None
