"""Columns of a table as arrays, and which row of the persons each belongs to."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

Ints = npt.NDArray[np.int64]
PART = 10_000
MOST_NAMED = 50_000  # of more persons than that, everybody is read and most are left out
NOBODY = -1


def fetch(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    """All rows of a question."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def columns(rows: Sequence[tuple[Any, ...]], count: int) -> Sequence[Sequence[Any]]:
    """The columns of rows, also of none."""
    return [list(map(itemgetter(at), rows)) for at in range(count)]


def ints(values: Sequence[int]) -> Ints:
    """A column of whole numbers."""
    return np.array(values, np.int64)


def coded(values: Iterable[Any], codes: Mapping[Any, int], count: int) -> Ints:
    """A column of values as the numbers that stand for them."""
    return np.fromiter(map(codes.__getitem__, values), np.int64, count)


@contextmanager
def keeping_all() -> Iterator[None]:
    """Millions of rows are made and none is garbage: looking for some among them costs a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True)
class Narrow:
    """Which persons a question is about: those named, with all they absorbed, or everybody (`None`)."""

    ids: Ints | None = None

    def rows(self, sql: str, column: str, *params: Any) -> list[tuple[Any, ...]]:
        """A question whose text has `{narrow}` where it narrows to these persons."""
        if self.ids is None:
            return fetch(sql.format(narrow="1 = 1"), *params)
        return in_parts(sql, column, self.ids.tolist(), *params)


def in_parts(sql: str, column: str, values: Sequence[Any], *params: Any) -> list[tuple[Any, ...]]:
    """A question about values that may be too many for one list, in parts; no part shares a group with another."""
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(values), PART):
        part = values[start : start + PART]
        marks = ", ".join(["%s"] * len(part))
        found += fetch(sql.format(narrow=f"{column} IN ({marks})"), *params, *part)
    return found


@dataclass(frozen=True)
class Rows:
    """Finds the row of the person that stands for another; `row` is -1 for those who are left out."""

    ids: Ints
    roots: Ints
    row: Ints

    def __len__(self) -> int:
        return len(self.roots)

    def of(self, persons: Ints) -> Ints:
        """The rows of persons; -1 for those who are not among them."""
        if not len(self.ids):
            return np.full(len(persons), NOBODY, np.int64)
        at = np.searchsorted(self.ids, persons)
        at[at == len(self.ids)] = 0
        return np.where(self.ids[at] == persons, self.row[at], NOBODY)

    def only(self, kept: Ints) -> "Rows":
        """The same for some of the rows, ascending."""
        place = np.full(len(self), NOBODY, np.int64)
        place[kept] = np.arange(len(kept))
        return Rows(self.ids, self.roots[kept], np.where(self.row == NOBODY, NOBODY, place[self.row]))


def rows_of(ids: Ints, merged_into: Ints) -> Rows:
    """`ids` ascending; `merged_into` is 0 for those who stand for themselves."""
    roots = ids[merged_into == 0]
    if not len(roots):
        return Rows(ids, roots, np.full(len(ids), NOBODY, np.int64))
    stands = np.where(merged_into == 0, ids, merged_into)
    at = np.searchsorted(roots, stands)
    at[at == len(roots)] = 0
    return Rows(ids, roots, np.where(roots[at] == stands, at, NOBODY))
