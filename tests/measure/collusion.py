"""What viewers can work out together from everything that Oyez ever told them.

Each answer gives a power of two on a scale of its own, so that a sum says by itself which answers are in it:
nothing is taken from the program but the numbers it shows. Viewers know all identified answers anyway; an
anonymous or confidential one is given away if the equations, put together, have it alone on one side.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from random import Random
from typing import Any

import msgspec
import pyarrow as pa

from oyez.company.core.scope import Viewer
from oyez.journal.core.facts import Fact
from oyez.kit.errors import NotAllowed, Refused
from oyez.kit.worker import catch_up
from oyez.measure.ask import ask
from oyez.measure.comparing import compare, contrast
from oyez.measure.core.crosstab.table import Column
from oyez.measure.core.question import Filter, Question, parse
from oyez.measure.core.result import Result
from oyez.measure.crosstabs.ask import asked as across
from oyez.measure.crosstabs.ask import table
from oyez.measure.rows.ask import asked, rows
from tests.town import HARBOUR, HILL, answers, tell

SCORE = "probe"
DAYS = ("2026-03-05", "2026-03-05", "2026-03-05", "2026-04-05")
UNITS = (HARBOUR, HARBOUR, HARBOUR, HILL)
SURVEYS = ("yearly", "yearly", "yearly", "fitting")


@dataclass(frozen=True)
class Answered:
    """One answer: its place among all, and whether it may be known."""

    at: int
    identified: bool
    fact: Fact


def people_answer(count: int, seed: int) -> list[Answered]:
    """Answers of all modes, over units, surveys and months, some of the same person."""
    dice = Random(seed)
    return [_answer(at, dice) for at in range(count)]


def all_but_one_write_mails(count: int) -> list[Answered]:
    """Confidential answers of one cell, the first of them by telephone."""
    said = {"mode": "confidential", "survey": SURVEYS[0]}
    channels = ["phone"] + ["email"] * (count - 1)
    return [
        Answered(
            at,
            False,
            answers(
                SCORE,
                [float(2**at)],
                source=f"answer{at}",
                subject=f"email:p{at}@example.org",
                channel=channel,
                **said,
            )[0],
        )
        for at, channel in enumerate(channels)
    ]


def _answer(at: int, dice: Random) -> Answered:
    mode = dice.choice(("confidential", "confidential", "anonymous", "identified"))
    person = None if mode == "anonymous" else f"email:p{dice.randrange(40)}@example.org"
    said: dict[str, Any] = {
        "mode": mode,
        "subject": person,
        "unit": dice.choice(UNITS),
        "survey": dice.choice(SURVEYS),
        "channel": dice.choice(("email", "web")),
        "attributes": {"how": dice.choice("ab"), "why": dice.choice(("price", "price | time", "time"))},
        "source": f"answer{at}",
    }
    (fact,) = answers(SCORE, [float(2**at)], dice.choice(DAYS), **said)
    return Answered(at, mode == "identified", fact)


ROLLING = (
    parse(SCORE, every="month", rolling=2),
    parse(SCORE, by=["unit", "survey"], every="month", rolling=2),
)
PLAIN = tuple(
    parse(SCORE, by=by, every=every, where=where, since=since)
    for by, every, where, since in (
        (["unit", "survey"], "month", [], ""),
        (["unit"], "", [], ""),
        (["channel"], "", [], ""),
        (["survey"], "month", ["unit=harbour"], ""),
        (["survey"], "", ["channel=web"], ""),
        ([], "week", [], ""),
        ([], "", [], "2026-04"),
        (["region"], "quarter", [], ""),
        ([], "", [], "2026-03-06"),
        (["survey"], "", [], ""),
        (["language"], "", ["unit=harbour"], ""),
        ([], "", ["region=north", "survey=yearly"], ""),
    )
)
QUESTIONS: tuple[Question, ...] = (*PLAIN, *ROLLING)


WIDER: tuple[Question, ...] = (
    parse(f"dist:{SCORE}", by=["unit"], every="month"),
    parse(f"dist:{SCORE}", where=["unit=harbour"]),
    parse(SCORE, by=["attr:how"]),
    parse(SCORE, by=["each:why"]),
    parse(SCORE, where=["each:why=price"]),
    parse(SCORE, by=["segment:first_purchase"]),
    parse(SCORE, where=["segment=after_failure"]),
    parse(SCORE, population=60),
    parse(f"mean:{SCORE}", by=["stage"]),
)
YEARLY = Filter("survey", ("yearly",))
ELSEWHERE: tuple[Callable[[Viewer], object], ...] = (
    lambda viewer: compare(viewer, parse(SCORE, by=["unit"], since="2026-04-01", until="2026-05-01")),
    lambda viewer: compare(viewer, parse(SCORE, since="2026-03-06", until="2026-04-06")),
    lambda viewer: contrast(viewer, parse(SCORE, where=["survey=fitting"]), [YEARLY]),
    lambda viewer: contrast(viewer, parse(SCORE, by=["unit"], where=["channel=web"]), [YEARLY]),
    lambda viewer: table(viewer, across(SCORE, ["unit", "survey", "channel"])),
    lambda viewer: table(viewer, across(SCORE, ["each:why"], since="2026-04-01")),
    lambda viewer: list(rows(viewer, asked()).batches()),
)  # fmt: skip


def told(viewers: Iterable[Viewer], questions: Iterable[Question]) -> set[int]:
    """Every sum that any of these viewers is shown, as the set of answers in it, one bit each."""
    questions = tuple(questions)
    return _sums(ask(viewer, question) for viewer in viewers for question in questions)


def told_elsewhere(viewers: Iterable[Viewer]) -> set[int]:
    """The same of everything else that is made of answers: comparisons, banner tables, single rows."""
    return _sums(_answers(viewers))


def _answers(viewers: Iterable[Viewer]) -> Iterator[object]:
    for viewer in viewers:
        for made in ELSEWHERE:
            with suppress(Refused, NotAllowed):
                yield made(viewer)


def _sums(found: object) -> set[int]:
    return {_sum(one) for one in _shown(found)} - {0}


def _shown(found: object) -> Iterator[Result | Column | float]:
    """Whatever has a number that stands on answers, however deep it lies."""
    if isinstance(found, (Result, Column)):
        yield found
    elif isinstance(found, pa.RecordBatch):
        if SCORE in found.schema.names:
            yield from (one for one in found.column(SCORE).to_pylist() if one is not None)
    elif isinstance(found, msgspec.Struct):
        yield from _shown([getattr(found, name) for name in found.__struct_fields__])
    elif is_dataclass(found):
        yield from _shown([getattr(found, one.name) for one in fields(found)])
    elif isinstance(found, dict):
        yield from _shown(found.values())
    elif isinstance(found, Iterable) and not isinstance(found, str):
        for one in found:
            yield from _shown(one)


def _sum(shown: Result | Column | float) -> int:
    match shown:
        case Result():
            value, n = shown.value, shown.n
        case Column():
            value, n = shown.mean and shown.mean.value, shown.n
        case _:
            value, n = shown, 1
    return 0 if value is None else round(Fraction(value) * (n or 0))


def collude(
    people: Sequence[Answered],
    viewers: Sequence[Viewer],
    questions: Iterable[Question],
    *,
    elsewhere: bool = False,
) -> Iterator[set[int]]:
    """Ask everything again after every single answer that comes in; all equations so far, each time."""
    equations: set[int] = set()
    for one in people:
        tell(one.fact)
        catch_up()
        equations |= told(viewers, questions)
        if elsewhere:
            equations |= told_elsewhere(viewers)
        yield equations


def given_away(equations: Iterable[int], people: Sequence[Answered]) -> set[int]:
    """The protected answers whose score follows from the equations: rows of the reduced form with one entry."""
    protected = [one.at for one in people if not one.identified]
    rows = [[Fraction(equation >> at & 1) for at in protected] for equation in equations]
    return {protected[row.index(1)] for row in _reduced(rows) if sum(value != 0 for value in row) == 1}


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Gauss and Jordan: the row-reduced form, in which what can be known alone stands alone."""
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        lead = rows[done][column]
        rows[done] = [value / lead for value in rows[done]]
        for at, row in enumerate(rows):
            if at != done and row[column]:
                factor = row[column]
                rows[at] = [value - factor * other for value, other in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]
