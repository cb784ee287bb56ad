"""The counts of every stream a viewer may see: scores at units and touchpoints, flags at units, month by month."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company, tree
from oyez.kit.remembered import Remembered
from oyez.measure.choices import PROMISE, single_metrics
from oyez.measure.core.change.p_chart import Count
from oyez.measure.core.change.shares import Charted, charted, count_of
from oyez.measure.core.change.watched import Measure, Stream
from oyez.measure.core.metric import Promised
from oyez.measure.core.question import Every, Filter, Question
from oyez.measure.core.result import Card, Result
from oyez.measure.definitions.standing import definitions
from oyez.measure.dimensions import scope_conditions
from oyez.measure.store.engine import engine
from oyez.measure.watching.attributes import attributes
from oyez.measure.watching.places import Placed, all_at_touchpoints, all_at_units, at_units

YES, NO = "true", "false"
COUNTED: Remembered[list["Counted"]] = Remembered(16)


@dataclass(frozen=True)
class Counted:
    """A stream's counts in the order of its periods, and what its share is called."""

    stream: Stream
    share: Charted
    periods: tuple[date, ...]
    counts: tuple[Count | None, ...]
    card: Card | None = None

    @property
    def answers(self) -> float:
        return sum(count.n for count in self.counts if count is not None)


def streams(viewer: Viewer) -> list[Counted]:
    """Everything that can be charted, counted once as long as nothing new is written and nobody is moved."""
    key = _key(viewer)
    if key is None:
        return list(_streams(viewer))
    return COUNTED.get(key) or COUNTED.keep(key, list(_streams(viewer)))


def _key(viewer: Viewer) -> Hashable | None:
    """What the counts of a viewer depend on; nothing is remembered before there is a store."""
    snapshot, standing = engine().snapshot(), tree()
    if not snapshot.standing.uid:
        return None
    places = frozenset(standing.parents.items()), frozenset(standing.kinds.items())
    defined = tuple((one.name, one.version) for one in definitions().all)
    return snapshot.key, scope_conditions(viewer), viewer.can, places, the_company().k, defined


def _streams(viewer: Viewer) -> Iterator[Counted]:
    """Flags are counted at units only: each has its kind of interaction already."""
    names = [one.name for one in single_metrics(viewer) if one.shown not in ("count", "money")]
    yield from of_scores(viewer, [name for name in names if name != PROMISE])
    flags = attributes().flags
    if PROMISE in names and not any(
        flag.kind in Promised().outcomes for flag in flags
    ):  # else a flag says it
        yield from _of_placed(PROMISE, *all_at_units(viewer, [Question(PROMISE, every=Every.MONTH)]))
    for flag in flags:
        yield from of_flag(viewer, flag)


def of_scores(viewer: Viewer, names: Sequence[str]) -> Iterator[Counted]:
    """Scores at units and at touchpoints."""
    questions = [Question(name, every=Every.MONTH) for name in names]
    for all_at in (all_at_units, all_at_touchpoints):
        for name, placed in zip(names, all_at(viewer, questions), strict=True):
            yield from _of_placed(name, placed)


def _of_placed(name: str, placed: Placed) -> Iterator[Counted]:
    """Each place of a metric that has a share to be charted."""
    share = _charted(placed)
    if share is None:
        return
    for (dimension, key), by in placed.at.items():
        counts = tuple(count_of(share, result) for result in by[()])
        yield Counted(Stream(Measure(name), dimension, key), share, placed.periods, counts, placed.card)


def of_flag(viewer: Viewer, flag: Measure) -> Iterator[Counted]:
    """How often a flag is set among the interactions of its kind that say yes or no."""
    question = Question(
        "count", by=(f"attr:{flag.name}",), every=Every.MONTH, where=(Filter("kind", (flag.kind,)),)
    )
    placed = at_units(viewer, question)
    for (dimension, key), by in placed.at.items():
        yield Counted(
            Stream(flag, dimension, key),
            Charted("", None),
            placed.periods,
            _yes_of_both(by, len(placed.periods)),
        )


def _charted(placed: Placed) -> Charted | None:
    results = (one for by in placed.at.values() for series in by.values() for one in series)
    seen = next((one for one in results if one is not None and one.value is not None), None)
    return charted(placed.card, seen)


def _yes_of_both(
    by: Mapping[tuple[str | None, ...], tuple[Result | None, ...]], periods: int
) -> tuple[Count | None, ...]:
    nothing = (None,) * periods
    pairs = zip(by.get((YES,), nothing), by.get((NO,), nothing), strict=True)
    return tuple(_count(yes, no) for yes, no in pairs)


def _count(yes: Result | None, no: Result | None) -> Count | None:
    hits, misses = (0 if one is None else one.n or 0 for one in (yes, no))
    return Count(hits, hits + misses) if hits + misses else None
