"""What happened to a person or an account before an interaction, as parts of a plan.

Everything is looked for in the rows that are narrowed to the viewer's data scope and identified, also in those that
the question itself does not keep. Earlier is strictly earlier: what happened in the same microsecond does not count.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from oyez.measure.core.plan import Condition, Source

Operator = Literal[">=", ">", "<", "<="]
Who = Literal["subject", "account"]


@dataclass(frozen=True)
class Compared:
    """A value compared with a number, or with a day. What is neither does not hold."""

    source: "Source"
    operator: Operator
    value: float | date


@dataclass(frozen=True)
class Away:
    """A day in the row compared, as days after the day of the interaction."""

    source: "Source"
    operator: Operator
    days: float


@dataclass(frozen=True)
class All:
    """All of these hold."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True)
class Any:
    """At least one of these holds."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True)
class Nay:
    """This does not hold; what is unknown stays unknown."""

    condition: "Condition"


@dataclass(frozen=True)
class Sure:
    """This holds for certain: where the row does not say, it does not."""

    condition: "Condition"


@dataclass(frozen=True)
class History:
    """How many earlier rows of the same person or account, at most so long before, these conditions keep.

    `away`: days in the earlier row, against the day of the later one. `once`: one is as good as many.
    """

    who: Who
    conditions: tuple["Condition", ...]
    seconds: int | None = None
    away: tuple[Away, ...] = ()
    once: bool = False

    @property
    def column(self) -> str:
        return _named("past", self)


@dataclass(frozen=True)
class First:
    """The seconds since the first row of the same person or account."""

    who: Who

    @property
    def column(self) -> str:
        return _named("since", self)


@dataclass(frozen=True)
class Past:
    """A number of the past compared; unknown where nobody knows who it was."""

    of: History | First
    operator: Operator
    value: float


@dataclass(frozen=True)
class PastShare:
    """A part of the past as a share of another; of nothing it is no share, and does not hold."""

    part: History
    whole: History
    operator: Operator
    value: float


@dataclass(frozen=True)
class Choice:
    """The text of the first condition that holds; nothing where none does."""

    cases: tuple[tuple["Condition", str], ...]


@dataclass(frozen=True)
class Persons:
    """Which subjects are one person: each subject's token, and the token that stands for the person.

    Equal versions, equal persons.
    """

    version: tuple[int, ...]
    standing_for: Mapping[int, int] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Recall:
    """Give each row what it needs of the past."""

    wanted: tuple[History | First, ...]
    persons: Persons


@dataclass(frozen=True)
class Recalled:
    """The same, looked up by their sequence in a table that was recalled before."""

    columns: tuple[str, ...]


def _named(prefix: str, one: object) -> str:
    return f"{prefix}_{zlib.crc32(repr(one).encode()):08x}"
