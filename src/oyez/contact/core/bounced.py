"""When an address counts as dead: at once where a server says so, else after mails failed on several days."""

from collections.abc import Sequence

SOFT_BOUNCES = 3  # on that many different days
WITHIN_DAYS = 14


def soft_days(before: Sequence[int], day: int) -> tuple[int, ...]:
    """The days (counted from any fixed one) of soft bounces that still count, with this one."""
    return tuple(sorted({earlier for earlier in before if 0 <= day - earlier < WITHIN_DAYS} | {day}))


def is_dead(days: Sequence[int]) -> bool:
    return len(days) >= SOFT_BOUNCES
