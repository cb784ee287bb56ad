"""Rows on their way to the journal, in batches that make one short transaction each."""

from collections.abc import Iterator
from typing import Any

import msgspec

from oyez.collect.core.blocks import Block, Packer
from oyez.collect.core.plan import Plan, Result
from oyez.collect.core.tables import Unreadable
from oyez.collect.core.taking import Taken

FACTS = 10_000  # half a second of writing: fewer, larger transactions touch each page of an index less often
ROWS = 10_000
UNITS = 100  # a unit with its place costs many queries, and a transaction must be short


class Batch(msgspec.Struct):
    """Some rows in order, how far into the files they reach, and what ended them if not their number."""

    block: Block
    step: int  # of the last row
    position: int
    share: float
    notes: list[str]
    readings: dict[str, dict[str, Any]]  # by step: how its file is read, to mend rows with
    problem: str = ""


def batches(plan: Plan, secret: bytes, step: int, position: int, times: int = 1) -> Iterator[Batch]:
    """Batches from a position on; before a place that cannot be read, what stands there is given out.

    `secret` makes the fingerprints of facts; batches for who writes nothing else can be some `times` as large.
    """
    packer = Packer(secret)
    results: list[Result] = []
    facts = units = 0
    try:
        for result in plan.results(step, position):
            results.append(result)
            if isinstance(result.outcome, Taken):
                facts += len(result.outcome.facts)
                units += len(result.outcome.units)
            if facts >= FACTS * times or len(results) >= ROWS * times or units >= UNITS:
                yield _batch(plan, packer, results)
                results, facts, units = [], 0, 0
    except Unreadable as problem:
        yield _batch(plan, packer, results, str(problem))
        return
    if results:
        yield _batch(plan, packer, results)


def _batch(plan: Plan, packer: Packer, results: list[Result], problem: str = "") -> Batch:
    readings = {
        str(step): {"file": opened.file, **opened.table.memory()} for step, opened in plan.read_so_far.items()
    }
    step, position = (results[-1].step, results[-1].position) if results else (0, 0)
    return Batch(packer.pack(results), step, position, plan.share(), plan.notes, readings, problem)
