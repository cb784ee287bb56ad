"""Banner tables of real seat reviews, counted a second time from the file itself."""

import csv
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scipy import stats

from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.journal import changes as journal
from oyez.journal.core.facts import Fact
from oyez.kit.clock import to_micros
from oyez.measure.crosstabs import words
from oyez.measure.crosstabs.ask import asked, table
from oyez.measure.questions.ask import questions
from tests.town import tell

pytestmark = pytest.mark.django_db

THINGS = {
    "seat_legroom_rating": "legroom", "seat_recline_rating": "recline", "seat_width_rating": "width",
    "viewing_tv_rating": "screen", "power_supply_rating": "power", "seat_storage_rating": "storage",
}  # fmt: skip
CABIN, TRAVELLER = "cabin_flown", "type_traveller"


@pytest.fixture
def reviews(db: None, real_data: Any) -> list[dict[str, str]]:
    """All reviews with an overall rating, as they stand in the file and in the journal."""
    path: Path = real_data("local_only/skytrax_seat/seat.csv")
    company.found_company("Seats", currency="EUR", time_zone="UTC")
    journal.add_scale("rating", 1, 10)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["overall_rating"]]
    tell(*(_review(at, row) for at, row in enumerate(rows)))
    return rows


def _review(at: int, row: dict[str, str]) -> Fact:
    had = [thing for column, thing in THINGS.items() if row[column] not in ("", "0", "0.0")]
    said = {"cabin": row[CABIN], "traveller": row[TRAVELLER], "rated": " | ".join(had)}
    return Fact(
        source="seats", id=str(at), kind="review", channel="web", survey="seats", subject=f"reviewer:{at}",
        occurred_at=to_micros(datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)),
        scores={"rating_overall": float(row["overall_rating"])},
        attributes={name: value for name, value in said.items() if value},
    )  # fmt: skip


def test_ratings_by_cabin_are_those_of_the_file(reviews: list[dict[str, str]]) -> None:
    found = table(OPERATOR, asked("rating_overall", ["attr:cabin"]))
    (banner,) = found.banners
    for column in banner.columns:
        mine = Counter(
            str(int(float(row["overall_rating"]))) for row in reviews if row[CABIN] == (column.key or "")
        )
        if column.cells:
            assert {
                row.key: cell.n for row, cell in zip(found.rows, column.cells, strict=True) if not row.adds_up
            } == {str(point): mine[str(point)] for point in range(1, 11)}
    assert found.total.n == len(reviews)
    assert sum(one.n or 0 for one in banner.columns) <= len(reviews)
    print(words.lead(found), words.association(banner), *words.notes(found), sep="\n")


def test_travellers_choose_cabins_and_the_test_is_scipys(reviews: list[dict[str, str]]) -> None:
    found = table(OPERATOR, asked("attr:traveller", ["attr:cabin"]))
    (banner,) = found.banners
    assert banner.association is not None
    seen = [one for one in banner.columns if one.cells]
    counts = [[column.cells[at].n for column in seen] for at in range(len(found.rows))]
    expected = stats.chi2_contingency(counts, correction=False)
    assert banner.association.chi2 == pytest.approx(expected.statistic, abs=1e-9)
    assert banner.association.smallest_expected == pytest.approx(expected.expected_freq.min())
    print(words.lead(found), words.association(banner), sep="\n")


def test_what_there_was_to_rate_is_a_question_with_several_answers(reviews: list[dict[str, str]]) -> None:
    found = table(OPERATOR, asked("each:rated", ["attr:cabin"]))
    mine = Counter(
        thing for row in reviews for column, thing in THINGS.items() if row[column] not in ("", "0", "0.0")
    )
    assert {row.key: cell.n for row, cell in zip(found.rows, found.total.cells, strict=True)} == dict(mine)
    asked_about = {one.of for one in questions(OPERATOR, "seats")}
    assert asked_about == {"rating_overall", "attr:cabin", "attr:traveller", "each:rated"}
    print(words.lead(found), *words.notes(found), sep="\n")
