"""Many rows of the ledger at once, past the ORM, in the transaction of whoever calls."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

APPROACH = (
    "person_id", "subject", "account", "kind", "key", "wave", "purpose", "basis", "channel", "at", "cause",
)  # fmt: skip
HELD = ("person_id", "kind", "key", "wave", "code", "detail", "at")
PURCHASE = ("seq", "subject", "person_id", "at")
NEWEST = (
    "ON CONFLICT (key, wave, kind, person_id) DO UPDATE SET code = excluded.code, detail = excluded.detail,"
    " at = excluded.at"
)


def insert_approaches(rows: Iterable[Sequence[Any]]) -> None:
    """Write approaches; one whose cause is known is left as it is."""
    _insert("contact_approach", APPROACH, rows, "ON CONFLICT (cause) DO NOTHING")


def insert_held(rows: Iterable[Sequence[Any]]) -> None:
    """Write why persons were not asked; the newest reason of a wave replaces the one before."""
    _insert("contact_held", HELD, rows, NEWEST)


def insert_purchases(rows: Iterable[Sequence[Any]]) -> None:
    """Write purchases; one that is known by its place in the journal is left as it is."""
    _insert("contact_purchase", PURCHASE, rows, "ON CONFLICT (seq) DO NOTHING")


def _insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], conflict: str) -> None:
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) {conflict}"
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))
