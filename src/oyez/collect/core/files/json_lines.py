"""JSON Lines: one object a line; inner objects become columns with dots in their names."""

import io
from collections.abc import Iterator
from pathlib import Path

import msgspec

from oyez.collect.core.encodings import find_encoding
from oyez.collect.core.files import FORMATS, Format
from oyez.collect.core.packed import Stream, plain_head
from oyez.collect.core.tables import (
    CELL_LIMIT,
    LINE_LIMIT,
    Cell,
    Line,
    ReadOptions,
    Row,
    Unreadable,
    shorten,
)

LOOK_AHEAD = 1000
DEPTH = 8


class JsonLines:
    """A JSON Lines file; a column may be missing in any line."""

    open_columns = True

    def __init__(self, path: Path, options: ReadOptions) -> None:
        self.path = path
        encoding = find_encoding(path, options.encoding)
        self.notes = [encoding.note] if encoding.note else []
        self.encoding = encoding.name
        self.columns = self._columns()
        self.stream = Stream(path)
        self.text = io.TextIOWrapper(self.stream.bytes, self.encoding)

    def _columns(self) -> list[str]:
        """The names that the first lines use."""
        self.stream = Stream(self.path)
        self.text = io.TextIOWrapper(self.stream.bytes, self.encoding)
        found: dict[str, None] = {}
        try:
            for seen, line in enumerate(self.lines()):
                if seen == LOOK_AHEAD:
                    break
                found.update(dict.fromkeys(line.row))
        finally:
            self.close()
        if not found:
            raise Unreadable(f"{self.path.name} has no objects; JSON Lines has one object a line.")
        return list(found)

    def lines(self) -> Iterator[Line]:
        number = 0
        while text := self.text.readline(LINE_LIMIT):
            number += 1
            if len(text) >= LINE_LIMIT:
                raise Unreadable(f"{self.path.name}, line {number:,} is larger than {LINE_LIMIT >> 20} MB.")
            if text.isspace():
                continue
            try:
                yield Line(number, text, self.parse(text))
            except Unreadable as error:
                yield Line(number, text, {}, str(error))

    def parse(self, raw: str) -> Row:
        try:
            found = msgspec.json.decode(raw)
        except (msgspec.DecodeError, RecursionError) as error:
            raise Unreadable(f"Not JSON: {error}.") from None
        if not isinstance(found, dict):
            raise Unreadable(f"Not an object: “{shorten(raw)}”.")
        return flatten(found)

    def memory(self) -> dict[str, object]:
        return {"columns": self.columns, "open_columns": True}

    def share(self) -> float:
        return self.stream.share()

    def close(self) -> None:
        self.text.close()


def flatten(found: dict[str, Cell], prefix: str = "", depth: int = 0) -> Row:
    """{"a": {"b": 1}} → {"a.b": 1}; lists stay what they are."""
    row: Row = {}
    for name, cell in found.items():
        if isinstance(cell, dict) and depth < DEPTH:
            row.update(flatten(cell, f"{prefix}{name}.", depth + 1))
        elif isinstance(cell, str) and len(cell) > CELL_LIMIT:
            raise Unreadable(f"“{prefix}{name}” is larger than {CELL_LIMIT >> 20} MB.")
        else:
            row[f"{prefix}{name}"] = cell
    return row


def looks_like_objects(path: Path, head: bytes) -> bool:
    """Text (perhaps packed) whose first letter opens an object."""
    letters = plain_head(path).lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return letters[:1] == b"{" and letters[1:].lstrip(b"\x00 \t\r\n")[:1] in (b'"', b"}")


FORMATS.add("jsonl", Format("jsonl", 80, looks_like_objects, JsonLines))
