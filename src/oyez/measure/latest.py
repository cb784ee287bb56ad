"""The latest identified answer of each subject at each account: what accounts are placed by.

Subjects go in as tokens and come out as whatever stands for them; who may know of which is decided by whoever asks.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

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
from oyez.measure.store.engine import Engine, engine
from oyez.measure.store.files import Gone
from oyez.measure.store.snapshot import Snapshot

BY = ("subject", "account")
WHEN = ("occurred_at", "seq")


class Last(NamedTuple):
    """The newest answer of a subject for an account, or for none that was named: the first of the scores asked for."""

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
    """The newest answers from before a day that these conditions keep, corrections applied.

    A person has one for each of their subjects, and may have one in the segments and one in the tail.
    """
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
    return [_last(row, tokens[row[0]], names) for row in store.run(snapshot, plan)]


def _last(row: tuple[Any, ...], person: int, names: Sequence[str]) -> Last:
    _token, account, occurred_at, seq, *values = row
    moment = occurred_at.replace(tzinfo=UTC)
    for name, value in zip(names, values, strict=True):
        if value is not None:
            return Last(person, account, moment, seq, name, value)
    return Last(person, account, moment, seq, "", None)
