"""Questions as people write them."""

from datetime import date

import pytest

from oyez.kit.errors import Refused
from oyez.measure.core.question import Every, Filter, Question, check, parse

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
