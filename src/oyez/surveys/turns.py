"""Whose turn it is in a relationship survey's wave: spread over the months by hash, so that none is crowded."""

import hashlib

from oyez.company.core.scope import Viewer
from oyez.surveys import selecting
from oyez.surveys.core.definition import Definition
from oyez.surveys.models import Wave


def is_turn(name: str, survey: str, month: int, every: int) -> bool:
    """Whether a month (counted from year 0) is the turn of an account or person: one in `every`, always the same."""
    number = int.from_bytes(hashlib.sha256(f"{survey}:{name}".encode()).digest()[:8])
    return number % every == month % every


def in_turn(viewer: Viewer, wave: Wave, definition: Definition) -> list[int] | None:
    """Whose turn it is in a wave: contacts of an account together, others by themselves; `None`: everybody's."""
    persons = selecting.audience(viewer, wave.audience or definition.audience)
    every = definition.timing.every_months
    if every <= 1:
        return persons
    month = wave.opens_at.year * 12 + wave.opens_at.month
    names = selecting.turns(persons)
    survey = definition.survey
    return [person for person, name in names.items() if is_turn(name, survey, month, every)]
