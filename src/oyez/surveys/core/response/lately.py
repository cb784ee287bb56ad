"""Early answers against late ones: whoever answers late nearly did not (Armstrong & Overton 1977)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from oyez.measure.core.compare import Known, difference, known
from oyez.measure.core.intervals.interval import Difference
from oyez.measure.core.result import Result
from oyez.measure.core.scores.responding import bias_bound


@dataclass(frozen=True)
class Lately:
    """The score of those who answered before and from a day on, what lies between, and what silence may hide.

    `bound` is by how much the score is off if all who stayed silent think like those who came late.
    """

    early: Known
    late: Known
    change: Difference
    bound: float


def halfway(answers: Mapping[date, int]) -> date | None:
    """The first day of the later half of the answers; nothing where all came on one day."""
    days = sorted(day for day, n in answers.items() if n)
    if len(days) < 2:
        return None
    total, seen = sum(answers[day] for day in days), 0
    for day in days[:-1]:
        seen += answers[day]
        if 2 * seen >= total:
            return day + timedelta(days=1)
    return days[-1]


def lately(early: Result, late: Result, whole: Result, rate: float) -> Lately | None:
    """Both halves with 95% bounds on their difference; nothing where one of them may not be shown.

    `rate` is the response rate as a share of 0 to 1.
    """
    one, other, all_of_them = known(early), known(late), known(whole)
    if one is None or other is None or all_of_them is None:
        return None
    return Lately(one, other, difference(other, one), bias_bound(rate, all_of_them.value, other.value))
