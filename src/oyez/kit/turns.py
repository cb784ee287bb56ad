"""One at a time: whoever takes a turn keeps it until the transaction ends."""

from enum import IntEnum

from django.db import connection


class Turn(IntEnum):
    """What only one transaction may do at a time; the numbers are any, but the same in every process."""

    JOURNAL = 0x0AE7_1093
    PEOPLE = 0x0AE7_1094  # taken before the journal's where both are


def take(turn: Turn) -> None:
    """Wait for a turn, inside a transaction. On SQLite BEGIN IMMEDIATE has waited for all turns at once."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [turn.value])
