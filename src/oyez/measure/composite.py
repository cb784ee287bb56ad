"""A composite index, asked like any metric: its parts are asked one by one, and only what they show is combined."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.errors import Refused
from oyez.measure.core.question import Question
from oyez.measure.core.result import Answer, Card, Point, Result
from oyez.measure.core.scores.combined import combined
from oyez.measure.queries import Index

Ask = Callable[[Viewer, Question], Answer]
Place = tuple[tuple[str | None, ...], date | None]
AVERAGED = ("points", "share", "mean")


def answer_index(viewer: Viewer, question: Question, index: Index, ask: Ask) -> Answer:
    """The answer of an index: each group and period from the shown results of its parts, by one version of weights."""
    answers = {name: ask(viewer, replace(question, metric=name)) for name in index.weights}
    for answer in answers.values():
        if answer.metric.shown not in AVERAGED:
            raise Refused(f"{answer.metric.name} is no score and cannot be part of an index.")
    first = next(iter(answers.values()))
    k = the_company().k

    def whole(pick: Callable[[Answer], Sequence[Point]]) -> tuple[Point, ...]:
        return _points({name: (one.metric, pick(one)) for name, one in answers.items()}, index, k)

    return Answer(
        metric=card(index),
        by=first.by,
        every=first.every,
        where=first.where,
        period=first.period,
        points=whole(lambda one: one.points),
        over_time=whole(lambda one: one.over_time),
        overall=whole(lambda one: one.overall),
        total=combined(
            {name: (one.metric, one.total) for name, one in answers.items()}, index.weights, first.period, k
        ),
        names={
            dimension: {
                key: said for one in answers.values() for key, said in one.names.get(dimension, {}).items()
            }
            for dimension in first.by
        },
    )


def card(index: Index) -> Card:
    """An index as a metric; its weights are part of what it is."""
    parts = ", ".join(f"{weight:.0%} {name}" for name, weight in index.weights.items())
    return Card(
        name=index.name,
        label=index.name,
        explained=f"Index of 0 to 100, version {index.version}: {parts}, each rescaled to 0–100. Its parts stand beside"
        " it; a part without answers is left out and the rest scaled up.",
        shown="mean",
        minimum=0,
        maximum=100,
        higher_is_better=True,
    )


def _points(parts: Mapping[str, tuple[Card, Sequence[Point]]], index: Index, k: int) -> tuple[Point, ...]:
    """Each place that any part has; where too much of the weight is missing there is nothing."""
    at: dict[Place, dict[str, Result]] = {}
    for name, (_, points) in parts.items():
        for point in points:
            at.setdefault((point.keys, point.start), {})[name] = point.result
    found = []
    for (keys, start), results in sorted(at.items(), key=_order):
        period = next(iter(results.values())).period
        of = {name: (card, results.get(name)) for name, (card, _) in parts.items()}
        result = combined(of, index.weights, period, k)
        if result is not None:
            found.append(Point(keys=keys, start=start, result=result))
    return tuple(found)


def _order(pair: tuple[Place, object]) -> tuple[object, ...]:
    (keys, start), _ = pair
    return (*((key is None, key or "") for key in keys), start or date.min)
