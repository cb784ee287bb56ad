"""Goals: what so many answers can show, and whether one was reached; undecided is normal."""

from enum import StrEnum
from math import sqrt

from scipy.special import ndtri

from oyez.measure.core.intervals.interval import z_of
from oyez.measure.core.ladder import TREND

ONE_SIDED = 0.90
POWER = 0.80


class Verdict(StrEnum):
    MET = "met"
    MISSED = "missed"
    UNDECIDED = "undecided"


def verdict(score: float, se: float, target: float, level: float = ONE_SIDED) -> Verdict:
    """Met if the one-sided lower bound reaches the target, missed if the upper one does not."""
    reach = float(ndtri(level)) * se
    if score - reach >= target:
        return Verdict.MET
    if score + reach < target:
        return Verdict.MISSED
    return Verdict.UNDECIDED


def judged(
    score: float, lo: float, hi: float, n: int, target: float, higher_is_better: bool = True
) -> Verdict:
    """The verdict on a score with its 95 % interval; fewer than 100 answers carry none (ladder of the handbook)."""
    if n < TREND:
        return Verdict.UNDECIDED
    se = se_of(lo, hi)
    return verdict(score, se, target) if higher_is_better else verdict(-score, se, -target)


def se_of(lo: float, hi: float) -> float:
    """The standard error behind a 95 % interval, as if it were symmetric."""
    return (hi - lo) / (2 * z_of())


def detectable(se: float, n: int, n_to_come: float) -> float:
    """The smallest change from a baseline that so many further answers show, with 80 % power at 95 %.

    `se` is the baseline's standard error over its `n` answers, so one answer's variance is n · se². Handbook,
    minimum-sample ladder: two groups of 100 with the usual NPS variance .6 can tell 31 points apart.
    """
    if n < 1 or n_to_come <= 0:
        return float("inf")
    variance = n * se**2
    return (z_of() + float(ndtri(POWER))) * sqrt(variance / n + variance / n_to_come)
