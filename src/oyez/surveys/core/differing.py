"""What changed between two versions of a survey, in codes that a page puts into words."""

from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.series import series

What = Literal["added", "removed", "changed", "moved", "setting"]


@dataclass(frozen=True)
class Difference:
    """One thing: a question by its name, or a setting by its own; `parts` are what changed of it."""

    what: What
    name: str
    parts: tuple[str, ...] = ()


def differences(old: Definition, new: Definition) -> tuple[Difference, ...]:
    """Questions first, in the new order; then what was removed, then settings."""
    found = [Difference("added", id) for id in new.by_id if id not in old.by_id]
    found += [Difference("removed", id) for id in old.by_id if id not in new.by_id]
    for id in (id for id in new.by_id if id in old.by_id):
        if parts := _parts(old.by_id[id], new.by_id[id]):
            found.append(Difference("changed", id, parts))
    found += [Difference("moved", id) for id in _moved(list(old.by_id), list(new.by_id))]
    settings = tuple(name for name in _parts(old, new) if name != "questions")
    return (*found, *(Difference("setting", name) for name in settings))


def _parts(old: msgspec.Struct, new: msgspec.Struct) -> tuple[str, ...]:
    def value(one: msgspec.Struct, name: str) -> Any:
        return getattr(one, name)

    return tuple(name for name in new.__struct_fields__ if value(old, name) != value(new, name))


def _moved(old: list[str], new: list[str]) -> list[str]:
    """Questions of both that stand in another order; the longest run that kept its order did not move."""
    both = [id for id in new if id in old]
    places = [old.index(id) for id in both]
    best: list[list[int]] = []
    for at, place in enumerate(places):
        runs = [best[before] for before in range(at) if places[before] < place]
        best.append([*_longest(runs), at])
    staying = set(_longest(best))
    return [id for at, id in enumerate(both) if at not in staying]


def _longest(runs: list[list[int]]) -> list[int]:
    return max(runs, key=lambda run: len(run), default=[])


def begins_series(old: Definition, new: Definition) -> bool:
    """Whether scores of the new one are not compared with those of the old one."""
    return series(old) != series(new)
