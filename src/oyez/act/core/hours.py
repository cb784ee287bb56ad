"""Working hours: a promise given on Friday evening is not due on Saturday."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from oyez.kit.week import Week


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
