"""What an import would cause if its rows were news. Rooms that react say so here; `collect` knows none of them."""

from collections.abc import Callable, Mapping, Sequence

from oyez.company.core.scope import Viewer
from oyez.journal.core.facts import Fact

Foresee = Callable[[Viewer, Sequence[Fact]], Mapping[str, int]]

FORESEERS: list[Foresee] = []


def foresees(foresee: Foresee) -> Foresee:
    """Let a room say what it would do: a sentence part such as “cases opened” and how many."""
    if foresee not in FORESEERS:
        FORESEERS.append(foresee)
    return foresee


def what_would_happen(viewer: Viewer, facts: Sequence[Fact]) -> dict[str, int]:
    """All that these facts would cause; nothing is written."""
    found: dict[str, int] = {}
    for foresee in FORESEERS:
        for what, count in foresee(viewer, facts).items():
            found[what] = found.get(what, 0) + count
    return found
