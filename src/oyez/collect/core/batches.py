"""Rows on their way to the journal, in batches that make one short transaction each."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from oyez.collect.core.plan import Plan, Result
from oyez.collect.core.tables import Unreadable
from oyez.collect.core.taking import Ready, Rejected, ready

FACTS = 10_000  # half a second of writing: fewer, larger transactions touch each page of an index less often
ROWS = 10_000
UNITS = 100  # a unit with its place costs many queries, and a transaction must be short


class Line(NamedTuple):
    """One line, and what of it is ready to be written."""

    step: int
    position: int
    file: str
    line: int
    raw: str
    outcome: Ready | Rejected


def line_of(secret: bytes, result: Result) -> Line:
    """A line made ready, with the secret of the journal's fingerprints."""
    step, position, file, line, raw, outcome = result
    return Line(step, position, file, line, raw, ready(secret, outcome))


class Batch(msgspec.Struct):
    """Some lines in order, how far into the files they reach, and what ended them if not their number."""

    lines: list[Line]
    share: float
    notes: list[str]
    readings: dict[str, dict[str, Any]]  # by step: how its file is read, to mend rows with
    problem: str = ""


def batches(plan: Plan, step: int, position: int, secret: bytes) -> Iterator[Batch]:
    """Batches from a position on; before a place that cannot be read, what stands there is given out."""
    lines: list[Line] = []
    facts = units = 0
    try:
        for result in plan.results(step, position):
            line = line_of(secret, result)
            lines.append(line)
            if isinstance(line.outcome, Ready):
                facts += len(line.outcome.entries)
                units += len(line.outcome.units)
            if facts >= FACTS or len(lines) >= ROWS or units >= UNITS:
                yield _batch(plan, lines)
                lines, facts, units = [], 0, 0
    except Unreadable as problem:
        yield _batch(plan, lines, str(problem))
        return
    if lines:
        yield _batch(plan, lines)


def _batch(plan: Plan, lines: list[Line], problem: str = "") -> Batch:
    readings = {
        str(step): {"file": opened.file, **opened.table.memory()} for step, opened in plan.read_so_far.items()
    }
    return Batch(lines, plan.share(), plan.notes, readings, problem)
