"""Tells how a delimited file is written: its delimiter, its quote, and which of its first rows are headers."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from oyez.collect.core.tables import CELL_LIMIT, ReadOptions, Row, Unreadable, shorten

DELIMITERS = ",;\t|"
QUOTES = "\"'"
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?")
DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}.*")
SPOKEN = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "none": ""}


class Reader(Protocol):
    """Records of a delimited file, and how many lines they took."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


@dataclass(frozen=True)
class Dialect:
    """How records are told apart into cells; an empty quote means that quotes are letters."""

    delimiter: str = ","
    quote: str = '"'
    header_rows: int = 1
    names_row: int = 1
    note: str = ""


def find_dialect(sample: str, options: ReadOptions) -> Dialect:
    """The dialect of a file from its first lines, as far as the options leave it open."""
    quote = _one_letter("quote", options.quote) if options.quote is not None else _find_quote(sample)
    if options.delimiter is not None:
        delimiter = _one_letter("delimiter", options.delimiter)
    else:
        delimiter = _find_delimiter(sample, quote)
    if not delimiter:
        raise Unreadable("The delimiter must be one letter, such as , or ; or tab.")
    first = _records(sample, delimiter, quote, most=3)
    header_rows, names_row, note = _find_headers(first, delimiter)
    if options.header_rows is not None:
        header_rows, names_row, note = options.header_rows, min(1, options.header_rows), ""
    return Dialect(delimiter, quote, header_rows, names_row, note)


def _one_letter(what: str, given: str) -> str:
    letter = SPOKEN.get(given.lower(), given)
    if len(letter) > 1 or letter in {"\n", "\r"}:
        raise Unreadable(f"The {what} must be one letter, and “{given}” is not.")
    return letter


def _find_quote(sample: str) -> str:
    """The quote that stands at the edges of cells; the double one unless only single ones do."""
    edge = {quote: len(re.findall(f"(?:^|[,;\t|]){quote}", sample, re.MULTILINE)) for quote in QUOTES}
    closes = len(re.findall(r"'(?:[,;\t|]|\r?$)", sample, re.MULTILINE))
    return "'" if not edge['"'] and edge["'"] >= 2 and closes >= 2 else '"'


def _find_delimiter(sample: str, quote: str) -> str:
    """The delimiter that gives the most records the same number of cells, more than one."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(record) for record in _records(sample, delimiter, quote, most=100))
        if not widths:
            continue
        width, records = widths.most_common(1)[0]
        score = records / widths.total() * min(width, 20) if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(sample: str, delimiter: str, quote: str, most: int) -> list[list[str]]:
    csv.field_size_limit(CELL_LIMIT)
    reader = csv_reader(sample.splitlines(keepends=True), delimiter, quote)
    found: list[list[str]] = []
    try:
        for record in reader:
            if record:
                found.append(record)
            if len(found) == most:
                break
    except csv.Error:
        pass  # the sample may end inside a quoted cell; the real reading reports what is wrong
    return found


def csv_reader(lines: Iterable[str], delimiter: str, quote: str) -> Reader:
    """The standard library's reader for a delimiter and a quote."""
    if not quote:
        return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=delimiter, quotechar=quote)


def parse_record(raw: str, columns: list[str], delimiter: str, quote: str) -> Row:
    """The cells of one record by their columns."""
    csv.field_size_limit(CELL_LIMIT)
    try:
        records = [record for record in csv_reader(io.StringIO(raw, newline=""), delimiter, quote) if record]
    except csv.Error as error:
        raise Unreadable(f"“{shorten(raw)}” cannot be read: {error}.") from None
    if len(records) != 1 or len(records[0]) != len(columns):
        found = f"{len(records)} lines" if len(records) != 1 else f"{len(records[0])} cells"
        raise Unreadable(f"“{shorten(raw)}” has {found}; one line with {len(columns)} cells is needed.")
    return dict(zip(columns, records[0], strict=True))


def _find_headers(first: list[list[str]], delimiter: str) -> tuple[int, int, str]:
    """How many header rows there are, which of them names the columns, and what to say about it."""
    if len(first) >= 3 and _is_import_ids(first[2]):
        return 3, 1, "Three header rows, as survey exports with import ids have them."
    if len(first) >= 2 and _is_import_ids(first[1]):
        return 2, 1, "Two header rows, as survey exports with import ids have them."
    if len(first) >= 2 and delimiter == "\t" and {"token", "submitdate"} <= set(first[1]):
        return 2, 2, "Two header rows, questions above and codes below; the codes name the columns."
    if first and _has_no_header(first):
        return 0, 0, "No header row: the first row holds values, so columns are called by their position."
    return 1, 1, ""


def _is_import_ids(record: list[str]) -> bool:
    return bool(record) and '"ImportId"' in record[0].replace("'", '"')


def _has_no_header(first: list[list[str]]) -> bool:
    """Names are not numbers or dates: a first row with such, above another like it, is data."""
    values = [cell for cell in first[0] if NUMBER.fullmatch(cell.strip()) or DATE.fullmatch(cell.strip())]
    return len(first) > 1 and len(values) * 2 >= len(first[0])
