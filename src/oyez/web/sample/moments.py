"""The sample company's calendar: 24 months that end on one fixed evening. Moments are seconds since 1970, UTC."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

HOUR = 3_600
DAY = 24 * HOUR
WEEK = 7 * DAY

ZONE = "Europe/Berlin"
FIRST_DAY = date(2024, 11, 23)
LAST_DAY = date(2026, 11, 22)
AS_OF = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)

START = int(datetime(2024, 11, 23, tzinfo=UTC).timestamp())
END = int(AS_OF.timestamp())
NEWS_FROM = END - WEEK

Moments = NDArray[np.int64]


def at(day: date, hour: int = 0) -> int:
    """The moment at which an hour of a day begins, in UTC."""
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp())


def day_of(moment: int) -> date:
    """The UTC day of a moment."""
    return datetime.fromtimestamp(moment, UTC).date()


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months from `first` to `last`, both included."""
    span = (last.year - first.year) * 12 + last.month - first.month
    return [_month(first, offset) for offset in range(span + 1)]


def _month(first: date, offset: int) -> date:
    months = first.year * 12 + first.month - 1 + offset
    return date(months // 12, months % 12 + 1, 1)


def instant(moment: int) -> str:
    """2026-11-14T18:41:00Z, as programs write it."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(moment: int) -> datetime:
    """The wall clock in the company's time zone."""
    return datetime.fromtimestamp(moment, _zone())


def clock(moment: int) -> str:
    """2026-11-14 19:41, as a program on the company's premises writes it."""
    return local(moment).strftime("%Y-%m-%d %H:%M")


def german_day(moment: int) -> str:
    """14.11.2026, as the order system writes it."""
    return local(moment).strftime("%d.%m.%Y")


def iso_day(moment: int) -> str:
    """2026-11-14."""
    return local(moment).strftime("%Y-%m-%d")


@cache
def _zone() -> ZoneInfo:
    return ZoneInfo(ZONE)


def open_hours(days: Moments, shares: NDArray[np.float64], first: float = 8.5, last: float = 19.0) -> Moments:
    """Moments of the day within opening hours, one per day start, by a share (0 to 1) of those hours."""
    seconds = (first + shares * (last - first)) * HOUR
    return days // DAY * DAY + seconds.astype(np.int64)


def not_on_sunday(moments: Moments) -> Moments:
    """Whatever falls on a Sunday happens on the Monday after."""
    weekday = (moments // DAY + 3) % 7
    return moments + np.where(weekday == 6, DAY, 0)


def next_day(day: date, days: int = 1) -> date:
    """The day that is some days later."""
    return day + timedelta(days=days)
