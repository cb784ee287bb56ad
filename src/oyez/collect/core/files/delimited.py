"""CSV, TSV and their relatives: any delimiter, quote, encoding and line end, also inside gzip or zip."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from oyez.collect.core.dialects import csv_reader, find_dialect, parse_record
from oyez.collect.core.encodings import by_mark, by_zeros, find_encoding
from oyez.collect.core.files import FORMATS, Format
from oyez.collect.core.packed import Stream, plain_head
from oyez.collect.core.tables import (
    CELL_LIMIT,
    LINE_LIMIT,
    Line,
    ReadOptions,
    Row,
    Unreadable,
    column_names,
    twice_note,
)

SAMPLE_LETTERS = 1 << 17


class Delimited:
    """A delimited text file, read record by record."""

    open_columns = False

    def __init__(self, path: Path, options: ReadOptions) -> None:
        csv.field_size_limit(CELL_LIMIT)
        encoding = find_encoding(path, options.encoding)
        self.path = path
        self.encoding = encoding.name
        self.dialect = find_dialect(self._sample(), options)
        self.notes = [note for note in (encoding.note, self.dialect.note) if note]
        self.stream = Stream(path)
        self.text = io.TextIOWrapper(self.stream.bytes, self.encoding, newline="")
        self.pending: list[str] = []
        self.ended = False
        self.headers: list[list[str]] = []
        self.reader = csv_reader(self._physical_lines(), self.dialect.delimiter, self.dialect.quote)
        self.columns = self._header()

    def _sample(self) -> str:
        """The first whole lines."""
        stream = Stream(self.path)
        text = io.TextIOWrapper(stream.bytes, self.encoding, newline="")
        try:
            sample = text.read(SAMPLE_LETTERS)
        finally:
            text.close()
        whole = len(sample) < SAMPLE_LETTERS
        return sample if whole else sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample

    def _physical_lines(self) -> Iterator[str]:
        """Lines of bounded length, each remembered until its record is complete."""
        read, keep = self.text.readline, self.pending.append
        while line := read(LINE_LIMIT):
            if len(line) >= LINE_LIMIT:
                raise self._too_large(self.reader.line_num + 1, "line", LINE_LIMIT)
            keep(line)
            yield line
        self.ended = True

    def _too_large(self, number: int, what: str, limit: int) -> Unreadable:
        return Unreadable(
            f"{self.path.name}, line {number:,}: a {what} is larger than {limit >> 20} MB; perhaps a quote is "
            "never closed. Mend the line and import the file again."
        )

    def _header(self) -> list[str]:
        dialect = self.dialect
        if dialect.header_rows == 0:
            width = len(next(self._records_of(self._sample()), []))
            return [f"column {position}" for position in range(1, width + 1)]
        self.headers = [self._next_record() for _ in range(dialect.header_rows)]
        names = self.headers[dialect.names_row - 1]
        if not any(name.strip() for name in names):
            raise Unreadable(f"{self.path.name} has no header; say so with no header rows, or add one.")
        self.notes += twice_note(names)
        return column_names(names)

    def _next_record(self) -> list[str]:
        while True:
            self.pending.clear()
            try:
                record = next(self.reader)
            except StopIteration:
                raise Unreadable(f"{self.path.name} ends inside its header.") from None
            except csv.Error:
                raise self._too_large(self.reader.line_num, "cell", CELL_LIMIT) from None
            if record:
                self.pending.clear()
                return record

    def _records_of(self, text: str) -> Iterator[list[str]]:
        return iter(csv_reader(io.StringIO(text, newline=""), self.dialect.delimiter, self.dialect.quote))

    def lines(self) -> Iterator[Line]:
        columns, width, pending, reader = self.columns, len(self.columns), self.pending, self.reader
        number = reader.line_num
        while True:
            start = number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise self._too_large(start, "cell", CELL_LIMIT) from None
            number = reader.line_num
            raw = pending[0] if len(pending) == 1 else "".join(pending)
            pending.clear()
            if self.ended:  # the reader asked for more and there was none
                yield Line(start, raw, {}, "A quote is opened here and never closed.")
            elif len(cells) == width:
                yield Line(start, raw, dict(zip(columns, cells, strict=True)))
            elif cells:
                yield self._of_other_width(start, raw, cells)

    def _of_other_width(self, number: int, raw: str, cells: list[str]) -> Line:
        """Cells too many are forgiven when they are empty, as spreadsheets leave them."""
        width = len(self.columns)
        if len(cells) > width and not any(cells[width:]):
            return Line(number, raw, dict(zip(self.columns, cells, strict=False)))
        return Line(number, raw, {}, f"The number of cells is {len(cells)} and the header has {width}.")

    def share(self) -> float:
        return self.stream.share()

    def parse(self, raw: str) -> Row:
        return parse_record(raw, self.columns, self.dialect.delimiter, self.dialect.quote)

    def memory(self) -> dict[str, object]:
        dialect = self.dialect
        return {
            "columns": self.columns,
            "open_columns": False,
            "delimiter": dialect.delimiter,
            "quote": dialect.quote,
        }

    def close(self) -> None:
        self.text.close()


CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x1b")


def is_text(path: Path, head: bytes) -> bool:
    """Everything that is not another known format, and is not full of control bytes."""
    plain = plain_head(path)
    if by_mark(plain) or by_zeros(plain):
        return True
    return sum(byte in CONTROLS for byte in plain) * 10 <= len(plain)


FORMATS.add("csv", Format("csv", 90, is_text, Delimited))
