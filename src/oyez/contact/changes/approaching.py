"""Asking persons: the ledger gets a line for each who is asked, and the reason for each who is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.contact.changes.rows import insert_approaches, insert_held
from oyez.contact.core.asking import Asking
from oyez.contact.core.decisions import Decision, Decisions
from oyez.contact.core.eligible import Code
from oyez.contact.models import Approach, Planned
from oyez.kit.clock import now, to_micros

UNTOLD = (Code.send, Code.already_asked, Code.not_invited)  # nothing was kept from these persons
NAMED = 500


@dataclass(frozen=True)
class Approached:
    """Who is asked now, each once however often this runs, and how many were held back."""

    asked: tuple[Decision, ...]
    held: int


@transaction.atomic
def approach(viewer: Viewer, asking: Asking, decisions: Decisions, at: datetime | None = None) -> Approached:
    """Write down who is asked and why the others are not. What a wave wrote before is not written again.

    Whoever sends the mail does so in the same transaction, to those in `asked` and to nobody else.
    """
    viewer.needs(Can.PROGRAMME)
    moment = to_micros(at or now())
    sends = list(decisions.sends())
    causes = [cause_of(asking, one, decisions.day) for one in sends]
    known = _known(causes)
    fresh = [(one, cause) for one, cause in zip(sends, causes, strict=True) if cause not in known]
    insert_approaches(_row(asking, one, cause, moment) for one, cause in fresh)
    held = list(_held(asking, decisions, moment))
    insert_held(held)
    _unplan(asking, [one.person for one, _ in fresh])
    audit(
        viewer,
        "approach",
        f"{asking.kind}:{asking.key}",
        after={"wave": asking.wave, "asked": len(fresh), **decisions.counts()},
    )
    return Approached(tuple(one for one, _ in fresh), len(held))


def cause_of(asking: Asking, one: Decision, day: int) -> str:
    """What makes an approach happen once: the wave, or the day where a survey has no waves or reminds."""
    when = f"{asking.wave}:{day}" if asking.kind == "reminder" or not asking.wave else asking.wave
    return f"{asking.kind}:{asking.key}:{when}:{one.person}"


def _known(causes: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(causes), NAMED):
        rows = Approach.objects.filter(cause__in=causes[start : start + NAMED])
        found.update(rows.values_list("cause", flat=True))
    return found


def _row(asking: Asking, one: Decision, cause: str, moment: int) -> tuple[Any, ...]:
    return (
        one.owner, one.subject, one.account, asking.kind, asking.key, asking.wave, asking.purpose, one.basis,
        asking.channel, moment, cause,
    )  # fmt: skip


def _held(asking: Asking, decisions: Decisions, moment: int) -> Iterator[tuple[Any, ...]]:
    names = {int(code): code.name for code in Code}
    wanted = np.flatnonzero(~np.isin(decisions.code, [int(code) for code in UNTOLD]))
    rows = zip(
        decisions.persons[wanted].tolist(),
        decisions.code[wanted].tolist(),
        decisions.detail[wanted].tolist(),
        strict=True,
    )
    for person, code, detail in rows:
        yield person, asking.kind, asking.key, asking.wave, names[code], detail, moment


def _unplan(asking: Asking, persons: list[int]) -> None:
    plans = Planned.objects.filter(kind=asking.kind, key=asking.key, wave=asking.wave)
    if plans.exists():
        for start in range(0, len(persons), NAMED):
            plans.filter(person__in=persons[start : start + NAMED]).delete()
