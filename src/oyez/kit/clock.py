"""The one place that asks what time it is."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from oyez.kit.rules import moment
from oyez.kit.settings import AS_OF

MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def _fixed() -> datetime | None:
    """The sample company lives on one fixed day, so that what it shows can be checked."""
    return moment(AS_OF.text())


def now() -> datetime:
    """The present moment, aware and in UTC; a fixed one where the installation has `OYEZ_AS_OF`."""
    return _fixed() or wall()


def wall() -> datetime:
    """The wall clock, for leases, tokens and time-outs, which no fixed day may hold."""
    return datetime.now(UTC)


def today(zone: str) -> date:
    """The calendar day in a time zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970 of an aware moment, exactly."""
    return (moment - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    """The moment, in UTC, of microseconds since 1970."""
    return EPOCH + micros * MICROSECOND
