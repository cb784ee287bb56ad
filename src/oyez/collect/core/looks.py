"""What columns look like: how their values, and words inside their names, give away what they are."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from itertools import islice

from oyez.collect.core.mapping.dates import GERMAN, moment_reader
from oyez.collect.core.mapping.trouble import Unusable
from oyez.collect.core.records import as_text
from oyez.collect.core.tables import Row, Table, shorten

SAMPLE = 500
FEWEST = 3
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d{4}.*")
WHOLE = re.compile(r"\d+(?:[.,]0+)?")
LONG_TEXT = 25
Test = Callable[[Sequence[str]], bool]


@dataclass(frozen=True)
class Looks:
    """A column as it stands: its name and some of its values."""

    name: str
    values: tuple[str, ...]

    @property
    def example(self) -> str:
        return ", ".join(shorten(value, 24) for value in list(dict.fromkeys(self.values))[:3])


def look(table: Table) -> list[Looks]:
    """The columns of a file with values of its first rows."""
    rows: list[Row] = [line.row for line in islice(table.lines(), SAMPLE) if not line.problem]
    return [Looks(column, tuple(_values(rows, column))) for column in table.columns]


def _values(rows: Iterable[Row], column: str) -> Iterable[str]:
    for row in rows:
        cell = row.get(column)
        if cell is not None and (text := as_text(cell).strip()):
            yield text


def _mostly(values: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return sum(map(holds, values)) >= 0.9 * len(values)


def _are_dates(values: Sequence[str]) -> bool:
    if all(value.isdecimal() for value in values):
        return False
    return any(_mostly(values, partial(_reads, form)) for form in ("iso", "day-first", "month-first"))


def _reads(form: str, value: str) -> bool:
    try:
        moment_reader([form], UTC)(value)
    except Unusable:
        return False
    return True


def _are_nps(values: Sequence[str]) -> bool:
    whole = [int(value) for value in values if value.isdecimal()]
    return len(whole) == len(values) and max(whole) <= 10 and (max(whole) > 5 or min(whole) == 0)


def _are_points(values: Sequence[str]) -> bool:
    whole = [int(value) for value in values if value.isdecimal()]
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


BOUNDS = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7), "stars": (1, 5)}
HINTS = {
    "nps": re.compile(r"\bnps\b|recommend|recommand|weiterempf|promoter"),
    "csat": re.compile(r"\bcsat\b|satisf|zufrieden"),
    "ces": re.compile(r"\bces\b|\beffort\b|aufwand"),
    "stars": re.compile(r"\bstars?\b|\bsterne?\b|étoile"),
}


def fits_scale(field: str, values: Sequence[str]) -> bool:
    """Whether most numbers among the values stay on the scale of a score; words may be mapped to it."""
    low, high = BOUNDS[field]
    whole = [int(re.split("[.,]", value)[0]) for value in values if WHOLE.fullmatch(value)]
    return sum(low <= number <= high for number in whole) >= 0.9 * len(whole)


def is_numeric(values: Sequence[str]) -> bool:
    return _mostly(values, lambda value: bool(WHOLE.fullmatch(value)))


def is_hinted(field: str, column: Looks) -> bool:
    """Whether words inside a longer name say that a column holds a score, as whole questions do."""
    words = column.name.casefold().replace("_", " ")
    return bool(HINTS[field].search(words)) and is_numeric(column.values) and fits_scale(field, column.values)


def looks_like(field: str, column: Looks) -> bool:
    """Whether there are enough values, and they look like those of a field."""
    return len(column.values) >= FEWEST and LOOKS[field](column.values)
