"""The latest identified answer of each subject at each account: what accounts are placed by.

Subjects go in as tokens and come out as whatever stands for them; who may know of which is decided by whoever asks.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.measure.core.metric import column_of
from oyez.measure.core.plan import (
    Column,
    Condition,
    Identified,
    Is,
    Keep,
    Latest,
    Listed,
    OneOf,
    Plan,
    Scan,
    Until,
)
from oyez.measure.store.columns import person_tokens
from oyez.measure.store.engine import Engine, Rows, engine
from oyez.measure.store.files import Gone
from oyez.measure.store.snapshot import Snapshot

BY = ("subject", "account")
WHEN = ("occurred_at", "seq")


class Last(NamedTuple):
    """The newest answer of a person for an account, or for none that was named: the first of the scores asked for."""

    person: int
    account: str | None
    occurred_at: datetime
    seq: int
    score: str
    value: float | None


def tokens_of(subjects: Mapping[str, int]) -> dict[int, int]:
    """What the columnar copy knows subjects by, each with the person behind it."""
    return dict(zip(person_tokens(subjects), subjects.values(), strict=True))


def latest(
    viewer: Viewer,
    tokens: Mapping[int, int],
    kept: tuple[Condition, ...],
    until: date,
    scores: Sequence[str],
) -> list[Last]:
    """The newest answers from before a day that these conditions keep, corrections applied."""
    viewer.needs(Can.NUMBERS)
    store = engine()
    try:
        return _read(store, store.snapshot(), tokens, kept, until, scores)
    except Gone:
        return _read(store, store.reload(), tokens, kept, until, scores)


def _read(
    store: Engine,
    snapshot: Snapshot,
    tokens: Mapping[int, int],
    kept: tuple[Condition, ...],
    until: date,
    scores: Sequence[str],
) -> list[Last]:
    names = [name for name in scores if column_of(name) in snapshot.scores]
    answers = (OneOf(Column("kind"), ("response",)), Is("mention", False), Until(until))
    plan: Plan = (
        Scan(),
        Listed(frozenset(tokens)),
        Identified(corrected=bool(snapshot.corrected)),
        Keep((*answers, *kept)),
        Latest(BY, (*WHEN, *map(column_of, names))),
    )
    return _newest(store.run(snapshot, plan), tokens, names)


def _newest(rows: Rows, tokens: Mapping[int, int], names: Sequence[str]) -> list[Last]:
    """One for each person and account: they may have several subjects, in the segments and in the tail."""
    found: dict[tuple[int, str | None], tuple[datetime, int, list[float | None]]] = {}
    for token, account, occurred_at, seq, *values in rows:
        place = (tokens[token], account)
        if place not in found or found[place][:2] < (occurred_at, seq):
            found[place] = (occurred_at, seq, values)
    return [
        Last(person, account, occurred_at.replace(tzinfo=UTC), seq, *_first(names, values))
        for (person, account), (occurred_at, seq, values) in found.items()
    ]


def _first(names: Sequence[str], values: Sequence[float | None]) -> tuple[str, float | None]:
    for name, value in zip(names, values, strict=True):
        if value is not None:
            return name, value
    return "", None
