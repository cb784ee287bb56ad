"""Days and stretches of time in the company's time zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from oyez.kit.clock import to_micros
from oyez.measure.core.calendar import local_days, next_start, start_of, starts
from oyez.measure.core.question import Every

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]
MOMENTS = st.datetimes(datetime(1960, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


@given(st.lists(MOMENTS, max_size=20), st.sampled_from(ZONES))
def test_a_moment_falls_on_the_day_that_the_wall_clock_says(moments: list[datetime], zone: str) -> None:
    found = local_days([to_micros(moment) for moment in moments], zone)
    assert found.tolist() == [moment.astimezone(ZoneInfo(zone)).date() for moment in moments]


@given(st.dates(date(1999, 1, 1), date(2040, 1, 1)), st.sampled_from(list(Every)))
def test_every_day_lies_in_exactly_one_stretch(day: date, every: Every) -> None:
    start = start_of(day, every)
    end = next_start(start, every)
    assert start <= day < end
    assert start_of(end - timedelta(days=1), every) == start


def test_weeks_begin_on_monday() -> None:
    assert start_of(date(2026, 2, 1), Every.WEEK) == date(2026, 1, 26)


def test_a_period_has_a_start_for_each_month_it_touches() -> None:
    assert starts(date(2026, 1, 15), date(2026, 3, 1), Every.MONTH) == [date(2026, 1, 1), date(2026, 2, 1)]
