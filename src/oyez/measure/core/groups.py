"""Raw sums by group, before anybody may see them, and how groups are put together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from oyez.measure.core.metric import Sums, added

Place = tuple[tuple[str | None, ...], date | None]
Fold = Callable[[Place], Place]


class Group(msgspec.Struct, frozen=True):
    """The sums of one group: of identified answers, and of those that appeared in the grid.

    `largest` is how many answers one account gave, where it was worth looking up; `invited` how many were asked to
    answer, where that is known; `voices` how many persons stand behind it, where fewer than k must not be told.
    """

    keys: tuple[str | None, ...]
    start: date | None
    identified: Sums = {}
    released: Sums = {}
    largest: float = 0
    invited: int | None = None
    voices: int | None = None

    @property
    def place(self) -> Place:
        return self.keys, self.start

    @property
    def sums(self) -> Sums:
        return added((self.identified, self.released)) if self.released else self.identified

    @property
    def n(self) -> float:
        return self.identified.get("n", 0) + self.released.get("n", 0)


@dataclass(frozen=True)
class Reading:
    """All groups of a question, each place once; by account, what was worth looking up: (place, account, answers).

    `invited`: how many were asked to answer at each place, `None` where that is not known. `persons`: who was seen at
    each place, for what counts everybody once; there are no sums then. `once`: where a row stands in several groups,
    the same rows each counted once, from which all that puts groups together is read. `voices`: who stands behind
    each place, where a count could tell what a single person answered.
    """

    groups: tuple[Group, ...]
    accounts: tuple[tuple[Place, str, float], ...] = ()
    invited: tuple[tuple[Place, int], ...] | None = None
    persons: Mapping[Place, Set[int]] | None = None
    once: "Reading | None" = None
    voices: Mapping[Place, Set[int]] | None = None

    def folded(self, fold: Fold) -> list[Group]:
        """The groups under other places, those that meet there pooled, each with its largest account."""
        if self.once is not None and fold in (over_groups, to_whole):
            return self.once.folded(fold)
        if self.persons is not None:
            seen = _met(self.persons, fold)
            return [Group(*place, {"n": len(seen[place])}) for place in sorted(seen, key=_order)]
        together = list(self.groups) if fold is as_asked else pool(self.groups, fold)
        if self.invited is not None:
            asked = self._asked(fold)
            together = [replace(one, invited=asked.get(one.place)) for one in together]
        if self.voices is not None:
            heard = _met(self.voices, fold)
            together = [replace(one, voices=len(heard.get(one.place, ()))) for one in together]
        if not self.accounts:
            return together
        sizes: defaultdict[tuple[Place, str], float] = defaultdict(float)
        for place, account, n in self.accounts:
            sizes[fold(place), account] += n
        largest: dict[Place, float] = {}
        for (place, _), n in sizes.items():
            largest[place] = max(n, largest.get(place, 0))
        return [replace(one, largest=largest.get(one.place, 0)) for one in together]

    def _asked(self, fold: Fold) -> dict[Place, int]:
        """How many were invited under each new place; not where some answered whom nobody had invited."""
        asked: Counter[Place] = Counter()
        by_keys: Counter[tuple[str | None, ...]] = Counter()
        for place, invitations in self.invited or ():
            asked[fold(place)] += invitations
            by_keys[place[0]] += invitations
        mixed = {fold(one.place) for one in self.groups if one.n and not by_keys[one.keys]}
        return {place: invitations for place, invitations in asked.items() if place not in mixed}

    def whole(self) -> Group:
        """Everything in one group."""
        found = self.folded(to_whole)
        return found[0] if found else Group((), None)


def _met(persons: Mapping[Place, Set[int]], fold: Fold) -> dict[Place, set[int]]:
    """Who is seen at each new place; who was at several of its parts is one person."""
    seen: defaultdict[Place, set[int]] = defaultdict(set)
    for place, some in persons.items():
        seen[fold(place)] |= some
    return seen


def as_asked(place: Place) -> Place:
    return place


def over_time(place: Place) -> Place:
    """Each group by itself, all its periods together."""
    return place[0], None


def over_groups(place: Place) -> Place:
    """Each period by itself, all groups together."""
    return (), place[1]


def to_whole(place: Place) -> Place:
    return (), None


def pool(groups: Iterable[Group], fold: Fold) -> list[Group]:
    """Groups that a fold puts together become one; their sums are added, and they stand in a fixed order."""
    together: dict[Place, list[Group]] = {}
    for group in groups:
        together.setdefault(fold(group.place), []).append(group)
    return [_joined(at, together[at]) for at in sorted(together, key=_order)]


def _joined(at: Place, parts: Sequence[Group]) -> Group:
    identified = [one.identified for one in parts if one.identified]
    released = [one.released for one in parts if one.released]
    return Group(*at, _together(identified), _together(released))


def _together(parts: Sequence[Sums]) -> Sums:
    return parts[0] if len(parts) == 1 else added(parts)


def _order(at: Place) -> tuple[Any, ...]:
    keys, start = at
    return (*((key is None, key or "") for key in keys), start or date.min)
