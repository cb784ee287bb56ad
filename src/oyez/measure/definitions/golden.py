"""Runs the golden cases of a metric: a few interactions through the printer and the store, as any question."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from math import nan
from typing import Any

from oyez.company.queries import the_company
from oyez.kit.clock import now, to_micros
from oyez.measure.core.definitions.metric import Golden
from oyez.measure.core.definitions.segment import NONE, Segment
from oyez.measure.core.definitions.segment import Golden as Placed
from oyez.measure.core.definitions.trouble import DefinitionError, Place
from oyez.measure.core.metric import Metric, Rows, Sum
from oyez.measure.core.past import Persons
from oyez.measure.core.plan import Aggregate, Column, Derive, Dimension, Has, Identified, Is, Plan, Read, Scan
from oyez.measure.core.recalling import keeping
from oyez.measure.core.result import Estimate
from oyez.measure.dimensions import Dimensions
from oyez.measure.store import columns
from oyez.measure.store.engine import engine
from oyez.measure.store.snapshot import GRID, Snapshot, Standing

SAID = ("kind", "channel", "account", "unit", "touchpoint", "survey", "language", "source", "direction")
USUAL = {"kind": "response", "direction": "in", "source": "golden", "channel": ""}
ALONE = Persons((0,))
LARGEST = 1e300
FIRST_YEAR, LAST_YEAR = 1900, 2200


def run_golden(metric: Metric, case: Golden, dimensions: Dimensions) -> None:
    """Refuse a metric that does not give what its case expects; the sentence says what it gives instead."""
    found = estimate(metric, case, dimensions)
    for name, wanted in case.expected.items():
        got = getattr(found, name)
        if (wanted is None) != (got is None) or (
            wanted is not None and got is not None and abs(got - wanted) > case.tolerance
        ):
            said = "nothing" if got is None else f"{got:.6g}"
            expected = "nothing" if wanted is None else f"{wanted:.6g}"
            raise DefinitionError(case.place, f"the golden case expects {name} {expected}, and it is {said}.")


def estimate(metric: Metric, case: Golden, dimensions: Dimensions) -> Estimate:
    """What the metric makes of the rows of a case."""
    asked = [dimensions.condition(one) for one in metric.where]
    if not any(one.dimension == "mention" for one in metric.where):
        asked.append(Is("mention", False))
    if metric.column:
        asked.append(Has(metric.column))
    plan: Plan = (
        Scan(),
        Identified(corrected=False),
        *((Read(metric.reads),) if metric.reads else ()),
        *keeping(tuple(asked), (), lambda: ALONE),
        Derive(()),
        Aggregate((), metric.sums),
    )
    scores = frozenset({metric.column} if metric.score else ())
    row = engine().run(_snapshot(case.rows, case.place, scores), plan)[0]
    return metric.combine({one.name: value or 0 for one, value in zip(metric.sums, row, strict=True)})


def run_placed(segment: Segment, case: Placed, dimensions: Dimensions) -> None:
    """Refuse a segment that does not place the rows of its case as expected."""
    scores = frozenset(f"score_{key[6:]}" for row in case.rows for key in row if key.startswith("score:"))
    meaning = replace(dimensions.meaning(), scores=lambda: scores)
    value = meaning.choice(segment)
    by = (Dimension("at", Column("seq")), Dimension("value", value))
    plan: Plan = (
        Scan(),
        Identified(corrected=False),
        *keeping((), (value,), lambda: ALONE),
        Derive(by),
        Aggregate(("at", "value"), (Sum("n", Rows()),)),
    )
    found = {at: group for at, group, _ in engine().run(_snapshot(case.rows, case.place, scores), plan)}
    for at, wanted in enumerate(case.expected, start=1):
        if found[at] != wanted:
            said = f"row {at} in “{wanted or NONE}”, and it is in “{found[at] or NONE}”"
            raise DefinitionError(case.place, f"the golden case expects {said}.")


def _snapshot(rows: tuple[dict[str, str], ...], place: Place, scores: frozenset[str]) -> Snapshot:
    """A store that holds these rows and nothing else."""
    zone = the_company().time_zone
    table = columns.to_table([_row(at, row, place) for at, row in enumerate(rows, start=1)], "UTC", "UTC")
    return Snapshot(
        standing=Standing("", 0, 0, zone, zone),
        position=0,
        segments=(),
        segment_scores=scores,
        tail=table,
        grid=GRID.empty_table(),
        confidential=frozenset(),
        corrected={},
    )


def _row(seq: int, said: dict[str, str], place: Place) -> tuple[Any, ...]:
    """One interaction as the journal keeps it."""
    values: dict[str, Any] = dict.fromkeys(columns.READ) | USUAL
    scores: dict[str, float] = {}
    attributes: dict[str, str] = {}
    moment = to_micros(now())
    for key, text in said.items():
        name = key.partition(":")[2]
        if key in SAID or key == "subject":
            values[key] = text
        elif key.startswith("score:"):
            scores[name] = _number(key, text, place)
        elif key.startswith("attr:"):
            attributes[name] = text
        elif key == "at":
            moment = _moment(text, place)
        else:
            known = ", ".join((*SAID, "subject", "at", "score:NAME", "attr:NAME"))
            raise DefinitionError(place, f"a golden row says nothing of “{key}”; known: {known}.")
    values |= {
        "seq": seq,
        "key": blake2b(str(seq).encode(), digest_size=16).digest(),
        "occurred_at": moment,
        "recorded_at": moment,
        "mode": "identified",
        "mention": False,
        "scores": json.dumps(scores) if scores else "{}",
        "attributes": json.dumps(attributes) if attributes else "{}",
    }
    return tuple(values[name] for name in columns.READ)


def _number(key: str, text: str, place: Place) -> float:
    try:
        found = float(text)
    except ValueError:
        found = nan
    if not abs(found) <= LARGEST:
        raise DefinitionError(place, f"“{key}” of a golden row is a number; “{text}” is not.")
    return found


def _moment(text: str, place: Place) -> int:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise DefinitionError(place, f"“at” of a golden row is a day or a moment; “{text}” is not.") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise DefinitionError(place, f"“at” of a golden row lies between {FIRST_YEAR} and {LAST_YEAR}.")
    return to_micros(found if found.tzinfo else found.replace(tzinfo=UTC))
