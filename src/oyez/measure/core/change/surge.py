"""Bursts of any category, by one function: now against before, with the spread that history shows, over all of them.

A burst has to hold at a false discovery rate of one in ten over all categories tested that day, to be half as
frequent again, and to come from at least three customers: one angry account is a case, not a trend.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from oyez.measure.core.bursts import burst_p, dispersion, q_values

MOST_Q = 0.10
LEAST_RATIO = 1.5
LEAST_COUNT = 5
LEAST_CUSTOMERS = 3
VOLUME_RATIO = 2.0
LEAST_PERIODS = 3


Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True)
class Heard:
    """A category among all that was said: its counts by period before and now, the totals they are part of."""

    before: Sequence[int]
    now: int
    all_before: Sequence[float]
    all_now: float


@dataclass(frozen=True)
class Surge:
    """How a category stands: how many would have been usual, ratio, φ of its history, p and q."""

    now: int
    usual: float
    ratio: float
    dispersion: float
    p: float
    q: float
    is_burst: bool


def surges(heard: Mapping[Name, Heard], most_q: float = MOST_Q) -> dict[Name, Surge]:
    """Every category judged together; φ comes from history, of all categories together and of each by itself.

    Eight weeks tell little about one category's own φ, so it is never taken below that of all of them.
    With φ = 1 it is the conditional test of two Poisson rates (Przyborowski & Wilenski 1940) with Benjamini–Hochberg.
    How many customers are behind a burst is for whoever can count them: see LEAST_CUSTOMERS.
    """
    common = common_dispersion(heard.values())
    spreads = {name: max(common, dispersion(one.before, one.all_before)) for name, one in heard.items()}
    ps = {
        name: burst_p(one.now, sum(one.before), one.all_now, sum(one.all_before), spreads[name])
        for name, one in heard.items()
    }
    qs = dict(zip(ps, q_values(list(ps.values())), strict=True))
    return {name: _surge(one, spreads[name], ps[name], qs[name], most_q) for name, one in heard.items()}


def common_dispersion(heard: Iterable[Heard]) -> float:
    """φ of all categories together: their χ² over their degrees of freedom, at least 1."""
    histories = [one for one in heard if len(one.before) >= LEAST_PERIODS and any(one.before)]
    freedom = sum(len(one.before) - 1 for one in histories)
    return max(1.0, sum(_chi2(one) for one in histories) / freedom) if freedom else 1.0


def _chi2(one: Heard) -> float:
    rate = sum(map(float, one.before)) / sum(one.all_before)
    return sum(
        (count - rate * total) ** 2 / (rate * total)
        for count, total in zip(one.before, one.all_before, strict=True)
        if total
    )


def volume_exploded(all_before: Sequence[float], all_now: float, periods_now: float = 1) -> bool:
    """Whether everything is said twice as often: then the volume is the news, not forty categories."""
    usual = periods_now * sum(all_before) / len(all_before) if all_before else 0.0
    return usual > 0 and all_now / usual >= VOLUME_RATIO


def _surge(one: Heard, spread: float, p: float, q: float, most_q: float) -> Surge:
    whole = sum(one.all_before)
    usual = sum(one.before) * one.all_now / whole if whole else 0.0
    ratio = one.now / usual if usual else float(one.now)
    is_burst = one.now >= LEAST_COUNT and ratio >= LEAST_RATIO and q <= most_q
    return Surge(one.now, usual, ratio, spread, p, q, is_burst)
