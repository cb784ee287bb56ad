"""The answers that a model of drivers takes: identified ones in the viewer's data scope, one row a response.

Nothing but `ask` may take them: single answers never leave from here.
"""

from typing import Any

import numpy as np

from oyez.company.core.scope import Viewer
from oyez.journal.core.scales import Scale
from oyez.kit.errors import Refused
from oyez.measure.core.drivers.sample import Sample
from oyez.measure.core.drivers.subsets import Values
from oyez.measure.core.drivers.table import NOTHING, OUTCOME, Part, Rows, sample
from oyez.measure.core.metric import Present, Sum, Total, column_of
from oyez.measure.core.plan import (
    Aggregate,
    Attribute,
    Column,
    Derive,
    Dimension,
    Identified,
    Narrow,
    OneOf,
    Plan,
    Scan,
)
from oyez.measure.core.question import Question
from oyez.measure.core.recalling import keeping
from oyez.measure.dimensions import Dimensions, scope_conditions
from oyez.measure.drivers.studies import Study, scale_for
from oyez.measure.persons import persons_now
from oyez.measure.store.engine import Engine
from oyez.measure.store.snapshot import Snapshot

RESPONSE = Attribute("response")
KEYS = ("response", "subject", "account", "unit", "touchpoint")
WIDTH = len(KEYS)


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
    return sample(_columns(found, study, scores, of_score), study.drivers)


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
        *keeping(kept, (), lambda: persons_now(snapshot)),
        Derive(by),
        Aggregate(tuple(one.name for one in by), sums),
    )


def _columns(found: list[tuple[Any, ...]], study: Study, scores: list[str], scales: dict[str, Scale]) -> Rows:
    """Outcome and ratings, these as points; what belongs to no response is left out."""
    known = [row for row in found if row[0] is not None]
    response, subject, account, unit, touchpoint, *sums = zip(*known, strict=True) if known else [()] * WIDTH
    place = {driver: at for at, driver in enumerate(study.drivers)}
    parts = []
    for at, score in enumerate(scores):
        totals, n = (np.array(sums[2 * at + one] if sums else (), float) for one in range(2))
        if at == 0:
            about = np.full(len(known), OUTCOME)
        elif study.step:
            about = np.array([place.get(key, NOTHING) for key in touchpoint], np.int64)
        else:
            about = np.full(len(known), place[score])
        parts.append(Part(about, np.nan_to_num(totals) if at == 0 else _points(totals, n, scales[score]), n))
    persons = [of if of is not None else by for of, by in zip(subject, response, strict=True)]
    return Rows(response, account, persons, unit, parts)


def _points(totals: Values, n: Values, scale: Scale) -> Values:
    """Sums of n ratings as sums of their points; a straight line, so means stay means."""
    zero, one = scale.points(0), scale.points(1)
    return np.nan_to_num(totals) * (one - zero) + n * zero
