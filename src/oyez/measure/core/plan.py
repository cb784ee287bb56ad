"""A question as a list of named steps. The planner decides; the printer only prints."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from oyez.measure.core.metric import Promised, Sum
from oyez.measure.core.past import (
    All,
    Any,
    Away,
    Choice,
    Compared,
    Nay,
    Past,
    PastShare,
    Recall,
    Recalled,
    Sure,
)
from oyez.measure.core.question import Every


@dataclass(frozen=True)
class Column:
    """A column of the columnar copy."""

    name: str


@dataclass(frozen=True)
class Attribute:
    """An attribute that has no column of its own."""

    name: str


Source = Column | Attribute | Choice


@dataclass(frozen=True)
class OneOf:
    """The value is one of these."""

    source: Source
    values: tuple[str, ...]


@dataclass(frozen=True)
class AnyChosen:
    """One of these is among the choices that an attribute holds."""

    attribute: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """The attribute has a value."""

    attribute: str


@dataclass(frozen=True)
class Is:
    """A yes or no."""

    column: str
    value: bool


@dataclass(frozen=True)
class Since:
    """On this day or later."""

    day: date


@dataclass(frozen=True)
class Until:
    """Before this day."""

    day: date


@dataclass(frozen=True)
class Has:
    """There is a value."""

    column: str


@dataclass(frozen=True)
class Not:
    """The value is another one, or none."""

    column: str
    value: str


@dataclass(frozen=True)
class Lacks:
    """There is no value."""

    column: str


@dataclass(frozen=True)
class StartsWith:
    """The value begins with this."""

    column: str
    beginning: str


@dataclass(frozen=True)
class Either:
    """All conditions of at least one of these sets hold."""

    sets: tuple[tuple["Condition", ...], ...]


OfThePast = Compared | Away | All | Any | Nay | Sure | Past | PastShare
Condition = (
    OneOf | AnyChosen | Said | Is | Since | Until | Has | Lacks | Not | StartsWith | Either | OfThePast
)


@dataclass(frozen=True)
class Scan:
    """All interactions."""

    table: str = "interactions"


@dataclass(frozen=True)
class Narrow:
    """Only what the viewer's data scope holds. It comes before everything else that looks at rows."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Identified:
    """Only identified answers, corrections applied where there are any."""

    corrected: bool


@dataclass(frozen=True)
class Released:
    """Only answers that are not identified and whose block has appeared in the grid, for one score."""

    score: str


@dataclass(frozen=True)
class Listed:
    """Only what these subjects did; there may be thousands, so they are joined instead of written out."""

    subjects: frozenset[int]


@dataclass(frozen=True)
class Keep:
    """Only what the question's filters and period let through."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Dimension:
    """A named value that rows are grouped by."""

    name: str
    source: Source


@dataclass(frozen=True)
class Derive:
    """Give each row its dimensions, and the day, week or month that it lies in; longer ones are added up later."""

    dimensions: tuple[Dimension, ...]
    every: Literal[Every.DAY, Every.WEEK, Every.MONTH] | None = None


@dataclass(frozen=True)
class Unfold:
    """Each row once for each of the different choices that its attribute holds, under this name."""

    name: str
    attribute: str


@dataclass(frozen=True)
class Aggregate:
    """The sums of each group; `most`: no more groups than this."""

    by: tuple[str, ...]
    sums: tuple[Sum, ...]
    most: int | None = None


@dataclass(frozen=True)
class Only:
    """Nothing but these columns."""

    columns: tuple[str, ...]


@dataclass(frozen=True)
class Weighty:
    """Of counts by group and by another thing, those of things that hold more than a share of a group somewhere.

    What holds no more of any group holds no more of groups put together, so all others may be left out.
    """

    by: tuple[str, ...]
    of: str
    n: str
    share: float


@dataclass(frozen=True)
class Kept:
    """Only outcomes of which something was promised before, with the column that says how many days late they are."""

    promised: Promised
    column: str


@dataclass(frozen=True)
class Number:
    """A column with the number that a source says, if that lies between two; nothing where it says none."""

    column: str
    source: Source
    lowest: float
    highest: float


@dataclass(frozen=True)
class Marked:
    """A column with the number of the first condition that holds."""

    column: str
    cases: tuple[tuple[Condition, float], ...]


@dataclass(frozen=True)
class Read:
    """Give each row columns of its own, which a metric stands on."""

    columns: tuple[Number | Marked, ...]


Step = (
    Scan
    | Narrow
    | Identified
    | Released
    | Listed
    | Keep
    | Unfold
    | Derive
    | Aggregate
    | Weighty
    | Kept
    | Recall
    | Recalled
    | Only
    | Read
)
Plan = tuple[Step, ...]

PERIOD = "period"


def one_of(source: Source, values: Collection[str]) -> OneOf:
    """A condition whose values are in one fixed order, so that equal plans print equally."""
    return OneOf(source, tuple(sorted(values)))
