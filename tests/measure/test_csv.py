"""What leaves as CSV opens as what it is."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.kit.sheets.formats.csv import as_csv
from oyez.kit.spreadsheets import cell, uncell, write
from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from oyez.measure.sheets.answers import table_of
from tests.town import Town, answers, tell


@pytest.mark.parametrize("text", ["=1+2", "+1", "-5+2", "@cmd", "\tx", "\rx", "'=1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_numbers_and_days_stay_what_they_are() -> None:
    values = (-5, -0.5, "-5", "-0,5", date(2026, 1, 1), None, "minus -5")
    assert tuple(cell(value) for value in values) == values


@given(st.text(st.sampled_from("'=+-@\t5a"), max_size=6))
def test_a_cell_comes_back_as_it_went(text: str) -> None:
    assert uncell(str(cell(text))) == text


def test_commas_quotes_and_line_ends_come_back_as_they_went() -> None:
    text = write(["a", "b"], [['say "no", twice', "two\r\nlines"], ["ä", None]])
    assert list(csv.reader(io.StringIO(text))) == [["a", "b"], ['say "no", twice', "two\r\nlines"], ["ä", ""]]


@pytest.mark.django_db
def test_an_answer_is_one_line_a_group_in_points(town: Town) -> None:
    company.ensure_unit(OPERATOR, "evil", "=HYPERLINK(1)", places={"regions": "north"})
    tell(*answers("nps", [0] * 6, unit="evil"), *answers("nps", [9] * 3, "2026-03-03"))

    rows = list(csv.DictReader(io.StringIO(as_csv(table_of(ask(OPERATOR, parse("nps", by=["unit"])))))))

    assert [(row["unit"], row["nps"], row["n"], row["suppressed"]) for row in rows] == [
        ("'=HYPERLINK(1)", "", "", "yes"),
        ("Harbour", "", "", "yes"),
    ]
    tell(*answers("nps", [9] * 6, "2026-03-04"))
    rows = list(csv.DictReader(io.StringIO(as_csv(table_of(ask(OPERATOR, parse("nps", by=["unit"])))))))
    assert {row["unit"]: float(row["nps"]) for row in rows} == {"'=HYPERLINK(1)": -100, "Harbour": 100}
