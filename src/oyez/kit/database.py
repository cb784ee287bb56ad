"""What the database is told while much is written at once, and whether others wrote."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

PAGES_IN_LOG = 20_000  # of 4 KB: a page that many rows touch is copied into the database once, not each time
CACHE_KB = 131_072


@contextmanager
def writing_much() -> Iterator[None]:
    """On SQLite, let pages gather before they are copied into the database; half the time of a large import.

    Nothing is less safe: each commit is in the log on disk as always.
    """
    if connection.vendor != "sqlite":
        yield
        return
    wanted = {"wal_autocheckpoint": PAGES_IN_LOG, "cache_size": -CACHE_KB, "mmap_size": 0}
    before = {name: _pragma(name) for name in wanted}
    for name, value in wanted.items():
        _pragma(f"{name} = {value}")
    try:
        yield
    finally:
        for name, value in before.items():
            _pragma(f"{name} = {value}")


def writes_of_others() -> int | None:
    """On SQLite, a number that changes when another connection writes; `None` where the database does not tell."""
    if connection.vendor != "sqlite":
        return None
    try:
        return _pragma("data_version")
    except OperationalError:
        return None


def _pragma(text: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {text}")
        row = cursor.fetchone()
    return int(row[0]) if row else 0
