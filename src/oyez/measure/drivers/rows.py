"""The answers that a model of drivers takes: identified ones in the viewer's data scope, one row a response.

Nothing but `ask` may take them: single answers never leave from here.
"""

from collections.abc import Iterator
from typing import Any

from oyez.company.core.scope import Viewer
from oyez.journal.core.scales import Scale
from oyez.kit.errors import Refused
from oyez.measure.core.drivers.sample import Sample
from oyez.measure.core.drivers.table import Cell, sample
from oyez.measure.core.metric import Present, Sum, Total, column_of
from oyez.measure.core.plan import (
    Aggregate,
    Attribute,
    Column,
    Derive,
    Dimension,
    Identified,
    Keep,
    Narrow,
    OneOf,
    Plan,
    Scan,
)
from oyez.measure.core.question import Question
from oyez.measure.dimensions import Dimensions, scope_conditions
from oyez.measure.drivers.studies import Study, scale_for
from oyez.measure.store.engine import Engine
from oyez.measure.store.snapshot import Snapshot

RESPONSE = Attribute("response")
KEYS = ("response", "subject", "account", "unit", "touchpoint")


def rows(
    viewer: Viewer,
    study: Study,
    outcome: str,
    question: Question,
    store: Engine,
    snapshot: Snapshot,
    scales: dict[str, Scale],
) -> Sample:
    """Ratings on 0 to 100 and the outcome on its own scale, of all responses that gave an outcome."""
    scores = [outcome, study.step] if study.step else [outcome, *study.drivers]
    response = RESPONSE if study.step else Column("seq")
    found = store.run(snapshot, _plan(viewer, study, scores, response, question, snapshot))
    if study.step and found and all(row[0] is None for row in found):
        raise Refused(
            f"The answers of {study.survey} do not say which belong together: import them with the attribute"
            " “response”, the same for all ratings of one questionnaire."
        )
    of_score = {name: scale_for(name, scales) for name in scores}
    return sample(_cells(found, study, scores, of_score), study.drivers)


def _plan(
    viewer: Viewer,
    study: Study,
    scores: list[str],
    response: Attribute | Column,
    question: Question,
    snapshot: Snapshot,
) -> Plan:
    sources = (response, *(Column(name) for name in KEYS[1:]))
    by = tuple(Dimension(f"by{at}", source) for at, source in enumerate(sources))
    sums = tuple(
        one
        for name in scores
        for one in (
            Sum(f"total_{name}", Total(column_of(name))),
            Sum(f"n_{name}", Present(column_of(name))),
        )
    )
    kept = (OneOf(Column("survey"), (study.survey,)), *Dimensions().conditions(question))
    return (
        Scan(),
        Narrow(scope_conditions(viewer)),
        Identified(corrected=bool(snapshot.corrected)),
        Keep(kept),
        Derive(by),
        Aggregate(tuple(one.name for one in by), sums),
    )


def _cells(
    found: list[tuple[Any, ...]], study: Study, scores: list[str], scales: dict[str, Scale]
) -> Iterator[Cell]:
    """Of each row its outcome, and its ratings as points; whose it is, is an account, else a person."""
    place = {driver: at for at, driver in enumerate(study.drivers)}
    ratings = scores[1:]
    for response, subject, account, unit, touchpoint, *sums in found:
        if response is None:
            continue
        owner = ("account", account) if account else ("person", subject if subject is not None else response)
        if sums[1]:
            yield Cell(response, owner, unit, -1, sums[0], sums[1])
        for at, rating in enumerate(ratings, start=1):
            total, n = sums[2 * at], sums[2 * at + 1]
            driver = place.get(touchpoint if study.step else rating)
            if n and driver is not None:
                yield Cell(response, owner, unit, driver, _points(total, n, scales[rating]), n)


def _points(total: float, n: float, scale: Scale) -> float:
    """The sum of n ratings as the sum of their points; a straight line, so means stay means."""
    return n * scale.points(total / n)
