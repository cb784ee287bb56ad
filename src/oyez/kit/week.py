"""The working week as it is written: `Mon-Fri 09:00-17:00`, and the days on which nobody works."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from oyez.kit.errors import Misconfigured

WEEKDAYS = frozenset(range(5))
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SAID = re.compile(r"\s*([a-z]{3})(?:\s*-\s*([a-z]{3}))?\s+(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})\s*")


@dataclass(frozen=True)
class Week:
    """When people work: on which weekdays (Monday is 0), between which hours, on which clock, holidays apart."""

    zone: str = "UTC"
    opens: time = time(9)
    closes: time = time(17)
    days: frozenset[int] = WEEKDAYS
    holidays: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        return day.weekday() in self.days and day not in self.holidays


def hours_of(said: str) -> tuple[frozenset[int], time, time]:
    """The weekdays, and when they begin and end; a ValueError says what is wrong."""
    found = SAID.fullmatch(said.lower())
    first, last = (found[1], found[2] or found[1]) if found else ("", "")
    if found is None or first not in DAYS or last not in DAYS:
        raise ValueError("it is not written as in Mon-Fri 09:00-17:00")
    opens, closes = (time.fromisoformat(text.zfill(5)) for text in found.group(3, 4))
    if closes <= opens:
        raise ValueError("the working day must end after it begins")
    return frozenset(_from_to(DAYS.index(first), DAYS.index(last))), opens, closes


def holidays_of(said: str) -> frozenset[date]:
    """Days such as `2026-12-25 2027-01-01`; a ValueError where one is no day."""
    return frozenset(map(date.fromisoformat, said.replace(",", " ").split()))


def week_of(said: str, holidays: str, zone: str) -> Week:
    """The week that is written `Mon-Fri 09:00-17:00`, with holidays such as `2026-12-25 2027-01-01`."""
    try:
        days, opens, closes = hours_of(said)
        return Week(zone, opens, closes, days, holidays_of(holidays))
    except ValueError as wrong:
        raise Misconfigured(
            f"Working hours “{said}” with holidays “{holidays}” cannot be: {wrong}."
        ) from None


def _from_to(first: int, last: int) -> Iterator[int]:
    """The weekdays from one to another; Sun-Thu goes over the end of the week."""
    yield first
    while first != last:
        first = (first + 1) % 7
        yield first
