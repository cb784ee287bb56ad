"""Working hours, by the handbook's vector 8.2 and across the change of clocks."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.act.core.hours import due
from oyez.kit.errors import Misconfigured
from oyez.kit.week import Week, week_of

BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("start", "hours", "holidays", "expected"),
    [
        ("2024-03-01 16:30", 8, (), "2024-03-04 16:30"),
        ("2024-03-01 16:30", 8, (date(2024, 3, 4),), "2024-03-05 16:30"),
        ("2024-03-02 12:00", 4, (), "2024-03-04 13:00"),
        ("2024-03-04 06:00", 16, (), "2024-03-05 17:00"),
    ],
)
def test_vector_8_2(start: str, hours: float, holidays: tuple[date, ...], expected: str) -> None:
    week = Week(holidays=frozenset(holidays))

    found = due(datetime.fromisoformat(start).replace(tzinfo=UTC), hours, week)

    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_the_hours_are_those_of_the_companys_clock() -> None:
    friday = datetime(2026, 3, 27, 16, tzinfo=BERLIN)

    found = due(friday, 2, Week("Europe/Berlin"))

    # The clocks change on Sunday: Monday 10:00 is 8:00 in UTC, not 9:00.
    assert found == datetime(2026, 3, 30, 10, tzinfo=BERLIN)
    assert found == datetime(2026, 3, 30, 8, tzinfo=UTC)


@given(MOMENTS, st.integers(1, 200))
def test_what_is_due_is_due_in_working_hours_and_later(start: datetime, hours: int) -> None:
    week = Week("Europe/Berlin")
    local = due(start, hours, week).astimezone(BERLIN)

    assert local > start
    assert week.is_working(local.date())
    assert 9 <= local.hour <= 17


@given(MOMENTS, st.integers(1, 40), st.integers(1, 40))
def test_hours_add_up(start: datetime, first: int, then: int) -> None:
    week = Week()

    assert due(due(start, first, week), then, week) == due(start, first + then, week)


@pytest.mark.parametrize(
    ("said", "days", "opens", "closes"),
    [
        ("Mon-Fri 09:00-17:00", {0, 1, 2, 3, 4}, time(9), time(17)),
        ("sun-thu 8:30-16:00", {6, 0, 1, 2, 3}, time(8, 30), time(16)),
        ("Sat 10:00 - 14:00", {5}, time(10), time(14)),
    ],
)
def test_a_week_is_read_as_it_is_written(said: str, days: set[int], opens: time, closes: time) -> None:
    week = week_of(said, "2026-12-25, 2027-01-01", "Europe/Berlin")
    assert (week.zone, week.days, week.opens, week.closes) == ("Europe/Berlin", days, opens, closes)
    assert week.holidays == {date(2026, 12, 25), date(2027, 1, 1)}


@pytest.mark.parametrize(
    ("said", "holidays"),
    [("nine to five", ""), ("Mon-Fry 09:00-17:00", ""), ("Mon-Fri 17:00-09:00", ""), ("Mon-Fri 09:00-25:00", ""),
     ("Mon-Fri 09:00-17:00", "Christmas")],
)  # fmt: skip
def test_a_week_that_cannot_be_is_a_sentence(said: str, holidays: str) -> None:
    with pytest.raises(Misconfigured, match=r"[Ww]orking"):
        week_of(said, holidays, "UTC")
