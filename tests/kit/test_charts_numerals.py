"""Numbers are written as people read them, in their language and without false precision."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from oyez.kit.charts import numerals
from oyez.kit.charts.figure import Measured, counted, hidden, measured
from oyez.kit.charts.table import Cell, Column, Table, body


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(1846, 0, "1,846"), (-3.25, 1, "−3.2"), (0.4, 0, "0"), (-0.4, 0, "0"), (2.345, 2, "2.35")],
)
def test_numbers_have_separators_and_true_minus_signs(value: float, decimals: int, expected: str) -> None:
    assert numerals.number(value, decimals) == expected


def test_german_readers_get_german_separators() -> None:
    with translation.override("de"):
        assert numerals.number(18420.5, 1) == "18.420,5"


def test_scores_have_a_sign_and_zero_has_none() -> None:
    assert [numerals.points(share) for share in (0.38, -0.14, 0, 0.004)] == ["+38", "−14", "0", "0"]


def test_a_decimal_needs_a_thousand_answers() -> None:
    assert numerals.points(0.384, 999) == "+38"
    assert numerals.points(0.384, 1000) == "+38.4"
    assert numerals.percent(0.1234, 4000) == "12.3%"


def test_money_is_short_where_figures_are() -> None:
    amounts = [920, 18_420, 460_000, 999_600, 2_400_000, 123_400_000]
    written = [numerals.short_money(amount, "EUR") for amount in amounts]
    assert written == ["€920", "€18\u202fk", "€460\u202fk", "€1.0\u202fM", "€2.4\u202fM", "€123\u202fM"]


def test_money_has_its_currency_and_its_minus_in_front() -> None:
    assert numerals.money(18420, "EUR") == "€18,420"
    assert numerals.money(-18420, "USD") == "−$18,420"
    assert numerals.money(18420, "CHF") == "18,420\u202fCHF"


def test_a_figure_never_comes_without_interval_and_count() -> None:
    figure = measured(
        "Net Promoter Score",
        Measured(form="points", value=0.38, lo=0.35, hi=0.42, n=846),
        target=0.40,
        verdict="undecided",
    )
    assert (figure.value, figure.range, figure.count, figure.target) == (
        "+38",
        "+35 to +42",
        "n\N{NO-BREAK SPACE}846",
        "target +40",
    )
    assert figure.strip is not None
    assert figure.strip.look == "undecided"
    assert not figure.faint


def test_few_answers_make_a_faint_figure() -> None:
    assert measured("CSAT", Measured(form="percent", value=0.8, lo=0.5, hi=0.95, n=12)).faint


def test_a_counted_figure_says_so() -> None:
    figure = counted("Revenue heard from", "87%", 0.87, "36 of 48 accounts")
    assert figure.range == "counted"
    assert figure.strip is not None
    assert figure.strip.lo is None


def test_a_hidden_figure_has_no_number_at_all() -> None:
    figure = hidden("CSAT", 5)
    assert figure.value == ""
    assert figure.strip is None
    assert "5" in figure.hidden


def test_a_table_pairs_cells_with_their_columns() -> None:
    columns = (Column(name="Region"), Column(name="NPS", numeric=True), Column(name="Verdict", full=True))
    rows = (
        ("North <1>", Cell(words="+49", url="/?a&b"), Cell(words="Rising", verdict="met", below="n < 9")),
    )
    drawn = body(Table(columns=columns, rows=rows), lambda verdict, words: f"[{verdict} {words}]")
    assert drawn == (
        '<tr role="row"><th role="rowheader" scope="row">North &lt;1&gt;</th>'
        '<td role="cell" class="is-num" data-name="NPS"><a href="/?a&amp;b">+49</a></td>'
        '<td role="cell" class="is-full" data-name="Verdict">[met Rising]'
        '<span class="c-table__sub">n &lt; 9</span></td></tr>'
    )


def test_numbers_are_set_apart_in_right_to_left_text() -> None:
    with translation.override("ar"):
        assert numerals.points(-0.14) == "\u2066−14\u2069"


def test_a_mean_of_a_hundred_answers_has_two_decimals_so_that_it_does_not_contradict_its_verdict() -> None:
    assert [numerals.written("number", value, 100) for value in (4.25, 4.3)] == ["4.25", "4.30"]
    assert numerals.written("number", 4.25, 99) == "4.2"
