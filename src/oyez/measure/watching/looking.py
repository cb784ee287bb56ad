"""Looks at every stream once: a chart for each, limits as wide as its owner's alarm budget asks for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import tree
from oyez.measure.core.change.budget import budget
from oyez.measure.core.change.signals import State
from oyez.measure.core.change.stream import Begun, begin, judge
from oyez.measure.core.change.watched import EVERYWHERE, Moved, Stream, Watched, Watching, drilled
from oyez.measure.queries import restarts
from oyez.measure.watching.owners import TOUCHPOINT, above, owners
from oyez.measure.watching.streams import Counted, streams

MONTHS_A_QUARTER = 3


@dataclass(frozen=True)
class Seen:
    """Everything that was looked at, with the counts behind each stream; `same` are places charted under another."""

    watching: Watching
    counted: dict[Stream, Counted]
    same: dict[Stream, Stream]

    def find(self, stream: Stream) -> Watched | None:
        """The chart of a stream, also if it is charted under another place that holds exactly the same."""
        wanted = self.same.get(stream, stream)
        return next((one for one in self.watching.watched if one.stream == wanted), None)

    def since(self, watched: Watched) -> date | None:
        """The first day of the period in which the run of signals began."""
        at = watched.chart.since
        return None if at is None else self.counted[watched.stream].periods[at]


def look(viewer: Viewer) -> Seen:
    """Every chart of this viewer. A stream without history or answers enough takes no part in a budget."""
    viewer.needs(Can.NUMBERS)
    counted, same = _without_repeats(streams(viewer), viewer.scope.units is None)
    begun = restarts(viewer)
    return _looked(viewer, [_since_restart(one, begun.get(str(one.stream))) for one in counted], same)


def _looked(viewer: Viewer, counted: Sequence[Counted], same: dict[Stream, Stream]) -> Seen:
    standing = tree()
    owner_of = owners(viewer, standing)
    begun = {one.stream: start for one in counted if isinstance(start := begin(one.counts), Begun)}
    whose = {stream: owner_of(stream) for stream in begun}
    budgets = {
        owner: budget(streams_of_theirs, MONTHS_A_QUARTER)
        for owner, streams_of_theirs in Counter(whose.values()).items()
    }
    watched = [
        Watched(stream, judge(start, budgets[whose[stream]].width), whose[stream])
        for stream, start in begun.items()
    ]
    paths = {key: above(standing, key)[1:] for key in standing.names}
    return Seen(
        Watching(
            moved=drilled(watched, paths),
            watched=tuple(watched),
            lacking=tuple(one.stream for one in counted if one.stream not in begun),
            budgets=budgets,
        ),
        {one.stream: one for one in counted},
        same,
    )


def _since_restart(counted: Counted, since: date | None) -> Counted:
    """A chart that was restarted has no months from before."""
    if since is None:
        return counted
    months = zip(counted.periods, counted.counts, strict=True)
    return replace(counted, counts=tuple(count if month >= since else None for month, count in months))


def _without_repeats(
    counted: Sequence[Counted], whole_company: bool
) -> tuple[list[Counted], dict[Stream, Stream]]:
    """A place that holds exactly what another one holds is charted once: a company with one brand, a region of one.

    Everything together comes first (last for those who see a part: theirs has a name), then touchpoints, then the
    level with the most units.
    """
    places = Counter(one.stream.dimension for one in counted)
    order = {EVERYWHERE: 0 if whole_company else 3, TOUCHPOINT: 1}

    def wanted_first(one: Counted) -> tuple[str, int, int, str]:
        dimension = one.stream.dimension
        return str(one.stream.measure), order.get(dimension, 2), -places[dimension], str(one.stream)

    first: dict[tuple[object, ...], Counted] = {}
    same: dict[Stream, Stream] = {}
    for one in sorted(counted, key=wanted_first):
        kept = first.setdefault((one.stream.measure, one.periods, one.counts), one)
        if kept is not one:
            same[one.stream] = kept.stream
    return list(first.values()), same


def alerts(watching: Watching) -> list[Moved]:
    """What moved for certain, at the highest place that shows it."""
    return [one for one in watching.moved if one.state is State.ALERT]
