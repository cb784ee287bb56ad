"""Who is one: merges as links between persons, undone by taking the link away."""

from collections.abc import Iterable, Mapping


def roots(links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each absorbed person the one that stands for them, following all links (kept, absorbed)."""
    parent: dict[int, int] = {absorbed: kept for kept, absorbed in links}
    return {person: _top(person, parent) for person in parent}


def _top(person: int, parent: Mapping[int, int]) -> int:
    seen = {person}
    while person in parent and parent[person] not in seen:
        person = parent[person]
        seen.add(person)
    return person
