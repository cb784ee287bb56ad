"""Drivers of real seat reviews, many of whose ratings are missing since there was nothing to rate."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.journal import changes as journal
from oyez.journal.core.facts import Fact
from oyez.kit.clock import to_micros
from oyez.measure.drivers import words
from oyez.measure.drivers.ask import Told, asked, drivers
from tests.town import tell

pytestmark = pytest.mark.django_db

RATINGS = {
    "seat_legroom_rating": "stars_legroom",
    "seat_recline_rating": "stars_recline",
    "seat_width_rating": "stars_width",
    "aisle_space_rating": "stars_aisle",
    "viewing_tv_rating": "stars_screen",
    "power_supply_rating": "stars_power",
    "seat_storage_rating": "stars_storage",
}


@pytest.fixture
def told(db: None, real_data: Any) -> Told:
    path: Path = real_data("local_only/skytrax_seat/seat.csv")
    company.found_company("Seats", currency="EUR", time_zone="UTC")
    journal.add_scale("rating", 1, 10)
    with path.open(encoding="utf-8", newline="") as file:
        tell(*(fact for at, row in enumerate(csv.DictReader(file)) if (fact := _review(at, row))))
    return drivers(OPERATOR, asked("seats"))


def _review(at: int, row: dict[str, str]) -> Fact | None:
    scores = {
        name: float(row[column]) for column, name in RATINGS.items() if row[column] not in ("", "0", "0.0")
    }
    if row["overall_rating"]:
        scores["rating_overall"] = float(row["overall_rating"])
    if not scores:
        return None
    moment = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
    return Fact(
        source="seats", id=str(at), kind="review", channel="web", survey="seats", subject=f"reviewer:{at}",
        occurred_at=to_micros(moment), scores=scores,
    )  # fmt: skip


def test_what_most_seats_do_not_have_is_not_guessed(told: Told) -> None:
    open_ = {one.key: one for one in told.analysis.drivers if one.structural}
    assert open_["stars_power"].lived < 0.3
    assert open_["stars_power"].n < 400
    assert told.analysis.n > 1_000


def test_width_legroom_and_recline_stand_before_the_rest(told: Told) -> None:
    found = told.analysis
    assert words.lead(told) == "Legroom, Width and Recline are tied for the first place."
    assert [words.place(one) for one in found.drivers][4:] == ["5", "6", "7"]
    assert found.explains_enough
    assert 0.4 < found.r2 < 0.9
    assert sum(one.share for one in found.drivers) == pytest.approx(1)
    assert all(one.n >= 30 for one in found.drivers)
