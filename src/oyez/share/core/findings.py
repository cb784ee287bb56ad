"""Which findings to tell: those that hold after all that was looked at, by what they weigh, not one thing twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from oyez.measure.core.bursts import q_values

FALSE_ALARMS = 0.05
MANY = 7
OF_A_KIND = 2


@dataclass(frozen=True)
class Candidate:
    """One comparison that was looked at, as numbers: how it is worded is another matter.

    `p` is `None` where something was counted and nothing had to be tested. `weight` (0 to 1) is how much it
    matters, `rank` puts what says more about the same subject first (a month beats a mere difference).
    """

    kind: str
    subject: tuple[str, ...]
    value: float
    lo: float | None
    hi: float | None
    n: int
    p: float | None
    weight: float
    rank: int = 0
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Chosen:
    """What is told, what else held, and how many comparisons were looked at."""

    told: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    looked_at: int


def weigh(sure: float, width: float, reach: float) -> float:
    """The part of a difference that is sure, as a share of the scale, times the root of the share it touches."""
    return min(1.0, abs(sure) / width) * sqrt(min(1.0, max(0.0, reach)))


def choose(candidates: Sequence[Candidate], count: int = MANY, of_a_kind: int = OF_A_KIND) -> Chosen:
    """Keep what holds at a false-discovery rate of one in twenty over all comparisons, then the weightiest.

    Benjamini & Hochberg (1995). One subject is told once. Of each kind the weightiest comes first and then a second:
    seven times the same sort of news would hide the rest.
    """
    held = sorted(_believed(candidates), key=_weightiest)
    told: list[Candidate] = []
    for turn in range(1, of_a_kind + 1):
        for found in _once_a_subject(held):
            fewer = sum(other.kind == found.kind for other in told) < turn
            if fewer and found not in told and len(told) < count:
                told.append(found)
    others = tuple(found for found in held if found not in told)
    return Chosen(tuple(sorted(told, key=_weightiest)), others, len(candidates))


def _weightiest(found: Candidate) -> tuple[float, str, tuple[str, ...]]:
    return (-found.weight, found.kind, found.subject)


def _believed(candidates: Sequence[Candidate]) -> list[Candidate]:
    tested = [found for found in candidates if found.p is not None]
    qs = q_values([found.p for found in tested if found.p is not None])
    held = [found for found, q in zip(tested, qs, strict=True) if q <= FALSE_ALARMS]
    return [found for found in candidates if found.p is None and found.weight > 0] + held


def _once_a_subject(held: Sequence[Candidate]) -> list[Candidate]:
    best: dict[tuple[str, ...], Candidate] = {}
    for found in held:
        known = best.get(found.subject)
        if known is None or found.rank > known.rank:
            best[found.subject] = found
    return sorted(best.values(), key=_weightiest)
