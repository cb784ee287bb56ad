"""What is told of a segment: values only, narrowed before they stand here."""

from enum import StrEnum

import msgspec

from oyez.measure.core.result import Card, Result


class Stands(StrEnum):
    """How a group's score stands to that of everybody else."""

    HIGHER = "higher"
    LOWER = "lower"
    UNDECIDED = "undecided"


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """Its score less the others', with 95% bounds; a word only where both sides have a hundred answers."""

    value: float
    lo: float
    hi: float
    stands: Stands


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One group of a segment in the list."""

    key: str
    group: str
    label: str
    persons: int | None
    share: float | None
    score: Result
    rest: Result
    apart: Apart | None


class Segments(msgspec.Struct, frozen=True, kw_only=True):
    """All segments by one score; `share` of a line is of all answers that can be placed."""

    metric: Card
    since: str
    lines: tuple[Line, ...]


class Portion(msgspec.Struct, frozen=True, kw_only=True):
    """One taste: the share of persons here and elsewhere; null where too few."""

    what: str
    name: str
    here: float | None
    elsewhere: float | None


class Standard(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that they expect, measured here and elsewhere."""

    metric: Card
    here: Result
    elsewhere: Result
    apart: Apart | None


class Between(msgspec.Struct, frozen=True, kw_only=True):
    """The share of the spread of single answers that lies between the groups of a dimension."""

    dimension: str
    share: float


class TopDriver(msgspec.Struct, frozen=True, kw_only=True):
    """One of the first drivers among their answers."""

    name: str
    share: float
    place: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """Everything told of one group of a segment."""

    key: str
    group: str
    label: str
    explained: str
    groups: dict[str, str]
    where: str
    metric: Card
    persons: Result
    accounts: int | None
    interactions: int | None
    score: Result
    rest: Result
    apart: Apart | None
    tastes: tuple[Portion, ...]
    standards: tuple[Standard, ...]
    between: tuple[Between, ...]
    drivers: tuple[TopDriver, ...]
    drivers_survey: str
    drivers_refused: str
