"""What people answered before: their own past, which only triggers compare them with."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Q

from oyez.act.core.conditions import Scales, on_scale
from oyez.journal.models import Interaction
from oyez.kit.clock import from_micros
from oyez.people.models import Identifier

PART = 500
READ = (
    f"SELECT subject, occurred_at, seq, scores, key, replaces FROM {Interaction._meta.db_table} "
    "WHERE subject IN ({}) AND mode = 'identified' AND NOT mention AND direction = 'in' "
    "AND (replaces IS NOT NULL OR scores <> '{{}}') ORDER BY seq"
)

_given = msgspec.json.Decoder(dict[str, float]).decode


@dataclass(frozen=True, order=True)
class Past:
    """One earlier answer of a person."""

    occurred_at: datetime
    seq: int
    scores: Mapping[str, float] = field(compare=False)


class Histories:
    """The answers of some persons, by person."""

    def __init__(self) -> None:
        self._past: dict[int, list[Past]] = defaultdict(list)

    def add(self, person: int, past: Past) -> None:
        self._past[person].append(past)

    def before(self, person: int, seq: int, occurred_at: datetime) -> Callable[[str], Sequence[float]]:
        """A person's scores of a name from before one answer, oldest first."""

        def scores(name: str) -> Sequence[float]:
            return [
                past.scores[name]
                for past in sorted(self._past.get(person, ()))
                if past.seq < seq and past.occurred_at <= occurred_at and name in past.scores
            ]

        return scores

    def on_scale(self, score: str, scales: Scales) -> list[list[float]]:
        """Each person's scores on one scale, oldest first."""
        return [
            [value for past in sorted(answers) for _, value, _ in on_scale(score, past.scores, scales)]
            for answers in self._past.values()
        ]


def histories(people: Iterable[int]) -> Histories:
    """All identified answers of some persons, whatever they were known by, corrections applied."""
    found = Histories()
    owners = _owners(set(people))
    subjects = sorted(owners)
    for start in range(0, len(subjects), PART):
        answers = _answers(subjects[start : start + PART])
        last = {bytes(replaces): seq for _, _, seq, _, _, replaces in answers if replaces is not None}
        for subject, occurred_at, seq, scores, key, replaces in answers:
            if last.get(bytes(key)) is None and (replaces is None or last[bytes(replaces)] == seq):
                found.add(owners[subject], Past(from_micros(occurred_at), seq, _given(scores)))
    return found


def _answers(subjects: Sequence[str]) -> list[tuple[Any, ...]]:
    """Read past the ORM: a trigger tried out reads hundreds of thousands of them."""
    with connection.cursor() as cursor:
        cursor.execute(READ.format(", ".join(["%s"] * len(subjects))), list(subjects))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _owners(people: set[int]) -> dict[str, int]:
    """Each subject under which one of these persons, or somebody merged into them, is known."""
    found: dict[str, int] = {}
    wanted = sorted(people)
    for start in range(0, len(wanted), PART):
        part = wanted[start : start + PART]
        rows = Identifier.objects.filter(Q(person__in=part) | Q(person__merged_into__in=part))
        for kind, value, person, into in rows.values_list(
            "kind", "value", "person_id", "person__merged_into_id"
        ):
            found[f"{kind}:{value}"] = into or person
    return found
