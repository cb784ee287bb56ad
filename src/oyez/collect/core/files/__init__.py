"""Files that people bring: one module a format, found by a registry."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from oyez.collect.core.packed import starts_with
from oyez.collect.core.tables import DETECT, ReadOptions, Table, Unreadable
from oyez.kit.registry import Registry, import_folder


@dataclass(frozen=True)
class Format:
    """One kind of file: how it is recognised and opened; `rank` decides who is asked first."""

    name: str
    rank: int
    recognises: Callable[[Path, bytes], bool]
    open: Callable[[Path, ReadOptions], Table]


FORMATS: Registry[Format] = Registry("file format")


def open_table(path: Path, options: ReadOptions = DETECT) -> Table:
    """Open a file as the table that it holds."""
    return format_of(path).open(path, options)


def format_of(path: Path) -> Format:
    """The format of a file, by what it begins with rather than by its name."""
    if not path.is_file():
        raise Unreadable(f"There is no file {path}.")
    if path.stat().st_size == 0:
        raise Unreadable(f"{path.name} is empty.")
    _find_all()
    head = starts_with(path, 4096)
    for candidate in sorted(FORMATS.values(), key=lambda candidate: candidate.rank):
        if candidate.recognises(path, head):
            return candidate
    raise Unreadable(
        f"{path.name} is none of the files that can be read: CSV or TSV, JSON Lines, Parquet, XLSX, SQLite."
    )


@cache
def _find_all() -> None:
    import_folder(__name__)
