"""One question at every place: everywhere, at each unit of each level, at each touchpoint; every result narrowed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from oyez.company.core.scope import Viewer
from oyez.measure.ask import card
from oyez.measure.core.calendar import starts
from oyez.measure.core.change.watched import EVERYWHERE
from oyez.measure.core.groups import Place, Reading, as_asked, over_groups
from oyez.measure.core.narrow import Rules, narrow
from oyez.measure.core.question import Every, Question
from oyez.measure.core.result import Card, Point, Result
from oyez.measure.reading import Asking, prepare, read, read_together

Spot = tuple[str, str]
Rest = tuple[str | None, ...]


@dataclass(frozen=True)
class Placed:
    """A question's results: place → what else it was asked by → the results in the order of the periods."""

    card: Card
    periods: tuple[date, ...]
    at: Mapping[Spot, Mapping[Rest, tuple[Result | None, ...]]]


def at_units(viewer: Viewer, question: Question) -> Placed:
    """Everywhere and at each unit of each level, for what is counted; it is not hidden, whichever way it is put."""
    asking = prepare(viewer, replace(question, by=("unit", *question.by)))
    return _at_units(viewer, question, asking, *read(asking))


def all_at_units(viewer: Viewer, questions: Sequence[Question]) -> list[Placed]:
    """Everywhere and at each unit of each level, for scores that are asked alike.

    Units are read once and put together by level before narrowing.
    """
    askings = [prepare(viewer, replace(one, by=("unit", *one.by))) for one in questions]
    read_all = zip(questions, askings, read_together(askings), strict=True)
    return [_at_units(viewer, question, asking, *found) for question, asking, found in read_all]


def all_at_touchpoints(viewer: Viewer, questions: Sequence[Question]) -> list[Placed]:
    """At each touchpoint, for several scores that are asked alike."""
    askings = [prepare(viewer, replace(one, by=("touchpoint", *one.by))) for one in questions]
    read_all = zip(questions, askings, read_together(askings), strict=True)
    return [_at_touchpoints(viewer, question, asking, *found) for question, asking, found in read_all]


def _at_units(viewer: Viewer, question: Question, asking: Asking, reading: Reading, rules: Rules) -> Placed:
    found: dict[str, list[Point]] = {
        EVERYWHERE: narrow(viewer, asking.metric, reading.folded(_without_unit), rules)
    }
    for level in asking.dimensions.levels:
        above = asking.dimensions.level(level)

        def to_level(place: Place, above: Mapping[str, str | None] = above) -> Place:
            keys, start = place
            return (above.get(keys[0] or ""), *keys[1:]), start

        points = narrow(viewer, asking.metric, reading.folded(to_level), rules)
        found[level] = [point for point in points if _is_whole(viewer, point)]
    return _placed(card(asking.metric), question.every, found)


def _at_touchpoints(
    viewer: Viewer, question: Question, asking: Asking, reading: Reading, rules: Rules
) -> Placed:
    points = narrow(viewer, asking.metric, reading.folded(as_asked), rules)
    return _placed(card(asking.metric), question.every, {"touchpoint": points})


def _is_whole(viewer: Viewer, point: Point) -> bool:
    """A unit of which the viewer sees only a part is no place of theirs."""
    return viewer.scope.units is None or point.keys[0] in viewer.scope.units


def _without_unit(place: Place) -> Place:
    keys, start = place
    return over_groups(place) if len(keys) == 1 else (keys[1:], start)


def _placed(of: Card, every: Every | None, found: Mapping[str, list[Point]]) -> Placed:
    seen = sorted({point.start for points in found.values() for point in points if point.start})
    periods = starts(seen[0], _day_after(seen[-1]), every) if seen and every else []
    order = {start: at for at, start in enumerate(periods)}
    gathered: dict[Spot, dict[Rest, list[Result | None]]] = defaultdict(dict)
    for dimension, points in found.items():
        for point in points:
            spot, rest = _spot(dimension, point.keys)
            if spot is not None and point.start is not None:
                series = gathered[spot].setdefault(rest, [None] * len(periods))
                series[order[point.start]] = point.result
    at = {spot: {rest: tuple(series) for rest, series in by.items()} for spot, by in gathered.items()}
    return Placed(of, tuple(periods), at)


def _spot(dimension: str, keys: tuple[str | None, ...]) -> tuple[Spot | None, Rest]:
    """What has no unit stands only in everything together."""
    if dimension == EVERYWHERE:
        return (EVERYWHERE, ""), keys
    return (None if keys[0] is None else (dimension, keys[0])), keys[1:]


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
