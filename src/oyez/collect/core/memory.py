"""How a file was read, kept so that its rejected rows can be mended when the file is gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from oyez.collect.core import records
from oyez.collect.core.dialects import parse_record
from oyez.collect.core.files.json_lines import flatten
from oyez.collect.core.tables import Line, Row


@dataclass
class Remembered:
    """A table without its file: it knows its columns and reads one mended record at a time."""

    columns: list[str]
    open_columns: bool
    delimiter: str | None = None
    quote: str = '"'
    notes: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        return iter(())

    def share(self) -> float:
        return 1.0

    def parse(self, raw: str) -> Row:
        if self.delimiter is not None:
            return parse_record(raw, self.columns, self.delimiter, self.quote)
        found = records.from_text(raw)
        return flatten(found) if self.open_columns else found

    def memory(self) -> dict[str, Any]:
        return {
            "columns": self.columns,
            "open_columns": self.open_columns,
            "delimiter": self.delimiter,
            "quote": self.quote,
        }

    def close(self) -> None:
        """There is nothing open."""


def remembered(reading: Mapping[str, Any]) -> Remembered:
    """A table as it was remembered."""
    return Remembered(
        list(reading["columns"]),
        bool(reading["open_columns"]),
        reading.get("delimiter"),
        reading.get("quote", '"'),
    )
