"""Rows of the journal as columns: what analysis needs of them, without texts and without identities."""

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from django.conf import settings
from django.db import connection

from oyez.journal.models import Interaction
from oyez.measure.core.calendar import DAY, local_days
from oyez.measure.core.metric import column_of

READ = (
    "seq", "key", "source", "occurred_at", "recorded_at", "subject", "account", "unit", "touchpoint", "channel",
    "kind", "direction", "mode", "mention", "survey", "language", "scores", "attributes", "replaces",
)  # fmt: skip
TEXTS = (
    "source", "account", "unit", "touchpoint", "channel", "kind", "direction", "mode", "survey", "language",
)  # fmt: skip
AMOUNT = pa.decimal128(18, 4)
MOST_MONEY = Decimal(10) ** 14
SCHEMA = pa.schema(
    [
        ("seq", pa.int64()),
        ("key", pa.uint64()),
        ("replaces", pa.uint64()),
        ("occurred_at", pa.timestamp("us")),
        ("recorded_at", pa.timestamp("us")),
        ("day", pa.date32()),
        ("month", pa.date32()),
        ("subject", pa.uint64()),
        *((name, pa.string()) for name in TEXTS),
        ("mention", pa.bool_()),
        ("amount", AMOUNT),
        ("currency", pa.string()),
        ("attributes", pa.map_(pa.string(), pa.string())),
    ]
)
REDACTION = "redaction"

_said = msgspec.json.Decoder(dict[str, Any]).decode
_given = msgspec.json.Decoder(dict[str, float]).decode

Row = tuple[Any, ...]


def read_after(seq: int, limit: int) -> list[Row]:
    """The next rows of the journal, in order."""
    return _read("seq > %s ORDER BY seq LIMIT %s", [seq, limit])


def read_these(seqs: Sequence[int]) -> list[Row]:
    """These rows of the journal, as they stand now."""
    found: list[Row] = []
    for start in range(0, len(seqs), 500):
        part = list(seqs[start : start + 500])
        found += _read(f"seq IN ({', '.join(['%s'] * len(part))}) ORDER BY seq", part)
    return found


def _read(where: str, parameters: list[int]) -> list[Row]:
    table = Interaction._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(READ)} FROM {table} WHERE {where}", parameters)
        rows: list[Row] = cursor.fetchall()
    return rows


def redacted(rows: Iterable[Row]) -> list[int]:
    """The sequence numbers that redactions among these rows name."""
    kind, attributes = READ.index("kind"), READ.index("attributes")
    return [
        int(seq)
        for row in rows
        if row[kind] == REDACTION
        for seq in str(_said(row[attributes]).get("seqs", "")).split(",")
        if seq
    ]


def to_table(rows: Iterable[Row], zone: str, grid_zone: str) -> pa.Table:
    """Rows as an Arrow table; redactions, which are no interactions, stay out."""
    kind = READ.index("kind")
    kept = [row for row in rows if row[kind] != REDACTION]
    column = dict(zip(READ, zip(*kept, strict=True), strict=True)) if kept else dict.fromkeys(READ, ())
    scores = _scores(column["scores"])
    days = days_of(column["occurred_at"], column["mode"], zone, grid_zone)
    amounts, currencies, others = _attributes(column["attributes"])
    ready = {
        "seq": column["seq"],
        "key": [short(key) for key in column["key"]],
        "replaces": [None if key is None else short(key) for key in column["replaces"]],
        "occurred_at": column["occurred_at"],
        "recorded_at": column["recorded_at"],
        "day": days,
        "month": days.astype("datetime64[M]").astype("datetime64[D]"),
        "subject": _hashed(column["subject"]),
        **{name: column[name] for name in TEXTS},
        "mention": [bool(value) for value in column["mention"]],
        "amount": amounts,
        "currency": currencies,
        "attributes": others,
    }
    arrays = [pa.array(ready[field.name], field.type) for field in SCHEMA]
    names = [*SCHEMA.names, *(column_of(name) for name in scores)]
    return pa.table([*arrays, *(pa.array(values, pa.float64()) for values in scores.values())], names=names)


def days_of(moments: Sequence[int], modes: Sequence[str], zone: str, grid_zone: str) -> Any:
    """The calendar day of each interaction (datetime64[D]).

    Answers that are not identified stand in the grid by a zone that never changes; anonymous ones were
    recorded by their day alone, which no zone may shift.
    """
    at, how = np.asarray(moments, dtype=np.int64), np.asarray(modes, dtype=object)
    days = local_days(at, zone)
    if zone != grid_zone:
        days = np.where(how == "identified", days, local_days(at, grid_zone))
    return np.where(how == "anonymous", (at // DAY).astype("datetime64[D]"), days).astype("datetime64[D]")


def score_columns(table: pa.Table) -> list[str]:
    """The columns of a table beyond those that every table has."""
    return [name for name in table.column_names if name not in SCHEMA.names]


def person_token(subject: str) -> int:
    """A subject in 64 bits that only this installation can make."""
    return _token(subject.encode(), settings.SECRET_KEY.encode()[:64])


def person_tokens(subjects: Iterable[str]) -> list[int]:
    """The same for many."""
    key = settings.SECRET_KEY.encode()[:64]
    return [_token(subject.encode(), key) for subject in subjects]


def _token(subject: bytes, key: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(subject, digest_size=8, key=key).digest(), "big")


def _hashed(subjects: Sequence[str | None]) -> list[int | None]:
    key = settings.SECRET_KEY.encode()[:64]
    known: dict[str | None, int | None] = {
        subject: _token(subject.encode(), key) for subject in set(subjects) if subject is not None
    }
    return [known.get(subject) for subject in subjects]


def short(key: bytes | memoryview | None) -> int:
    """The first half of a fingerprint: enough to find what a correction names."""
    return int.from_bytes(bytes(key or b"")[:8], "big")


def _scores(texts: Sequence[str]) -> dict[str, list[float | None]]:
    columns: dict[str, list[float | None]] = {}
    for at, text in enumerate(texts):
        if text == "{}":
            continue
        for name, value in _given(text).items():
            if name not in columns:
                columns[name] = [None] * len(texts)
            columns[name][at] = value
    return dict(sorted(columns.items()))


def _attributes(texts: Sequence[str]) -> tuple[list[Decimal | None], list[str | None], list[Any]]:
    amounts: list[Decimal | None] = [None] * len(texts)
    currencies: list[str | None] = [None] * len(texts)
    others: list[Any] = [()] * len(texts)
    for at, text in enumerate(texts):
        if text == "{}":
            continue
        said = _said(text)
        amounts[at] = _money(said.pop("amount", None))
        currency = said.pop("currency", None)
        currencies[at] = None if currency is None else str(currency)
        others[at] = [(name, _as_text(value)) for name, value in said.items()]
    return amounts, currencies, others


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _money(value: Any) -> Decimal | None:
    """An amount with four decimals; what is no amount, or beyond all money, is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        amount = Decimal(str(value))
        return round(amount, 4) if abs(amount) < MOST_MONEY else None
    except InvalidOperation:
        return None
