"""Bursts of any category, by one function: now against before, with the spread that history shows, over all of them.

A burst has to hold at a false discovery rate of one in ten over all categories tested that day, to be half as
frequent again, and to come from at least three customers: one angry account is a case, not a trend.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oyez.measure.core.bursts import burst_p, dispersion, q_values

MOST_Q = 0.10
LEAST_RATIO = 1.5
LEAST_COUNT = 5
LEAST_CUSTOMERS = 3
VOLUME_RATIO = 2.0


@dataclass(frozen=True)
class Heard:
    """A category: its counts in each period before, its count now, and from how many customers."""

    before: Sequence[int]
    now: int
    customers: int | None = None


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


def surges(
    heard: Mapping[str, Heard], all_before: Sequence[float], all_now: float, most_q: float = MOST_Q
) -> dict[str, Surge]:
    """Every category judged together. Totals are of all that was said, by period; φ comes from each history.

    With φ = 1 it is the conditional test of two Poisson rates (Przyborowski & Wilenski 1940) with Benjamini–Hochberg.
    """
    whole = sum(all_before)
    spreads = {name: dispersion(one.before, all_before) for name, one in heard.items()}
    ps = {
        name: burst_p(one.now, sum(one.before), all_now, whole, spreads[name]) for name, one in heard.items()
    }
    qs = dict(zip(ps, q_values(list(ps.values())), strict=True))
    return {
        name: _surge(one, whole, all_now, spreads[name], ps[name], qs[name], most_q)
        for name, one in heard.items()
    }


def volume_exploded(all_before: Sequence[float], all_now: float) -> bool:
    """Whether everything is said more often: then the volume is the news, not forty categories."""
    usual = sum(all_before) / len(all_before) if all_before else 0.0
    return usual > 0 and all_now / usual >= VOLUME_RATIO


def _surge(
    one: Heard, whole: float, all_now: float, spread: float, p: float, q: float, most_q: float
) -> Surge:
    usual = sum(one.before) * all_now / whole if whole else 0.0
    ratio = one.now / usual if usual else float(one.now)
    enough = one.now >= LEAST_COUNT and (one.customers is None or one.customers >= LEAST_CUSTOMERS)
    return Surge(one.now, usual, ratio, spread, p, q, enough and ratio >= LEAST_RATIO and q <= most_q)
