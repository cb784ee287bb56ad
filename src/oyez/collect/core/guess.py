"""Guesses which mapping fits a file and which of its columns are what, from names and some values."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from itertools import islice

from oyez.collect.core.mapping.dates import GERMAN, moment_reader
from oyez.collect.core.mapping.language import Mapping
from oyez.collect.core.mapping.step import bind_optional
from oyez.collect.core.mapping.trouble import Unusable
from oyez.collect.core.records import as_text
from oyez.collect.core.tables import Row, Table, shorten

SAMPLE = 500
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d{4}.*")
LONG_TEXT = 25


@dataclass(frozen=True)
class Looks:
    """A column as it stands: its name and some of its values."""

    name: str
    values: tuple[str, ...]

    @property
    def example(self) -> str:
        return ", ".join(shorten(value, 24) for value in list(dict.fromkeys(self.values))[:3])


@dataclass(frozen=True)
class Guess:
    """A mapping with the columns it would use: those found by name, and those that only look right."""

    mapping: str
    certain: dict[str, str]
    perhaps: dict[str, str]
    missing: tuple[str, ...]
    fits: float

    def columns(self) -> dict[str, str]:
        return self.perhaps | self.certain


def look(table: Table) -> list[Looks]:
    """The columns of a file with values of its first rows."""
    rows: list[Row] = [line.row for line in islice(table.lines(), SAMPLE) if not line.problem]
    return [Looks(column, tuple(_values(rows, column))) for column in table.columns]


def _values(rows: Iterable[Row], column: str) -> Iterable[str]:
    for row in rows:
        cell = row.get(column)
        if cell is not None and (text := as_text(cell).strip()):
            yield text


def guess(columns: Sequence[Looks], mappings: Iterable[Mapping]) -> list[Guess]:
    """Mappings of one file that could be meant, the likeliest first."""
    found = [
        _fit(columns, mapping) for mapping in mappings if not mapping.is_of_a_folder and mapping.columns()
    ]
    return sorted(found, key=lambda guess: (bool(guess.missing), -guess.fits))


def _fit(columns: Sequence[Looks], mapping: Mapping) -> Guess:
    names = [column.name for column in columns]
    section = mapping.steps[0]
    bound = bind_optional(section, names, {})
    certain = {field: column for field, column in bound.items() if column is not None}
    perhaps = _by_values(columns, mapping, certain)
    both = certain.keys() | perhaps.keys()
    missing = tuple(field for field in mapping.required() if field not in both)
    telling = sum(2.0 if field in mapping.required() else 1.0 for field in certain) + 0.5 * len(perhaps)
    own = len([field for field in certain if field in TELLING])
    return Guess(mapping.name, certain, perhaps, missing, (telling + 2 * own) / (len(names) + 4))


TELLING = frozenset(
    {
        "nps",
        "csat",
        "ces",
        "stars",
        "promised",
        "delivered",
        "renewal",
        "role",
        "priority",
        "opened",
        "tier",
        "ordered",
    }
)


Test = Callable[[Sequence[str]], bool]


def _by_values(columns: Sequence[Looks], mapping: Mapping, certain: dict[str, str]) -> dict[str, str]:
    """Columns that no name gave away but whose values look right, one for each field that is still open."""
    fields = mapping.columns()
    taken = set(certain.values())
    found: dict[str, str] = {}
    for field, looks_right in LOOKS.items():
        if field not in fields or field in certain:
            continue
        for column in columns:
            if column.name not in taken and len(column.values) >= 3 and looks_right(column.values):
                found[field] = column.name
                taken.add(column.name)
                break
    return found


def _mostly(values: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return sum(map(holds, values)) >= 0.9 * len(values)


def _are_dates(values: Sequence[str]) -> bool:
    if all(value.isdigit() for value in values):
        return False
    return any(_mostly(values, partial(_reads, form)) for form in ("iso", "day-first", "month-first"))


def _reads(form: str, value: str) -> bool:
    try:
        moment_reader([form], UTC)(value)
    except Unusable:
        return False
    return True


def _are_nps(values: Sequence[str]) -> bool:
    whole = [int(value) for value in values if value.isdigit()]
    return len(whole) == len(values) and max(whole) <= 10 and (max(whole) > 5 or min(whole) == 0)


def _are_points(values: Sequence[str]) -> bool:
    whole = [int(value) for value in values if value.isdigit()]
    return len(whole) == len(values) and min(whole) >= 1 and 3 <= max(whole) <= 5


def _are_texts(values: Sequence[str]) -> bool:
    return sum(map(len, values)) / len(values) >= LONG_TEXT and sum(
        " " in value for value in values
    ) * 2 > len(values)


LOOKS: dict[str, Test] = {
    "email": lambda values: _mostly(values, lambda value: bool(EMAIL.fullmatch(value))),
    "occurred": _are_dates,
    "opened": _are_dates,
    "ordered": _are_dates,
    "nps": _are_nps,
    "stars": _are_points,
    "csat": _are_points,
    "text": _are_texts,
}


def date_format(values: Sequence[str]) -> str:
    """How the dates of a column are written: iso, dotted, day-first or month-first; empty where it cannot be told."""
    if _mostly(values, partial(_reads, "iso")):
        return "iso"
    if any(_mostly(values, partial(_reads, form)) for form in GERMAN):
        return "dotted"
    pairs = [(int(found[1]), int(found[2])) for value in values if (found := SLASHED.fullmatch(value))]
    if len(pairs) < 0.9 * len(values) or not pairs:
        return ""
    if any(first > 12 for first, _ in pairs):
        return "day-first"
    return "month-first" if any(second > 12 for _, second in pairs) else ""
