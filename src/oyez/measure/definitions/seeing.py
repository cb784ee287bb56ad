"""Who may read a definition: a text can tell as much as a number does."""

from collections.abc import Iterator

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.core.worth import tells_worth
from oyez.measure.core.definitions.dimension import DimensionFile
from oyez.measure.core.definitions.metric import MetricFile
from oyez.measure.core.definitions.segment import Segment
from oyez.measure.core.question import SEGMENT, attribute_of, is_attribute, is_segment, segment_of
from oyez.measure.definitions.kinds import KINDS, Defined, Definitions
from oyez.measure.definitions.meaning import attributes


def may_see(viewer: Viewer, one: Defined, known: Definitions) -> bool:
    """Who changes definitions sees all; others those that can be read and that their kind shows them."""
    if viewer.may(Can.PROGRAMME):
        return True
    return one.thing is not None and KINDS[one.kind].is_seen(viewer, one.thing, known)


def sees_segment(viewer: Viewer, one: Segment, known: Definitions) -> bool:
    return viewer.may(Can.REVENUE) or not any(map(tells_worth, _of_segment(one, known)))


def sees_dimension(viewer: Viewer, one: DimensionFile, known: Definitions) -> bool:
    return viewer.may(Can.REVENUE) or not tells_worth(one.attribute or "")


def sees_metric(viewer: Viewer, one: MetricFile, known: Definitions) -> bool:
    return viewer.may(Can.REVENUE) or not any(map(tells_worth, _of_metric(one, known)))


def _of_segment(one: Segment, known: Definitions) -> Iterator[str]:
    for part in one.parts:
        yield from attributes(part.conditions, known.segments)


def _of_metric(one: MetricFile, known: Definitions) -> Iterator[str]:
    """What it measures, counts and filters by, also by way of segments and defined dimensions."""
    if is_attribute(one.of):
        yield attribute_of(one.of)
    for mark in one.marks:
        yield from attributes(mark, known.segments)
    for said in one.where:
        name = said.filter.dimension
        keys = [segment_of(name)] if is_segment(name) else []
        if name == SEGMENT:
            keys = [value.removeprefix("!") for value in said.filter.values]
        if is_attribute(name):
            yield attribute_of(name)
        elif name in known.dimensions:
            yield known.dimensions[name].attribute or ""
        for key in keys:
            if key in known.segments:
                yield from _of_segment(known.segments[key], known)
