"""One stream, one chart: frozen limits from its first twenty periods, every later period judged, a state at its end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import msgspec

from oyez.measure.core.change.p_chart import (
    LEAST_EXPECTED,
    LEAST_PERIODS,
    WIDTH,
    Count,
    Limits,
    freeze,
    is_large_enough,
)
from oyez.measure.core.change.signals import State, first_of_run, states


class Lacking(StrEnum):
    """Why a stream has no chart."""

    HISTORY = "history"
    ANSWERS = "answers"


class Judged(msgspec.Struct, frozen=True):
    """One period of a chart; `z` is empty in Phase I, and where so few answers carry no judgement."""

    at: int
    count: Count
    lower: float
    upper: float
    z: float | None
    side: int
    in_phase_one: bool


@dataclass(frozen=True)
class Chart:
    """A judged stream: its limits, its periods, its state now.

    If it is in a run of signals: the period in which that began, its side, and the period that made it an alert.
    """

    limits: Limits
    periods: tuple[Judged, ...]
    state: State
    since: int | None = None
    side: int = 0
    alerted: int | None = None

    @property
    def last(self) -> Judged:
        return self.periods[-1]

    @property
    def zs(self) -> tuple[float, ...]:
        """The standardised values of Phase II, for EWMA and CUSUM."""
        return tuple(period.z for period in self.periods if period.z is not None)


@dataclass(frozen=True)
class Begun:
    """A stream with history and answers enough: its periods with answers, and what its Phase I says."""

    held: Sequence[tuple[int, Count]]
    limits: Limits
    first: int
    end: int


def begin(counts: Sequence[Count | None]) -> Begun | Lacking:
    """The start of a chart, or what it lacks. Periods without answers are `None` and are passed over.

    Phase I are the first twenty periods with answers enough, so new periods never move the limits.
    """
    held = [(at, count) for at, count in enumerate(counts) if count is not None and count.n > 0]
    if len(held) <= LEAST_PERIODS:
        return Lacking.HISTORY
    phase_one = _phase_one(held)
    limits = freeze([count for _, count in phase_one])
    if limits is None or len(phase_one) < LEAST_PERIODS:
        return Lacking.ANSWERS
    return Begun(held, limits, phase_one[0][0], phase_one[-1][0])


def judge(begun: Begun, width: float = WIDTH) -> Chart:
    """Every period from Phase I on, by limits so many sigmas wide."""
    limits = replace(begun.limits, width=width)
    periods = [_judged(at, count, limits, at <= begun.end) for at, count in begun.held if at >= begun.first]
    return _concluded(limits, periods)


def chart(counts: Sequence[Count | None], width: float = WIDTH) -> Chart | Lacking:
    """The chart of a stream, or what it lacks."""
    begun = begin(counts)
    return begun if isinstance(begun, Lacking) else judge(begun, width)


def _phase_one(held: Sequence[tuple[int, Count]]) -> list[tuple[int, Count]]:
    """Twenty periods, each with at least five hits and five others to be expected."""
    n = sum(count.n for _, count in held)
    share = sum(count.hits for _, count in held) / n
    rarer = min(share, 1 - share)
    return [(at, count) for at, count in held if count.n * rarer >= LEAST_EXPECTED][:LEAST_PERIODS]


def _judged(at: int, count: Count, limits: Limits, in_phase_one: bool) -> Judged:
    z = None if in_phase_one or not is_large_enough(limits, count.n) else limits.z(count)
    side = 0 if z is None or abs(z) <= limits.width else (1 if z > 0 else -1)
    return Judged(at, count, *limits.around(count.n), z, side, in_phase_one)


def _concluded(limits: Limits, periods: Sequence[Judged]) -> Chart:
    sides = [period.side for period in periods]
    start, stood = first_of_run(sides), states(sides)
    if start is None:
        return Chart(limits, tuple(periods), State.CALM)
    alerted = next((at for at in range(start, len(stood)) if stood[at] is State.ALERT), None)
    return Chart(
        limits,
        tuple(periods),
        stood[-1],
        periods[start].at,
        sides[start],
        None if alerted is None else periods[alerted].at,
    )
