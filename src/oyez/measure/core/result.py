"""A number as it may be shown: never without its n, its interval and what it is about."""

from datetime import date
from enum import StrEnum
from typing import Literal

import msgspec

from oyez.measure.core.ladder import Rung

Shown = Literal["points", "share", "mean", "count", "money"]


class Flag(StrEnum):
    """What a reader of a number has to know about it."""

    SMALL_N = "small_n"
    LOW_RESPONSE = "low_response"
    MIX_SHIFT = "mix_shift"
    CONFIDENTIAL_LEFT_OUT = "confidential_left_out"
    TOO_FEW = "too_few"
    REMAINDER = "remainder"
    DOMINATED = "dominated"
    PARTIAL = "partial"
    WEIGHTS_MATTER = "weights_matter"
    OTHER_SCALE = "other_scale"


class Answered(StrEnum):
    """Which answers a number stands on; `mixed` holds identified and other ones."""

    IDENTIFIED = "identified"
    CONFIDENTIAL = "confidential"
    MIXED = "mixed"


class Period(msgspec.Struct, frozen=True):
    """A half-open stretch of days, `since` ≤ day < `until`, in the company's time zone; `None` is open."""

    since: date | None = None
    until: date | None = None


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A companion of the value that its metric asks for: the easy share beside a mean effort."""

    name: str
    value: float
    lo: float | None = None
    hi: float | None = None
    method: str = ""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One score object. `value` and `n` are `None` where nothing may be shown, `value` also where n is 0."""

    value: float | None
    n: int | None
    lo: float | None
    hi: float | None
    method: str
    period: Period
    rung: Rung
    mode: Answered
    n_invited: int | None = None
    population: str = "answers received"
    weighted: bool = False
    suppressed: bool = False
    beside: tuple[Beside, ...] = ()
    flags: tuple[Flag, ...] = ()


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A result for one group: the keys of its dimensions, in the question's order, and the start of its period."""

    keys: tuple[str | None, ...]
    start: date | None
    result: Result


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """What a metric makes of its sums, before anything is hidden."""

    n: int
    value: float | None = None
    lo: float | None = None
    hi: float | None = None
    method: str = ""
    beside: tuple[Beside, ...] = ()
    flags: tuple[Flag, ...] = ()


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What a metric is, for those who show it."""

    name: str
    label: str
    explained: str
    shown: Shown
    minimum: float
    maximum: float | None
    higher_is_better: bool


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back for a question: a point for each group and period, narrowed and suppressed.

    Where it has groups and periods, `over_time` has each group whole, `overall` each period of all groups. If asked
    for, `rolling` has the pooled window that ends with each period.
    """

    metric: Card
    by: tuple[str, ...]
    every: str | None
    where: tuple[str, ...]
    period: Period
    points: tuple[Point, ...]
    over_time: tuple[Point, ...]
    overall: tuple[Point, ...]
    total: Result | None
    names: dict[str, dict[str, str]]
    rolling: tuple[Point, ...] = ()
