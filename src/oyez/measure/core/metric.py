"""A metric as data: the sums it needs of single interactions, and a pure function that combines them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oyez.measure.core.question import Filter
from oyez.measure.core.result import Estimate, Shown

if TYPE_CHECKING:
    from oyez.measure.core.plan import Marked, Number

Sums = Mapping[str, float]


@dataclass(frozen=True)
class Rows:
    """How many rows."""


@dataclass(frozen=True)
class Present:
    """How many rows have a value in the column."""

    column: str


@dataclass(frozen=True)
class PresentWith:
    """How many rows have a value in both columns."""

    column: str
    other: str


@dataclass(frozen=True)
class Between:
    """How many values lie between two, both included."""

    column: str
    lowest: float
    highest: float


@dataclass(frozen=True)
class Total:
    """The sum of the column."""

    column: str


@dataclass(frozen=True)
class Squares:
    """The sum of the squared column."""

    column: str


@dataclass(frozen=True)
class Promised:
    """Pair each outcome with the first promise about the same thing; how many days late it is becomes a column.

    `about` is the attribute that names the thing on both, `until` the promised day, on the promise.
    """

    kind: str = "promise"
    outcomes: tuple[str, ...] = ("delivery",)
    about: str = "order"
    until: str = "promised"


LATE_DAYS = "late_days"

Term = Rows | Present | PresentWith | Between | Total | Squares


@dataclass(frozen=True)
class Sum:
    """One named sum; sums of parts add up to the sum of the whole."""

    name: str
    term: Term


@dataclass(frozen=True)
class Metric:
    """A named measure. `score` is the score it stands on, empty for those that count rows or money.

    A `counted` metric is a plain total: no interval, nothing to hide while everybody in it is identified; `each_once`
    counts different persons, of whom fewer than k are not told. `reads` are columns of its own, `where` filters that
    are part of what it means; `identified_only`: it looks at what the grid does not release.
    """

    name: str
    label: str
    explained: str
    shown: Shown
    sums: tuple[Sum, ...]
    combine: Callable[[Sums], Estimate]
    score: str = ""
    column: str = ""
    minimum: float = 0
    maximum: float | None = None
    higher_is_better: bool = True
    counted: bool = False
    each_once: bool = False
    money: bool = False
    always_by: tuple[str, ...] = ()
    promised: Promised | None = None
    among: Callable[[Sequence[Sums]], Callable[[Sums], Estimate]] | None = None
    reads: tuple["Number | Marked", ...] = ()
    where: tuple[Filter, ...] = ()
    identified_only: bool = False


def added(parts: Iterable[Sums]) -> dict[str, float]:
    """Pooled sums: counts are added, scores of parts are never averaged."""
    together: dict[str, float] = {}
    for part in parts:
        if together:
            for name, value in part.items():
                together[name] = together.get(name, 0) + value
        else:
            together = dict(part)
    return together


def column_of(score: str) -> str:
    """The column in which the columnar copy keeps a score."""
    return f"score_{score}"
