"""Dates and numbers as people write them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.collect.core.mapping.dates import moment_reader
from oyez.collect.core.mapping.numbers import number_reader
from oyez.collect.core.mapping.trouble import Unusable


def micros(text: str) -> int:
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return int(moment.timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("form", "text", "utc"),
    [
        ("iso", "2026-07-02T12:00:00+02:00", "2026-07-02 10:00:00"),
        ("iso", "2026-07-02T12:00:00Z", "2026-07-02 12:00:00"),
        ("iso", "2026-07-02", "2026-07-01 22:00:00"),
        ("iso", "20260702", "2026-07-01 22:00:00"),
        ("%d.%m.%Y", "2.7.2026", "2026-07-01 22:00:00"),
        ("day-first", "02/07/2026 12:30", "2026-07-02 10:30:00"),
        ("month-first", "07/02/2026", "2026-07-01 22:00:00"),
        ("%b %d, %Y", "Jul 02, 2026", "2026-07-01 22:00:00"),
        ("unix", "1782993600", "2026-07-02 12:00:00"),
        ("unix_ms", "1782993600000", "2026-07-02 12:00:00"),
    ],
)
def test_moments_are_read_in_their_zone(form: str, text: str, utc: str) -> None:
    assert moment_reader([form], ZoneInfo("Europe/Berlin"))(text) == micros(utc)


@pytest.mark.parametrize("text", ["2026-02-30", "31.04.2026", "2026-13-01", "24:61", "99999999999999999999"])
def test_impossible_dates_are_no_dates(text: str) -> None:
    with pytest.raises(Unusable, match="is not a date"):
        moment_reader(["iso", "dotted", "unix"], UTC)(text)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2099, 1, 1)))
def test_every_moment_is_read_back_to_the_microsecond(moment: datetime) -> None:
    exact = (moment - datetime(1970, 1, 1)) // timedelta(microseconds=1)
    assert moment_reader(["iso"], UTC)(moment.isoformat()) == exact
    assert moment_reader(["%d.%m.%Y %H:%M:%S.%f"], UTC)(moment.strftime("%d.%m.%Y %H:%M:%S.%f")) == exact


@pytest.mark.parametrize(
    ("decimal", "text", "number"),
    [
        (".", "1,234.56", "1234.56"), (".", "-5", "-5"), (".", ".5", "0.5"), (".", "1e3", "1000"),
        (",", "1.234,56", "1234.56"), (",", "1 234,5", "1234.5"), (",", "12", "12"), (".", "85%", "85"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written(decimal: str, text: str, number: str) -> None:
    assert str(number_reader(decimal)(text).normalize()) == str(Decimal(number).normalize())


@pytest.mark.parametrize(
    ("decimal", "text"), [(".", "1,23"), (",", "1.23"), (".", "1_000"), (".", "0x10"), (".", "inf")]
)
def test_what_could_be_two_numbers_is_none(decimal: str, text: str) -> None:
    with pytest.raises(Unusable, match="is not a number"):
        number_reader(decimal)(text)
