"""The one function through which numbers leave.

Rows were narrowed by the viewer's data scope inside the query; here what is too few is hidden, and what was
left out is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from oyez.company.core.scope import Viewer
from oyez.measure.core.groups import as_asked, over_groups, over_time
from oyez.measure.core.metric import Metric
from oyez.measure.core.narrow import narrow, narrow_total
from oyez.measure.core.question import Question
from oyez.measure.core.result import Answer, Card, Point
from oyez.measure.core.shift import mark_shifts
from oyez.measure.dimensions import Dimension
from oyez.measure.reading import Asking, prepare, read


def ask(viewer: Viewer, question: Question) -> Answer:
    """The answer to a question, as this viewer may see it."""
    asking = prepare(viewer, question)
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
    return Answer(
        metric=card(metric),
        by=asked.by,
        every=asked.every.value if asked.every else None,
        where=tuple(str(one) for one in asked.where),
        period=rules.period,
        points=tuple(points),
        over_time=tuple(over),
        overall=tuple(all_in_all),
        total=narrow_total(viewer, metric, groups, reading.whole(), rules),
        names=names_of(asking, points),
    )


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
