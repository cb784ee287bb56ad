"""Brings answers that are not identified from the journal into the grid."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from oyez.company.queries import the_company
from oyez.journal import queries as journal
from oyez.journal.models import Interaction
from oyez.kit.clock import to_micros
from oyez.kit.worker import Lease
from oyez.measure import changes
from oyez.measure.core.grid import Cell, Waiting
from oyez.people.queries import persons_of

BATCH = 20_000


def pending(position: int) -> bool:
    return journal.last_seq() > position


def advance(lease: Lease) -> bool:
    """Take the next stretch of the journal into the grid; say whether there is more."""
    store = changes.ensure_store()
    last = journal.last_seq()
    upto = min(last, lease.position + BATCH)
    stretch = Interaction.objects.filter(seq__gt=lease.position, seq__lte=upto)
    rows = list(stretch.exclude(mode="identified").exclude(mention=True).order_by("seq"))
    erased = [
        int(seq)
        for row in stretch.filter(kind="redaction")
        for seq in str(row.attributes.get("seqs", "")).split(",")
        if seq
    ]
    answers = list(_answers(rows, store.grid_time_zone)) if rows else []
    changes.enter_grid(lease, upto, answers, erased, the_company().k)
    return upto < last


def _answers(rows: list[Interaction], zone: str) -> Iterator[tuple[Cell, Waiting]]:
    """Each answer once for every score it gives, and once to be counted."""
    from oyez.measure.store.columns import days_of, person_token

    moments = [to_micros(row.occurred_at) for row in rows]
    days = days_of(moments, [row.mode for row in rows], zone, zone).tolist()
    persons = persons_of({row.subject for row in rows if row.subject})
    for row, day in zip(rows, days, strict=True):
        person = None
        if row.subject:
            known = persons.get(row.subject)
            person = f"person {known.pk}" if known else f"subject {person_token(row.subject):x}"
        scores: dict[str, Any] = row.scores if isinstance(row.scores, dict) else json.loads(row.scores)
        for score, value in {"": None, **scores}.items():
            yield _cell(row, day, score), Waiting(row.seq, person, value)


def _cell(row: Interaction, day: date, score: str) -> Cell:
    return Cell(row.survey or "", row.unit or "", day.replace(day=1), score)
