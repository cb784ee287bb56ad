"""Inserting one row by a statement that is put together once, where rows come one by one and many a second.

Django's compiler spends several times as long on each such statement as the database does.
"""

from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, Field, Model


def insert(row: Model) -> None:
    """Write a new row; no signal is sent, and a key that the database counts up is not read back."""
    database = connections[DEFAULT_DB_ALIAS]
    statement, fields = _statement(type(row))
    with database.cursor() as cursor:
        cursor.execute(
            statement, [field.get_db_prep_save(getattr(row, field.attname), database) for field in fields]
        )
    row._state.adding = False


@cache
def _statement(model: type[Model]) -> tuple[str, tuple["Field[Any, Any]", ...]]:
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = tuple(field for field in model._meta.concrete_fields if not isinstance(field, AutoField))
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({marks})", fields
