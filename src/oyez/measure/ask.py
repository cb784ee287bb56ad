"""The one function through which numbers leave.

Rows were narrowed by the viewer's data scope inside the query; here what is too few is hidden, and what was
left out is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from msgspec.structs import replace as replaced

from oyez.company.core.scope import Viewer
from oyez.kit.errors import NotFound
from oyez.measure.composite import answer_index
from oyez.measure.core.groups import Reading, as_asked, over_groups, over_time
from oyez.measure.core.metric import Metric
from oyez.measure.core.narrow import Rules, narrow, narrow_total
from oyez.measure.core.question import Question
from oyez.measure.core.result import Answer, Card, Point
from oyez.measure.core.scores.rolled import over_windows, rolled
from oyez.measure.core.shift import mark_shifts
from oyez.measure.dimensions import Dimension
from oyez.measure.queries import index_named
from oyez.measure.reading import Asking, prepare, read
from oyez.measure.weighing import claim, weigh


def ask(viewer: Viewer, question: Question) -> Answer:
    """The answer to a question, as this viewer may see it."""
    try:
        asking = prepare(viewer, question)
    except NotFound:
        index = index_named(viewer, question.metric)
        if index is None:
            raise
        return answer_index(viewer, question, index, ask)
    reading, rules = read(asking)
    metric, asked = asking.metric, asking.question
    groups = reading.folded(as_asked)
    points = narrow(viewer, metric, groups, rules)
    over, all_in_all = [], []
    if asked.by and asked.every:
        over = narrow(viewer, metric, reading.folded(over_time), replace(rules, every=None))
        if rules.apart is None:
            all_in_all = narrow(viewer, metric, reading.folded(over_groups), rules)
            if not metric.counted:
                all_in_all = mark_shifts(all_in_all, points)
    total = narrow_total(viewer, metric, groups, reading.whole(), rules)
    rolling = _rolling(viewer, asking, reading, rules) if asked.rolling else []
    if reading.voices is not None:
        points, over, all_in_all = (_unnamed(some) for some in (points, over, all_in_all))
    if asked.weigh:
        points, total = weigh(asking, points, total)
    if asked.population is not None:
        points = [replaced(point, result=claim(point.result, asked.population)) for point in points]
        total = total and claim(total, asked.population)
    return Answer(
        metric=card(metric),
        by=asked.by,
        every=asked.every.value if asked.every else None,
        where=tuple(str(one) for one in asked.where),
        period=rules.period,
        points=tuple(points),
        over_time=tuple(over),
        overall=tuple(all_in_all),
        total=total,
        names=names_of(asking, points),
        rolling=tuple(rolling),
    )


def _unnamed(points: Sequence[Point]) -> list[Point]:
    """Without those that are hidden, where being there at all would tell what somebody answered."""
    return [point for point in points if not point.result.suppressed]


def _rolling(viewer: Viewer, asking: Asking, reading: Reading, rules: Rules) -> list[Point]:
    """The pooled windows, narrowed like everything else."""
    every, width = asking.question.every, asking.question.rolling
    if every is None or asking.metric.each_once:
        return []
    return over_windows(narrow(viewer, asking.metric, rolled(reading, every, width), rules), every, width)


def card(metric: Metric) -> Card:
    """What a page or a program needs to know of a metric to show it."""
    return Card(
        name=metric.name,
        label=metric.label,
        explained=metric.explained,
        shown=metric.shown,
        minimum=metric.minimum,
        maximum=metric.maximum,
        higher_is_better=metric.higher_is_better,
    )


def names_of(asking: Asking, points: Sequence[Point]) -> dict[str, dict[str, str]]:
    """What the keys that occur are called."""
    return {
        dimension.name: _named(dimension, {point.keys[at] for point in points})
        for at, dimension in enumerate(asking.by)
    }


def _named(dimension: Dimension, keys: Iterable[str | None]) -> dict[str, str]:
    return {key: dimension.names.get(key, key) for key in keys if key is not None}
