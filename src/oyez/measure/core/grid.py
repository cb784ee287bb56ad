"""The grid in which answers that are not identified appear: fixed cells, which advance in blocks.

A cell is (survey, unit, month of occurrence). Inside it, in the order of the journal, answers wait until they
make a block of at least k persons who do not all say the same; then the whole block appears, for good. What is
shown is always a union of whole cells, so that no two answers of Oyez differ by fewer than a block, whoever
compares them, whenever.
"""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from oyez.company.core.scope import Scope
from oyez.measure.core.question import Question


@dataclass(frozen=True)
class Waiting:
    """An answer that is not shown yet. Nobody knows who is behind an anonymous one: `person` is `None`."""

    seq: int
    person: Hashable | None
    value: float | None


@dataclass(frozen=True)
class Cell:
    """Where an answer belongs; `score` is empty for the counting of rows."""

    survey: str
    unit: str
    month: date
    score: str


def released(waiting: Sequence[Waiting], k: int) -> int:
    """How many of the waiting answers, from the front, may appear now: whole blocks only."""
    done = 0
    while size := _block(waiting[done:], k):
        done += size
    return done


def _block(waiting: Sequence[Waiting], k: int) -> int:
    """The size of the first block, 0 if there is none yet.

    It is judged at k persons, at 2k, 3k …, never in between: else the answer that completes a block of equal
    ones would be known to be the one that differs.
    """
    persons: set[Hashable] = set()
    values: set[float | None] = set()
    judged = 0
    for at, answer in enumerate(waiting):
        persons.add(("unknown", answer.seq) if answer.person is None else answer.person)
        values.add(answer.value)
        if len(persons) == judged + k:
            judged += k
            if len(values) > 1 or values == {None}:
                return at + 1
    return 0


def is_union_of_cells(question: Question, scope: Scope, levels: Collection[str]) -> bool:
    """Whether a question by somebody with this scope asks for whole cells and nothing but."""
    dimensions = {"unit", "survey", *levels}
    return (
        scope.accounts is None
        and scope.touchpoints is None
        and dimensions.issuperset(question.by)
        and dimensions.issuperset(one.dimension for one in question.where)
        and (question.every is None or question.every.whole_months)
        and _begins_a_month(question.since)
        and _begins_a_month(question.until)
    )


def _begins_a_month(day: date | None) -> bool:
    return day is None or day.day == 1
