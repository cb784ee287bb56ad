"""What accounts buy of us, falling: three months against the same three a year before, so that seasons do not count."""

from datetime import date, timedelta

import numpy as np

from oyez.measure.core.calendar import add_months
from oyez.measure.core.matrix.satisfaction import Marks, Values

MONTHS = 3
YEAR = 12
FALLEN = 0.30
REGULAR_MONTHS = 9


def change(billed: Values, month: int) -> Values:
    """The change of each account, −1 to ∞, at the end of a month: `billed` is (accounts, months), the oldest first.

    NaN for who was billed in fewer than nine of the twelve months before: who buys now and then does not fall.
    """
    found = np.full(len(billed), np.nan)
    start = month - MONTHS + 1 - YEAR
    if start < 0 or month >= billed.shape[1]:
        return found
    before = billed[:, start : start + MONTHS].sum(axis=1)
    now = billed[:, month - MONTHS + 1 : month + 1].sum(axis=1)
    regular = (billed[:, start : month - MONTHS + 1] > 0).sum(axis=1) >= REGULAR_MONTHS
    known = regular & (before > 0)
    found[known] = now[known] / before[known] - 1
    return found


def is_falling(changes: Values, fallen: float = FALLEN) -> Marks:
    """Who buys at least so much less; NaN does not fall."""
    found: Marks = np.nan_to_num(changes, nan=0.0) <= -fallen
    return found


def end_of(month: date) -> date:
    """The last day of a month."""
    return add_months(month, 1) - timedelta(days=1)
