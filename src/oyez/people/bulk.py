"""Many new persons at once, past the ORM: an import of a million rows may bring a million of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from oyez.kit.clock import now
from oyez.people.core.identifiers import parts
from oyez.people.models import Identifier, Person

NewPerson = tuple[str, str, str, bool]  # name, language, country, prospect


def insert_persons(people: Sequence[NewPerson]) -> list[int]:
    """Insert persons and return their ids, which are drawn first so that identifiers can follow at once."""
    ids, made = _draw(len(people)), _now()
    _insert(
        Person._meta.db_table,
        ("id", "name", "language", "country", "prospect", "created_at"),
        [(pk, *person, made) for pk, person in zip(ids, people, strict=True)],
    )
    return ids


def insert_identifiers(persons: Mapping[str, int]) -> None:
    """Give subjects (`kind:value`) to persons; one that somebody else wrote meanwhile stays as it is."""
    seen = _now()
    rows = [(*parts(subject), person, seen) for subject, person in persons.items()]
    _insert(Identifier._meta.db_table, ("kind", "value", "person_id", "first_seen_at"), rows)


def _now() -> Any:
    """This moment as the database takes it, made once for all rows."""
    return connection.ops.adapt_datetimefield_value(now())


def _draw(count: int) -> list[int]:
    """Numbers that nobody else will get: from the sequence, or on SQLite under the write lock of the transaction."""
    table = Person._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    first = (row[0] if row else 0) + 1
    return list(range(first, first + count))


def _insert(table: str, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    if not rows:
        return
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) ON CONFLICT DO NOTHING", rows
        )
