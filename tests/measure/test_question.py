"""Questions as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.kit.errors import Refused
from oyez.measure.core.question import Every, Filter, Question, check, parse, parse_filter

LEVELS = ["region", "dealer"]


def test_a_question_reads_as_it_was_written() -> None:
    question = parse(
        "nps",
        by=["unit,channel"],
        every="month",
        where=["channel=web, email", "attr:late=true"],
        since="2026-01",
        until="2026-07-15",
    )
    assert question == Question(
        metric="nps",
        by=("unit", "channel"),
        every=Every.MONTH,
        where=(Filter("channel", ("web", "email")), Filter("attr:late", ("true",))),
        since=date(2026, 1, 1),
        until=date(2026, 7, 15),
    )
    check(question, LEVELS)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("attr:city=Bonn, Ulm", ("Bonn", "Ulm")),
        ('attr:city="Köln, Süd",Bonn', ("Köln, Süd", "Bonn")),
        ('attr:city= "Köln, Süd" , Bonn ', ("Köln, Süd", "Bonn")),
        ('attr:said="a ""word"", or two"', ('a "word", or two',)),
        ('attr:size=12",5"', ('12"', '5"')),
        ('attr:size="12', ('"12',)),
        ("attr:sum=1=1", ("1=1",)),
        ("channel=web,,email,", ("web", "email")),
    ],
)
def test_a_value_with_a_comma_stands_in_quotes(text: str, values: tuple[str, ...]) -> None:
    assert parse_filter(text).values == values


@given(st.lists(st.text(st.sampled_from('",= ab\n'), min_size=1, max_size=6), min_size=1, max_size=4))
def test_a_filter_is_read_as_it_was_written(values: list[str]) -> None:
    one = Filter("attr:city", tuple(values))
    assert parse_filter(str(one)) == one


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"every": "fortnight"}, "“every” is one of"),
        ({"where": ["channel"]}, "dimension=value"),
        ({"where": ["channel="]}, "dimension=value"),
        ({"since": "last week"}, "“since” is a day"),
        ({"since": "2026-13"}, "“since” is a day"),
        ({"since": "2026-02", "until": "2026-02"}, "period is empty"),
        ({"by": ["unit; drop table"]}, "not the name of a dimension"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(asked: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        parse("nps", **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question",
    [
        parse("nps", by=["planet"]),
        parse("nps", where=["planet=mars"]),
        parse("nps", by=["unit", "unit"]),
        parse("nps", by=["unit", "channel", "kind", "survey"]),
        parse("nps", by=["mention"]),
    ],
    ids=str,
)
def test_what_does_not_exist_here_is_refused(question: Question) -> None:
    with pytest.raises(Refused):
        check(question, LEVELS)


def test_levels_of_the_units_and_attributes_are_dimensions() -> None:
    check(parse("nps", by=["region", "attr:Promised late"], where=["dealer=north"]), LEVELS)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_days_from_which_nobody_can_count_to_and_fro_are_refused(day: str) -> None:
    with pytest.raises(Refused, match="lies between the years 1900 and 2200"):
        parse("nps", since=day)


def test_a_filter_holds_no_character_that_no_text_has() -> None:
    with pytest.raises(Refused, match="character zero"):
        parse_filter("channel=we\0b")
