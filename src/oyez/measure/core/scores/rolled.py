"""Raw groups put together in rolling windows: each window ends with a period and holds those before it."""

from datetime import date

import msgspec

from oyez.measure.core.calendar import next_start, start_of
from oyez.measure.core.groups import Group, Place, Reading, as_asked, pool
from oyez.measure.core.question import Every
from oyez.measure.core.result import Period, Point


def rolled(reading: Reading, every: Every, width: int) -> list[Group]:
    """The window of `width` periods that ends with each period that has answers; only whole windows."""
    starts = sorted({group.start for group in reading.groups if group.start is not None})
    if not starts:
        return []
    first = _later(starts[0], every, width - 1)
    shifted = [
        msgspec.structs.replace(group, start=_later(group.start, every, by))
        for by in range(width)
        for group in reading.groups
        if group.start is not None
    ]
    accounts = tuple(
        (_moved(place, every, by), account, n)
        for by in range(width)
        for place, account, n in reading.accounts
    )
    windows = Reading(tuple(pool(shifted, as_asked)), accounts).folded(as_asked)
    ends = set(starts)
    return [one for one in windows if one.start in ends and one.start is not None and one.start >= first]


def over_windows(points: list[Point], every: Every, width: int) -> list[Point]:
    """Each result says the days of its whole window."""
    return [_of_window(point, every, width) for point in points]


def _of_window(point: Point, every: Every, width: int) -> Point:
    if point.start is None:
        return point
    until = point.result.period.until
    period = Period(_earlier(point.start, every, width - 1), until)
    return msgspec.structs.replace(point, result=msgspec.structs.replace(point.result, period=period))


def _moved(place: Place, every: Every, by: int) -> Place:
    keys, start = place
    return keys, None if start is None else _later(start, every, by)


def _later(start: date, every: Every, by: int) -> date:
    for _ in range(by):
        start = next_start(start, every)
    return start


def _earlier(start: date, every: Every, by: int) -> date:
    """The first day of the period so many periods before."""
    at = start
    for _ in range(by):
        at = start_before(at, every)
    return at


def start_before(start: date, every: Every) -> date:
    """The first day of the period before."""
    return start_of(date.fromordinal(start.toordinal() - 1), every)
