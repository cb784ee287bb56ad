"""Working hours, by the handbook's vector 8.2 and across the change of clocks."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.act.core.hours import Week, due

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
