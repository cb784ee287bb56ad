"""What a reader has to know about a number: who was asked and did not answer, and that others answered than before."""

from datetime import date

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.kit.sheets.formats.csv import as_csv
from oyez.measure.ask import ask
from oyez.measure.core.ladder import Rung
from oyez.measure.core.question import parse
from oyez.measure.core.result import Answered, Flag, Period, Point, Result
from oyez.measure.core.shift import mark_shifts
from oyez.measure.sheets.answers import table_of
from tests.town import HARBOUR, HILL, Town, answers, fact, tell

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def point(
    name: str, start: date, n: int, value: float, margin: float = 0.05, suppressed: bool = False
) -> Point:
    shown = None if suppressed else value
    result = Result(
        value=shown, n=n, lo=value - margin, hi=value + margin, method="", period=Period(), rung=Rung.TREND,
        mode=Answered.IDENTIFIED, suppressed=suppressed,
    )  # fmt: skip
    return Point(keys=(name,) if name else (), start=start, result=result)


def simpson(**more: bool) -> list[Point]:
    """Vector 1.28: each segment gains two points, and the whole loses eight."""
    return [
        point("a", JANUARY, 500, 0.40), point("b", JANUARY, 300, 0.20), point("c", JANUARY, 200, -0.10),
        point("a", FEBRUARY, 300, 0.42), point("b", FEBRUARY, 300, 0.22), point("c", FEBRUARY, 400, -0.08, **more),
    ]  # fmt: skip


def flagged(points: list[Point], margin: float = 0.05) -> list[bool]:
    overall = [point("", JANUARY, 1000, 0.24, margin), point("", FEBRUARY, 1000, 0.16, margin)]
    return [Flag.MIX_SHIFT in one.result.flags for one in mark_shifts(overall, points)]


def test_a_whole_that_fell_while_every_segment_rose_is_marked() -> None:
    assert flagged(simpson()) == [False, True]


def test_a_shift_within_the_margin_of_chance_is_not_marked() -> None:
    assert flagged(simpson(), margin=0.11) == [False, False]


def test_nothing_is_said_where_a_group_is_hidden() -> None:
    assert flagged(simpson(suppressed=True)) == [False, False]


def test_a_change_in_what_is_answered_is_no_shift() -> None:
    earlier = [point("a", JANUARY, 500, 0.4), point("b", JANUARY, 500, 0.2)]
    later = [point("a", FEBRUARY, 520, 0.2), point("b", FEBRUARY, 480, 0.0)]
    assert flagged(earlier + later) == [False, False]


@pytest.mark.django_db
def test_months_in_which_another_place_answered_are_told(town: Town) -> None:
    for day, at_harbour, at_hill in (("2026-01-10", 90, 10), ("2026-02-10", 10, 90)):
        tell(*answers("nps", [9] * at_harbour, day))
        tell(*(fact(f"hill-{day}-{n}", day, unit=HILL, subject=f"email:h{day}{n}@x.example", scores={"nps": 5.0})
               for n in range(at_hill)))  # fmt: skip
    answer = ask(OPERATOR, parse("nps", by=["unit"], every="month"))
    assert [Flag.MIX_SHIFT in one.result.flags for one in answer.overall] == [False, True]
    cx = town.client(town.member("cx_manager"))
    page = cx.get("/explore/", {"metric": "nps", "by": "unit", "every": "month"}).content.decode()
    assert "mostly because others answered" in " ".join(page.split())


def invite(survey: str, count: int, unit: str = HARBOUR) -> None:
    said = {"kind": "invitation", "direction": "out", "survey": survey, "unit": unit, "touchpoint": None}
    tell(*(fact(f"{survey}-{unit}-{n}", subject=f"email:i{n}@x.example", **said) for n in range(count)))


@pytest.mark.django_db
def test_a_survey_says_of_how_many_invited_its_answers_are(town: Town) -> None:
    invite("fitting", 60)
    invite("fitting", 40, HILL)
    invite("other", 7)
    tell(*answers("nps", [9] * 15, survey="fitting"))
    total = ask(OPERATOR, parse("nps", where=["survey=fitting"])).total
    assert total is not None
    assert (total.n, total.n_invited) == (15, 100)
    assert Flag.LOW_RESPONSE in total.flags
    (harbour,) = ask(OPERATOR, parse("nps", by=["unit"], where=["survey=fitting"])).points
    assert (harbour.keys, harbour.result.n_invited) == (("harbour",), 60)
    assert Flag.LOW_RESPONSE not in harbour.result.flags
    assert ",15,60," in as_csv(table_of(ask(OPERATOR, parse("nps", by=["unit"], where=["survey=fitting"]))))
    page = town.client(town.cem).get("/explore/", {"metric": "nps", "by": "unit", "where": "survey=fitting"})
    assert "15 of 60" in page.content.decode()


@pytest.mark.django_db
def test_nobody_is_called_invited_where_that_is_not_known(town: Town) -> None:
    invite("fitting", 60)
    tell(*answers("nps", [9] * 15, survey="fitting"), *answers("csat", [5] * 15, survey="walk-in"))
    for asked in (parse("nps"), parse("nps", where=["survey=fitting", "channel=email"]),
                  parse("csat", where=["survey=walk-in"]), parse("count", where=["survey=fitting"])):  # fmt: skip
        total = ask(OPERATOR, asked).total
        assert total is not None
        assert total.n_invited is None and Flag.LOW_RESPONSE not in total.flags


@pytest.mark.django_db
def test_answers_that_nobody_was_invited_to_give_are_not_of_those_invited(town: Town) -> None:
    invite("fitting", 60)
    tell(*answers("nps", [9] * 10, survey="fitting"),
         *answers("nps", [9] * 15, "2026-03-09", survey="walk-in"))  # fmt: skip
    answer = ask(OPERATOR, parse("nps", by=["survey"]))
    assert {one.keys[0]: one.result.n_invited for one in answer.points} == {"fitting": 60, "walk-in": None}
    assert answer.total is not None
    assert (answer.total.n, answer.total.n_invited) == (25, None)


@pytest.mark.django_db
def test_who_was_invited_is_within_the_data_scope_and_hidden_with_the_answers(town: Town) -> None:
    invite("fitting", 60)
    invite("fitting", 40, HILL)
    tell(
        *answers("nps", [9] * 10, survey="fitting"),
        *answers("nps", [9] * 3, "2026-03-05", survey="fitting", unit=HILL),
    )
    asked = parse("nps", by=["unit"], where=["survey=fitting"])
    assert [one.result.n_invited for one in ask(town.viewer(town.cem), asked).points] == [60]
    assert [one.result.n_invited for one in ask(town.viewer(town.dara), asked).points] == [None]
