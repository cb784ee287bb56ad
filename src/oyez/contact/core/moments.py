"""When a mail may leave: in the local working hours; and how business days are counted."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from oyez.kit.week import Week


def next_moment(at: datetime, week: Week) -> datetime:
    """The first moment, in UTC, from an aware `at` on that lies within the working hours of the week's zone."""
    zone = ZoneInfo(week.zone)
    local = at.astimezone(zone)
    for offset in range(3_660):
        day = local.date() + timedelta(days=offset)
        if not week.is_working(day):
            continue
        opens, closes = (datetime.combine(day, hour, zone) for hour in (week.opens, week.closes))
        if local < closes:
            return max(opens, local).astimezone(UTC)
    raise ValueError("a week without working days has no next moment")


def business_days(since: date, until: date, week: Week) -> int:
    """The working days after `since` up to and with `until`."""
    span = (until - since).days
    return sum(week.is_working(since + timedelta(days=at)) for at in range(1, span + 1))


def business_days_later(since: date, days: int, week: Week) -> date:
    """The first day on which so many working days have passed since a day."""
    day = since
    while days > 0:
        day += timedelta(days=1)
        days -= week.is_working(day)
    return day


def day_of(at: datetime) -> int:
    """The calendar day of an aware moment in UTC, counted from 1970."""
    return (at.astimezone(UTC).date() - date(1970, 1, 1)).days


def date_of(day: int) -> date:
    """The calendar day that a number of days since 1970 stands for."""
    return date(1970, 1, 1) + timedelta(days=day)
