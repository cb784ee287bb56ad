"""Runs the golden cases of a metric: a few interactions through the printer and the store, as any question."""

import json
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from oyez.company.queries import the_company
from oyez.kit.clock import now, to_micros
from oyez.measure.core.definitions.metric import Golden
from oyez.measure.core.definitions.trouble import DefinitionError
from oyez.measure.core.metric import Metric
from oyez.measure.core.past import Persons
from oyez.measure.core.plan import Aggregate, Derive, Has, Identified, Is, Plan, Read, Scan
from oyez.measure.core.recalling import keeping
from oyez.measure.core.result import Estimate
from oyez.measure.dimensions import Dimensions
from oyez.measure.store import columns
from oyez.measure.store.engine import engine
from oyez.measure.store.snapshot import GRID, Snapshot, Standing

SAID = ("kind", "channel", "account", "unit", "touchpoint", "survey", "language", "source", "direction")
USUAL = {"kind": "response", "direction": "in", "source": "golden", "channel": ""}


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
    table = columns.to_table([_row(at, row, case) for at, row in enumerate(case.rows, start=1)], "UTC", "UTC")
    zone = the_company().time_zone
    snapshot = Snapshot(
        standing=Standing("", 0, 0, zone, zone),
        position=0,
        segments=(),
        segment_scores=frozenset({metric.column} if metric.score else ()),
        tail=table,
        grid=GRID.empty_table(),
        confidential=frozenset(),
        corrected={},
    )
    asked = [dimensions.condition(one) for one in metric.where]
    if not any(one.dimension == "mention" for one in metric.where):
        asked.append(Is("mention", False))
    if metric.column:
        asked.append(Has(metric.column))
    plan: Plan = (
        Scan(),
        Identified(corrected=False),
        *((Read(metric.reads),) if metric.reads else ()),
        *keeping(tuple(asked), (), lambda: Persons((0,))),
        Derive(()),
        Aggregate((), metric.sums),
    )
    row = engine().run(snapshot, plan)[0]
    return metric.combine({one.name: value or 0 for one, value in zip(metric.sums, row, strict=True)})


def _row(seq: int, said: dict[str, str], case: Golden) -> tuple[Any, ...]:
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
            scores[name] = _number(key, text, case)
        elif key.startswith("attr:"):
            attributes[name] = text
        elif key == "at":
            moment = _moment(text, case)
        else:
            known = ", ".join((*SAID, "subject", "at", "score:NAME", "attr:NAME"))
            raise DefinitionError(case.place, f"a golden row says nothing of “{key}”; known: {known}.")
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


def _number(key: str, text: str, case: Golden) -> float:
    try:
        return float(text)
    except ValueError:
        raise DefinitionError(case.place, f"“{key}” of a golden row is a number; “{text}” is not.") from None


def _moment(text: str, case: Golden) -> int:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise DefinitionError(
            case.place, f"“at” of a golden row is a day or a moment; “{text}” is not."
        ) from None
    return to_micros(found if found.tzinfo else found.replace(tzinfo=UTC))
