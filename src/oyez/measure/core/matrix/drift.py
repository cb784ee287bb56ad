"""Large accounts that drift towards the door: they buy less, and those who decide are silent or dissatisfied."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from oyez.measure.core.matrix.placing import SURE, Cuts, Standing
from oyez.measure.core.matrix.satisfaction import Marks, Values
from oyez.measure.core.matrix.wallet import is_falling

DAYS_A_WEEK = 7


class Sign(StrEnum):
    """What speaks for a drift."""

    BUYS_LESS = "buys less"
    LOW = "dissatisfied"
    SILENT = "decision-makers silent"


@dataclass(frozen=True)
class Look:
    """What was known of all accounts at the end of one month; columns of equal length."""

    day: date
    standing: Standing
    changes: Values
    large: Marks
    here: Marks


@dataclass(frozen=True)
class Drift:
    """An account (its place) that drifts: since when without a break, by which signs, and how much less it buys."""

    account: int
    since: date
    signs: tuple[Sign, ...]
    change: float

    def weeks_before(self, renewal: date) -> int:
        return (renewal - self.since).days // DAYS_A_WEEK


def drifting(look: Look, cuts: Cuts) -> Marks:
    """Large accounts that buy less, and whose decision-makers are silent or whose satisfaction is surely low."""
    low = _low(look, cuts)
    found: Marks = look.here & look.large & is_falling(look.changes) & (low | ~look.standing.decided)
    return found


def _low(look: Look, cuts: Cuts) -> Marks:
    found: Marks = look.standing.heard & (look.standing.below(cuts.satisfaction) >= SURE)
    return found


def drifts(looks: list[Look], cuts: Cuts) -> list[Drift]:
    """The accounts that drift at the last look, with the first of the looks without a break before it."""
    if not looks:
        return []
    now = looks[-1]
    marks = [drifting(look, cuts) for look in looks]
    found = []
    for account in np.flatnonzero(marks[-1]).tolist():
        first = len(looks) - 1
        while first > 0 and marks[first - 1][account]:
            first -= 1
        signs = [Sign.BUYS_LESS]
        if not now.standing.decided[account]:
            signs.append(Sign.SILENT)
        if _low(now, cuts)[account]:
            signs.append(Sign.LOW)
        found.append(Drift(account, looks[first].day, tuple(signs), float(now.changes[account])))
    return found


def ever(looks: list[Look], cuts: Cuts) -> frozenset[int]:
    """All accounts (their places) that drifted at any of the looks: who of them stayed was a false alarm."""
    return frozenset(account for look in looks for account in np.flatnonzero(drifting(look, cuts)).tolist())
