"""From sums of single answers to one row for each response: who rated what, and how it was all in all."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from oyez.measure.core.drivers.missing import Places
from oyez.measure.core.drivers.sample import Sample
from oyez.measure.core.drivers.subsets import Values

ACCOUNT = "account"


@dataclass(frozen=True)
class Cell:
    """What one response said of one driver (its place; −1 for the outcome): sum and number of its scores.

    `owner` is ("account", key), or ("person", who).
    """

    response: Hashable
    owner: tuple[str, Hashable]
    place: Hashable
    driver: int
    total: float
    n: float


def sample(cells: Iterable[Cell], drivers: Sequence[str]) -> Sample:
    """Responses that gave the outcome; each with the mean of what it said of each driver, NaN where nothing."""
    kept = [cell for cell in cells if cell.n > 0]
    rows = _numbered(cell.response for cell in kept if cell.driver < 0)
    with_row = [cell for cell in kept if cell.response in rows]
    at = np.array([rows[cell.response] for cell in with_row], np.int64)
    driver = np.array([cell.driver + 1 for cell in with_row], np.int64)
    values = _means(at, driver, with_row, len(rows), len(drivers) + 1)
    owners: dict[int, tuple[str, Hashable]] = {}
    places: dict[int, Hashable] = {}
    for row, cell in zip(at.tolist(), with_row, strict=True):
        owners.setdefault(row, cell.owner)
        if cell.place is not None:
            places.setdefault(row, cell.place)
    whose = _numbered(owners.values())
    largest = Counter(owner for owner in owners.values() if owner[0] == ACCOUNT).most_common(1)
    where = _numbered(places.values())
    return Sample(
        drivers=tuple(drivers),
        ratings=values[:, 1:],
        outcome=values[:, 0],
        cluster=np.array([whose[owners[row]] for row in range(len(rows))], np.int64),
        place=np.array([where.get(places.get(row), -1) for row in range(len(rows))], np.int64),
        account_share=largest[0][1] / len(rows) if largest else 0.0,
    )


def _numbered(keys: Iterable[Hashable]) -> dict[Hashable, int]:
    return {key: at for at, key in enumerate(dict.fromkeys(keys))}


def _means(at: Places, driver: Places, cells: Sequence[Cell], rows: int, columns: int) -> Values:
    spot = at * columns + driver
    totals = np.bincount(spot, weights=[cell.total for cell in cells], minlength=rows * columns)
    counts = np.bincount(spot, weights=[cell.n for cell in cells], minlength=rows * columns)
    found: Values = np.divide(totals, counts, out=np.full(rows * columns, np.nan), where=counts > 0)
    return found.reshape(rows, columns)
