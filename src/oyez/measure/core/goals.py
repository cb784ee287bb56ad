"""Verdicts have three values: met, missed, undecided; undecided is normal."""

from enum import StrEnum

from scipy.special import ndtri

ONE_SIDED = 0.90


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
