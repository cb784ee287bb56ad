"""Stretches of time: where each begins and ends, and the local day of a moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from oyez.measure.core.question import Every

QUARTER_HOUR = 900_000_000
HOUR = 3_600_000_000
DAY = 86_400_000_000
UNSTEADY = -(2**62)
REMEMBERED = 4096  # an answer has the same few stretches in each group


@lru_cache(REMEMBERED)
def start_of(day: date, every: Every) -> date:
    """The first day of the stretch that a day lies in."""
    match every:
        case Every.DAY:
            return day
        case Every.WEEK:
            return day - timedelta(days=day.weekday())
        case Every.MONTH:
            return day.replace(day=1)
        case Every.QUARTER:
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case Every.YEAR:
            return day.replace(month=1, day=1)


@lru_cache(REMEMBERED)
def next_start(start: date, every: Every) -> date:
    """The first day of the stretch after the one that begins here."""
    match every:
        case Every.DAY:
            return start + timedelta(days=1)
        case Every.WEEK:
            return start + timedelta(days=7)
        case Every.MONTH:
            return add_months(start, 1)
        case Every.QUARTER:
            return add_months(start, 3)
        case Every.YEAR:
            return start.replace(year=start.year + 1)


def add_months(first: date, months: int) -> date:
    """The first of the month so many months later or earlier."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def starts(since: date, until: date, every: Every) -> list[date]:
    """Where each stretch begins that has a day in the half-open period."""
    found, at = [], start_of(since, every)
    while at < until:
        found.append(at)
        at = next_start(at, every)
    return found


def local_days(micros: Any, zone: str) -> Any:
    """Calendar days (datetime64[D]) in a time zone of moments given as an array of µs since 1970.

    Each day (UTC) that occurs is looked up once, and each quarter of an hour of those days in which clocks change.
    """
    moments = np.asarray(micros, dtype=np.int64)
    where = ZoneInfo(zone)
    offsets = _looked_up(moments, DAY, lambda start: _steady_offset(start, where))
    unsteady = offsets == UNSTEADY
    if unsteady.any():
        offsets[unsteady] = _looked_up(moments[unsteady], QUARTER_HOUR, lambda start: _offset(start, where))
    return ((moments + offsets) // DAY).astype("datetime64[D]")


def _looked_up(moments: Any, stretch: int, offset: Callable[[int], int]) -> Any:
    """The offset of each moment, asked for once for each stretch of time that has any."""
    starts, back = np.unique(moments // stretch, return_inverse=True)
    known = np.array([offset(int(start) * stretch) for start in starts], dtype=np.int64)
    return known[back.reshape(-1)]


def _steady_offset(start: int, where: ZoneInfo) -> int:
    """The offset of a whole day, or that it has none."""
    hours = {_offset(start + hour * HOUR, where) for hour in range(25)}
    return hours.pop() if len(hours) == 1 else UNSTEADY


def _offset(micros: int, where: ZoneInfo) -> int:
    moment = datetime.fromtimestamp(micros // 1_000_000, UTC).astimezone(where)
    offset = moment.utcoffset()
    assert offset is not None
    return offset // timedelta(microseconds=1)
