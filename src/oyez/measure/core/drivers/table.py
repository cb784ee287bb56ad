"""From sums of single answers to one row for each response: who rated what, and how it was all in all."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from oyez.measure.core.drivers.missing import Places
from oyez.measure.core.drivers.sample import Sample
from oyez.measure.core.drivers.subsets import Values

OUTCOME = -1
NOTHING = -2


@dataclass(frozen=True)
class Part:
    """One score of all rows: what it is about (a driver's place, OUTCOME or NOTHING), its sums and numbers."""

    about: Places
    totals: Values
    n: Values


@dataclass(frozen=True)
class Rows:
    """Columns of equal length: which response a row belongs to, whose it is (account or person), and where."""

    response: Sequence[Hashable]
    account: Sequence[Hashable]
    person: Sequence[Hashable]
    place: Sequence[Hashable]
    parts: Sequence[Part]


def sample(rows: Rows, drivers: Sequence[str]) -> Sample:
    """Responses that gave the outcome; each with the mean of what it said of each driver, NaN where nothing."""
    response, count = _numbered(rows.response)
    values = _means(response, count, rows.parts, len(drivers) + 1)
    kept = ~np.isnan(values[:, 0])
    first = np.zeros(count, np.int64)
    first[response[::-1]] = np.arange(len(response))[::-1]
    at = first[kept].tolist()
    owners = [
        ("account", rows.account[row]) if rows.account[row] else ("person", rows.person[row]) for row in at
    ]
    largest = Counter(owner for owner in owners if owner[0] == "account").most_common(1)
    places = [rows.place[row] for row in at]
    return Sample(
        drivers=tuple(drivers),
        ratings=values[kept, 1:],
        outcome=values[kept, 0],
        cluster=_numbered(owners)[0],
        place=np.where([place is None for place in places], -1, _numbered(places)[0]),
        account_share=largest[0][1] / len(at) if largest else 0.0,
    )


def _numbered(keys: Iterable[Hashable]) -> tuple[Places, int]:
    """Keys as numbers from 0 in the order they come, and how many differ."""
    known: dict[Hashable, int] = {}
    codes = [known.setdefault(key, len(known)) for key in keys]
    return np.array(codes, np.int64), len(known)


def _means(response: Places, count: int, parts: Sequence[Part], columns: int) -> Values:
    """(responses, columns), the outcome first."""
    totals, numbers = np.zeros(count * columns), np.zeros(count * columns)
    for part in parts:
        said = (part.n > 0) & (part.about != NOTHING)
        spot = response[said] * columns + part.about[said] + 1
        totals += np.bincount(spot, weights=part.totals[said], minlength=len(totals))
        numbers += np.bincount(spot, weights=part.n[said], minlength=len(totals))
    found: Values = np.divide(totals, numbers, out=np.full(len(totals), np.nan), where=numbers > 0)
    return found.reshape(count, columns)
