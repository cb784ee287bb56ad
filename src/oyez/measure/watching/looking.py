"""Looks at every stream once: a chart for each, limits as wide as its owner's alarm budget asks for."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import tree
from oyez.measure.core.change.budget import budget
from oyez.measure.core.change.signals import State
from oyez.measure.core.change.stream import Lacking, chart
from oyez.measure.core.change.watched import EVERYWHERE, Moved, Stream, Watched, Watching, drilled
from oyez.measure.watching.owners import TOUCHPOINT, above, owners
from oyez.measure.watching.streams import Counted, streams

MONTHS_A_QUARTER = 3


@dataclass(frozen=True)
class Seen:
    """Everything that was looked at, with the counts behind each stream."""

    watching: Watching
    counted: dict[Stream, Counted]

    def since(self, watched: Watched) -> date | None:
        """The first day of the period in which the run of signals began."""
        at = watched.chart.since
        return None if at is None else self.counted[watched.stream].periods[at]


def look(viewer: Viewer) -> Seen:
    """Every chart of this viewer. A stream without history or answers enough takes no part in a budget."""
    viewer.needs(Can.NUMBERS)
    return _looked(viewer, _without_repeats(streams(viewer)))


def _looked(viewer: Viewer, counted: Sequence[Counted]) -> Seen:
    standing = tree()
    owner_of = owners(viewer, standing)
    charted = {one.stream: found for one in counted if not isinstance(found := chart(one.counts), Lacking)}
    whose = {stream: owner_of(stream) for stream in charted}
    budgets = {
        owner: budget(streams_of_theirs, MONTHS_A_QUARTER)
        for owner, streams_of_theirs in Counter(whose.values()).items()
    }
    watched = []
    for one in counted:
        if one.stream in charted:
            owner = whose[one.stream]
            found = chart(one.counts, budgets[owner].width)
            assert not isinstance(found, Lacking)
            watched.append(Watched(one.stream, found, owner))
    paths = {key: above(standing, key)[1:] for key in standing.names}
    return Seen(
        Watching(
            moved=drilled(watched, paths),
            watched=tuple(watched),
            lacking=len(counted) - len(charted),
            budgets=budgets,
        ),
        {one.stream: one for one in counted},
    )


def _without_repeats(counted: Iterable[Counted]) -> list[Counted]:
    """A place that holds exactly what a wider one holds is charted once: a company with one brand, one network."""
    ordered = sorted(counted, key=lambda one: (str(one.stream.measure), _width(one.stream)))
    seen: set[tuple[object, ...]] = set()
    kept = []
    for one in ordered:
        same = (one.stream.measure, one.periods, one.counts)
        if same not in seen:
            seen.add(same)
            kept.append(one)
    return kept


def _width(stream: Stream) -> int:
    return 0 if stream.dimension == EVERYWHERE else 1 if stream.dimension == TOUCHPOINT else 2


def alerts(watching: Watching) -> list[Moved]:
    """What moved for certain, at the highest place that shows it."""
    return [one for one in watching.moved if one.state is State.ALERT]
