"""The formats in which a sheet can be taken along: one file each in `formats/`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oyez.kit.registry import Registry
from oyez.kit.sheets.sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class Format:
    """One way to write a sheet; `name` is also the ending of its files. `write` makes a whole file or raises."""

    name: str
    label: Any
    media: str
    write: Callable[[Sheet, Path], None]
    is_picture: bool = False


FORMATS: Registry[Format] = Registry("format")
