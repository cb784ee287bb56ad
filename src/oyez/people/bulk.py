"""Many new persons at once, past the ORM: an import of a million rows may bring a million of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection

from oyez.kit.clock import now
from oyez.people.core.identifiers import parts
from oyez.people.models import Identifier, Person

PART = 500
NewPerson = tuple[str, str, str, bool]  # name, language, country, prospect


def first_persons(kind: str, values: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The person that each known value of a kind first belonged to."""
    table = Identifier._meta.db_table
    for start in range(0, len(values), PART):
        part = values[start : start + PART]
        marks = ", ".join(["%s"] * len(part))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT value, person_id FROM {table} WHERE kind = %s AND value IN ({marks})", [kind, *part]
            )
            yield from cursor.fetchall()


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
