"""All identified answers of some subjects over time: what accounts are placed by, at any moment.

Subjects go in as tokens and come out as whatever stands for them; who may know of which is decided by whoever asks.
"""

from collections.abc import Hashable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.measure.core.metric import Sum, Total, column_of
from oyez.measure.core.plan import (
    Aggregate,
    Condition,
    Identified,
    Is,
    Keep,
    Listed,
    OneOf,
    Plan,
    Scan,
)
from oyez.measure.core.plan import Column as ColumnOf
from oyez.measure.store.engine import Engine, engine
from oyez.measure.store.files import Gone
from oyez.measure.store.snapshot import Snapshot

BY = ("subject", "account", "occurred_at", "seq")


class Given(NamedTuple):
    """One answer of a subject for an account, or for none that was named: the first of the scores asked for."""

    person: int
    account: str | None
    occurred_at: datetime
    seq: int
    score: str
    value: float


def given(
    viewer: Viewer, tokens: Mapping[int, int], kept: tuple[Condition, ...], scores: Sequence[str]
) -> list[Given]:
    """The answers that these conditions keep, corrections applied; those without any of the scores stay out."""
    viewer.needs(Can.NUMBERS)
    store = engine()
    try:
        return _read(store, store.snapshot(), tokens, kept, scores)
    except Gone:
        return _read(store, store.reload(), tokens, kept, scores)


def as_of(viewer: Viewer) -> Hashable | None:
    """The moment that answers are read at: equal moments, equal answers; none before there is a columnar copy."""
    viewer.needs(Can.NUMBERS)
    snapshot = engine().snapshot()
    return snapshot.key if snapshot.standing.uid else None


def _read(
    store: Engine,
    snapshot: Snapshot,
    tokens: Mapping[int, int],
    kept: tuple[Condition, ...],
    scores: Sequence[str],
) -> list[Given]:
    names = [name for name in scores if column_of(name) in snapshot.scores]
    if not names or not tokens:
        return []
    plan: Plan = (
        Scan(),
        Listed(frozenset(tokens)),
        Identified(corrected=bool(snapshot.corrected)),
        Keep((OneOf(ColumnOf("kind"), ("response",)), Is("mention", False), *kept)),
        Aggregate(BY, tuple(Sum(name, Total(column_of(name))) for name in names)),
    )
    found = (_given(row, tokens[row[0]], names) for row in store.run(snapshot, plan))
    return [one for one in found if one is not None]


def _given(row: tuple[Any, ...], person: int, names: Sequence[str]) -> Given | None:
    _token, account, occurred_at, seq, *values = row
    for name, value in zip(names, values, strict=True):
        if value is not None:
            return Given(person, account, occurred_at.replace(tzinfo=UTC), seq, name, value)
    return None
