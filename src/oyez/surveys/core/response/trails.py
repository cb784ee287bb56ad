"""The ways that people took through a survey: how many saw each question, answered it, or left there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Trail:
    """One respondent: the questions shown in order, those answered, and whether it came to an end."""

    path: tuple[str, ...]
    answered: frozenset[str]
    is_finished: bool


@dataclass(frozen=True)
class Stop:
    """One question: how many saw it, answered it, and saw nothing after it without finishing. `None` is hidden."""

    question: str
    shown: int | None
    answered: int | None
    left: int | None


def stops(trails: Sequence[Trail], order: Iterable[str], k: int) -> list[Stop]:
    """The questions of a survey in order.

    Who gets to a question tells what they answered before, so it is hidden where fewer than k saw it, or all but fewer
    than k did.
    """
    shown = Counter(name for trail in trails for name in set(trail.path))
    answered = Counter(name for trail in trails for name in trail.answered & set(trail.path))
    left = Counter(trail.path[-1] for trail in trails if trail.path and not trail.is_finished)
    return [_stop(name, shown[name], answered[name], left[name], len(trails), k) for name in order]


def _stop(name: str, shown: int, answered: int, left: int, total: int, k: int) -> Stop:
    if shown < k or 0 < total - shown < k:
        return Stop(name, None, None, None)
    kept = answered if answered >= k and not 0 < shown - answered < k else None
    return Stop(name, shown, shown if answered == shown else kept, left if left == 0 or left >= k else None)


@dataclass(frozen=True)
class Ways:
    """The paths that at least k took, the most frequent first, and how many took any other."""

    paths: tuple[tuple[tuple[str, ...], int], ...]
    others: int | None


def ways(trails: Sequence[Trail], k: int, most: int = 8) -> Ways:
    """How often each path through the survey was taken to its end; paths of fewer than k are put together.

    Those put together are k as well, so that none follows from the rest; else they are not counted at all (`None`).
    """
    counts = Counter(trail.path for trail in trails if trail.is_finished)
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    named = [one for one in ordered if one[1] >= k]
    rest = sum(n for _, n in ordered if n < k)
    named, cut = named[:most], named[most:]
    rest += sum(n for _, n in cut)
    while 0 < rest < k and named:
        rest += named.pop()[1]
    return Ways(tuple(named), rest if rest == 0 or rest >= k else None)
