"""Reads moments: ISO 8601, named formats, seconds since 1970; in a time zone where none is written."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from oyez.collect.core.mapping.trouble import MappingError, Unusable
from oyez.collect.core.tables import Cell, shorten

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NAIVE_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # arithmetic without a zone is three times as fast
MICROSECOND = timedelta(microseconds=1)
DIGITS = {
    "%Y": r"(?P<year>\d{4})",
    "%m": r"(?P<month>\d{1,2})",
    "%d": r"(?P<day>\d{1,2})",
    "%H": r"(?P<hour>\d{1,2})",
    "%M": r"(?P<minute>\d{1,2})",
    "%S": r"(?P<second>\d{1,2})",
    "%f": r"(?P<microsecond>\d{1,6})",
}
GERMAN = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y")
SPOKEN: dict[str, tuple[str, ...]] = {
    "day-first": ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%d-%m-%Y %H:%M", "%d-%m-%Y", *GERMAN),
    "month-first": ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y", "%m-%d-%Y"),
    "dotted": GERMAN,
}

Reader = Callable[[str], datetime | None]
Moment = Callable[[Cell], int]


def zone_of(name: str, line: int = 0) -> tzinfo:
    """A time zone by its name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise MappingError(line, f"“{name}” is not a time zone; one is “Europe/Berlin”.") from None


def moment_reader(formats: Sequence[str], zone: tzinfo, line: int = 0) -> Moment:
    """A function that turns a cell into microseconds since 1970, UTC."""
    readers = [
        reader
        for spoken in formats
        for form in SPOKEN.get(spoken, (spoken,))
        for reader in [_reader(form, line)]
    ]
    said = " or ".join(formats)

    def moment(cell: Cell) -> int:
        if isinstance(cell, str):
            for read in readers:
                if (found := read(cell)) is not None:
                    return micros(found, zone)
            raise Unusable(f"“{shorten(cell, 40)}” is not a date as {said}")
        if isinstance(cell, datetime):
            return micros(cell, zone)
        if isinstance(cell, date):
            return micros(datetime(cell.year, cell.month, cell.day, tzinfo=None), zone)  # noqa: DTZ001  # its zone comes beside it
        return moment(str(cell))

    return moment


def micros(moment: datetime, zone: tzinfo) -> int:
    """Exact microseconds since 1970; a moment without a zone is one of the given zone."""
    try:
        if moment.tzinfo is None:
            return (moment - NAIVE_EPOCH - zone.utcoffset(moment)) // MICROSECOND  # type: ignore[operator]  # a zone has an offset
        return (moment - EPOCH) // MICROSECOND
    except OverflowError:
        raise Unusable(f"“{moment}” is not a date between 1900 and 2100") from None


def day_of(micro: int, zone: tzinfo) -> date:
    """The calendar day of a moment in a zone."""
    return (EPOCH + micro * MICROSECOND).astimezone(zone).date()


def iso(micro: int) -> str:
    """A moment as text, in UTC."""
    return (EPOCH + micro * MICROSECOND).isoformat().replace("+00:00", "Z")


@cache
def _reader(form: str, line: int) -> Reader:
    if form == "iso":
        return _iso
    if form == "unix":
        return lambda text: _since_1970(text, 1)
    if form == "unix_ms":
        return lambda text: _since_1970(text, 1000)
    if "%" not in form:
        raise MappingError(
            line,
            f"“{form}” is not a date format; use iso, day-first, month-first, unix, unix_ms or one like %d.%m.%Y.",
        )
    directives = re.findall(r"%.", form)
    if (
        set(directives) <= set(DIGITS)
        and len(set(directives)) == len(directives)
        and {"%Y", "%m", "%d"} <= set(directives)
    ):
        return _by_digits(form)
    return _by_strptime(form)


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _since_1970(text: str, per_second: int) -> datetime | None:
    if not re.fullmatch(r"-?\d{1,13}(\.\d+)?", text):
        return None
    try:
        return EPOCH + timedelta(seconds=float(text) / per_second)
    except OverflowError:
        return None


def _by_digits(form: str) -> Reader:
    """Several times faster than strptime, which matters for a million rows."""
    parts = re.split(r"(%.)", form)
    match = re.compile("".join(DIGITS.get(part, re.escape(part)) for part in parts)).fullmatch

    def read(text: str) -> datetime | None:
        found = match(text)
        if found is None:
            return None
        fields = {name: int(digits) for name, digits in found.groupdict().items() if name != "microsecond"}
        fraction = found.groupdict().get("microsecond")
        try:
            return datetime(**fields, microsecond=int(fraction.ljust(6, "0")) if fraction else 0)  # type: ignore[arg-type]  # noqa: DTZ001  # named groups; its zone comes beside it
        except ValueError:
            return None

    return read


def _by_strptime(form: str) -> Reader:
    def read(text: str) -> datetime | None:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007  # the caller knows the zone
        except ValueError:
            return None

    return read
