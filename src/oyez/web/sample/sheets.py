"""The files of the sample company: what each is called, how it is written, and where its rows come from."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from oyez.web.sample.world import World

Value = str | int | float | bool | None
Row = tuple[int, Sequence[Value]]


class Style(StrEnum):
    """How a program writes its tables."""

    COMMA = ","
    SEMICOLON = ";"
    TAB = "\t"
    LINES = "json lines"


@dataclass(frozen=True)
class Sheet:
    """One file: `rows` gives (moment, values), oldest first."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[World], Iterator[Row]]
    style: Style = Style.COMMA
    byte_order_mark: bool = False

    @property
    def encoding(self) -> str:
        return "utf-8-sig" if self.byte_order_mark else "utf-8"


def write(sheet: Sheet, world: World, folder: Path, told: Iterable[Row] = ()) -> int:
    """Write a sheet, with some rows told by hand among the others; how many rows that were."""
    count = 0
    with folder.joinpath(sheet.name).open("w", encoding=sheet.encoding, newline="") as file:
        put = _writer(sheet, file)
        for _, values in _merged(sheet.rows(world), sorted(told, key=lambda row: row[0])):
            put(values)
            count += 1
    return count


def _merged(rows: Iterator[Row], told: Sequence[Row]) -> Iterator[Row]:
    """Rows told by hand, each before the first that is later."""
    waiting = list(told)
    for row in rows:
        while waiting and waiting[0][0] <= row[0]:
            yield waiting.pop(0)
        yield row
    yield from waiting


def _writer(sheet: Sheet, file: IO[str]) -> Callable[[Sequence[Value]], object]:
    if sheet.style is Style.LINES:
        encode = json.JSONEncoder(ensure_ascii=False).encode
        return lambda values: file.write(encode(_present(sheet.columns, values)) + "\n")
    table = csv.writer(file, delimiter=sheet.style.value, lineterminator="\n")
    table.writerow(sheet.columns)
    return table.writerow


def _present(columns: Sequence[str], values: Sequence[Value]) -> dict[str, Value]:
    return {name: value for name, value in zip(columns, values, strict=True) if value not in (None, "")}
