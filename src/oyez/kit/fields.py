"""Database fields that Django does not have."""

from datetime import datetime
from typing import Any

from django.db import models

from oyez.kit.clock import from_micros, to_micros


class InstantField(models.BigIntegerField):  # type: ignore[type-arg]  # the stubs name the storage type, not ours
    """A moment, kept as microseconds since 1970 so that every database and the columnar copy agree on it."""

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> datetime | None:
        return None if value is None else from_micros(value)

    def to_python(self, value: Any) -> Any:
        return from_micros(value) if isinstance(value, int) else value

    def get_prep_value(self, value: Any) -> int | None:
        return to_micros(value) if isinstance(value, datetime) else value
