"""The formats in which a sheet can be taken along: one file each in `formats/`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oyez.kit.registry import Registry
from oyez.kit.sheets.sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class Format:
    """One way to write a sheet; `name` is also the ending of its files. `write` makes a whole file or raises.

    `most_rows` is what a file can hold, `most_waiting` how many are written while somebody waits for a page.
    """

    name: str
    label: Any
    media: str
    write: Callable[[Sheet, Path], None]
    is_picture: bool = False
    most_rows: int | None = None
    most_waiting: int | None = None


FORMATS: Registry[Format] = Registry("format")
