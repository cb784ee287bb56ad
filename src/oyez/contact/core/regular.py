"""Regular buyers: whoever bought so often within so many days is not asked about single purchases."""

from collections.abc import Sequence

from oyez.contact.core.policy import Regular

NEVER = -1_000_000


def regular_on(days: Sequence[int], rule: Regular, today: int) -> int:
    """The latest day, up to today, of a purchase that was the sixth (or a later one) within 90 days; else `NEVER`.

    `days` has one entry for each purchase. Within 90 days: the first and the sixth are less than 90 days apart.
    """
    done = sorted(day for day in days if day <= today)
    back = rule.orders - 1
    for at in range(len(done) - 1, back - 1, -1):
        if done[at] - done[at - back] < rule.within_days:
            return done[at]
    return NEVER


def is_regular(day: int, rule: Regular, today: int) -> bool:
    """Whether somebody who was regular on a day (or `NEVER`) still counts as such."""
    return day != NEVER and (rule.stays_days == 0 or today - day < rule.stays_days)
