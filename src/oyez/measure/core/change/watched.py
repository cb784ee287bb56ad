"""What is watched: a share at a place. Its name is an address: `csat@unit=harbour`, `fitting.complete@region=north`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from oyez.kit.errors import Refused
from oyez.measure.core.change.budget import Budget
from oyez.measure.core.change.signals import State
from oyez.measure.core.change.stream import Chart

EVERYWHERE = ""


@dataclass(frozen=True)
class Measure:
    """A share that is charted: of a score's answers, or, with a `kind`, of its interactions where a flag is set."""

    name: str
    kind: str = ""

    def __str__(self) -> str:
        return f"{self.kind}.{self.name}" if self.kind else self.name


@dataclass(frozen=True)
class Stream:
    """A measure at a place: everywhere, at a unit of some level, or at a touchpoint."""

    measure: Measure
    dimension: str = EVERYWHERE
    key: str = ""

    def __str__(self) -> str:
        return f"{self.measure}@{self.dimension}={self.key}" if self.dimension else str(self.measure)


@dataclass(frozen=True)
class Watched:
    """A stream with its chart, whose it is, and how many periods it has."""

    stream: Stream
    chart: Chart
    owner: int | None


@dataclass(frozen=True)
class Moved:
    """A stream with a signal, and below it those of its parts that have one of the same side."""

    watched: Watched
    below: tuple["Moved", ...] = ()

    @property
    def state(self) -> State:
        return self.watched.chart.state


@dataclass(frozen=True)
class Watching:
    """Everything that was charted: what moved, what is calm, what has no chart yet, and each owner's budget."""

    moved: tuple[Moved, ...]
    watched: tuple[Watched, ...]
    lacking: tuple[Stream, ...]
    budgets: Mapping[int | None, Budget] = field(default_factory=dict)

    @property
    def expected(self) -> float:
        """False first signals a quarter over all owners."""
        return sum(budget.expected for budget in self.budgets.values())


def parse_stream(text: str) -> Stream:
    """The stream that an address names."""
    measure, _, place = text.strip().partition("@")
    kind, dot, name = measure.partition(".")
    dimension, equals, key = place.partition("=")
    if not measure or (place and not (dimension and equals and key)):
        raise Refused(f"A stream is written measure@dimension=key, as in csat@unit=harbour; “{text}” is not.")
    return Stream(Measure(name, kind) if dot else Measure(measure), dimension, key)


def drilled(watched: Sequence[Watched], paths: Mapping[str, Sequence[str]]) -> tuple[Moved, ...]:
    """What moved, from the top of the hierarchy down: each below the highest place that moved the same way.

    `paths` has the units above each unit, nearest first. Alerts come before what is only watched, the furthest first.
    """
    moved = [one for one in watched if one.chart.state is not State.CALM]
    parents = {one.stream: _nearest_above(one, moved, paths) for one in moved}
    return tuple(_with_parts(one, moved, parents) for one in _ordered(moved) if parents[one.stream] is None)


def _with_parts(one: Watched, moved: Sequence[Watched], parents: Mapping[Stream, Stream | None]) -> Moved:
    parts = [other for other in moved if parents[other.stream] == one.stream]
    return Moved(one, tuple(_with_parts(part, moved, parents) for part in _ordered(parts)))


def _nearest_above(
    one: Watched, moved: Sequence[Watched], paths: Mapping[str, Sequence[str]]
) -> Stream | None:
    """The nearest place above that moved to the same side; what holds everywhere stands above everything."""
    same = {
        other.stream.key: other.stream
        for other in moved
        if other.stream.measure == one.stream.measure
        and other.chart.side == one.chart.side
        and other.stream != one.stream
    }
    if one.stream.dimension == EVERYWHERE:
        return None
    above = (key for key in paths.get(one.stream.key, ()) if key in same)
    return next((same[key] for key in above), same.get(""))


def _ordered(moved: Sequence[Watched]) -> list[Watched]:
    return sorted(
        moved, key=lambda one: (one.chart.state is not State.ALERT, -_furthest(one), str(one.stream))
    )


def _furthest(one: Watched) -> float:
    """How far the run of signals reaches at most, in sigmas."""
    run = [
        abs(period.z or 0)
        for period in one.chart.periods
        if period.side and period.at >= (one.chart.since or 0)
    ]
    return max(run, default=0.0)
