"""Working hours: a promise given on Friday evening is not due on Saturday."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from oyez.kit.errors import Misconfigured

WEEKDAYS = frozenset(range(5))


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


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SAID = re.compile(r"\s*([a-z]{3})(?:\s*-\s*([a-z]{3}))?\s+(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})\s*")


def week_of(said: str, holidays: str, zone: str) -> Week:
    """The week that is written `Mon-Fri 09:00-17:00`, with holidays such as `2026-12-25 2027-01-01`."""
    found = SAID.fullmatch(said.lower())
    first, last = (found[1], found[2] or found[1]) if found else ("", "")
    if found is None or first not in DAYS or last not in DAYS:
        raise Misconfigured(f"Working hours are written as in Mon-Fri 09:00-17:00; “{said}” is not.")
    try:
        opens, closes = (time.fromisoformat(text.zfill(5)) for text in found.group(3, 4))
        off = frozenset(map(date.fromisoformat, holidays.replace(",", " ").split()))
    except ValueError:
        raise Misconfigured(
            f"Working hours “{said}” or holidays “{holidays}” name no such time or day."
        ) from None
    if closes <= opens:
        raise Misconfigured(f"The working day must end after it begins: “{said}”.")
    return Week(zone, opens, closes, frozenset(_from_to(DAYS.index(first), DAYS.index(last))), off)


def _from_to(first: int, last: int) -> Iterator[int]:
    """The weekdays from one to another; Sun-Thu goes over the end of the week."""
    yield first
    while first != last:
        first = (first + 1) % 7
        yield first


def due(start: datetime, hours: float, week: Week) -> datetime:
    """The moment, in UTC, when so many working hours have passed since an aware `start` (METHOD 8, vector 8.2)."""
    left = timedelta(hours=hours)
    local = start.astimezone(ZoneInfo(week.zone)).replace(tzinfo=None)
    for opens, closes in _stretches(local, week):
        if left <= closes - opens:
            return (opens + left).replace(tzinfo=ZoneInfo(week.zone)).astimezone(UTC)
        left -= closes - opens
    raise ValueError("a week without working days has no due time")


def _stretches(start: datetime, week: Week) -> Iterator[tuple[datetime, datetime]]:
    """The working times from a local moment on, for ten years at most."""
    for offset in range(3_660):
        day = start.date() + timedelta(days=offset)
        if week.is_working(day):
            opens, closes = datetime.combine(day, week.opens), datetime.combine(day, week.closes)
            if start < closes:
                yield max(opens, start), closes
