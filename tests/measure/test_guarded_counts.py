"""Counting rows by what somebody answered tells no single answer to those who see no single answers."""

from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR, Viewer
from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from oyez.measure.crosstabs.ask import asked, table
from oyez.measure.definitions.changes import define
from oyez.measure.segmenting.sheet import sheet
from tests.town import Town, fact, tell

pytestmark = pytest.mark.django_db

LOW = "segment: low\nlabel: Low\nwhere: {score:csat: {to: 2}}\n"
LATER = "segment: later\nlabel: Was low\nwhere: {before: {score:csat: {to: 2}}}\n"
ROWS = "metric: lows\nlabel: Lows\nshare: {of: rows, where: {score:csat: {to: 2}}}\n"


@pytest.fixture
def executive(town: Town) -> Viewer:
    """Order A has one bad answer among many rows of one person; ten others answered well, six badly, one order each."""
    for text in (LOW, LATER, ROWS):
        define(OPERATOR, text)
    for at in range(16):
        subject = f"email:{at}@example.org"
        order = {"order": "A" if at == 0 else f"B{at}"}
        score = 1 if at < 6 else 5
        tell(fact(f"{at}", scores={"csat": score}, subject=subject, attributes=order))
        tell(
            *(
                fact(f"{at}.{n}", "2026-04-01", kind="call", subject=subject, attributes=order)
                for n in range(9)
            )
        )
    return town.viewer(town.member("executive"))


def told(viewer: Viewer, metric: str, **said: Any) -> list[tuple[str | None, ...]]:
    return [one.keys for one in ask(viewer, parse(metric, **said)).points]


def total(viewer: Viewer, metric: str, *where: str) -> float | None:
    found = ask(viewer, parse(metric, where=where)).total
    return found.n if found else None


@pytest.mark.parametrize("filter", ["segment=low", "segment=!low", "segment=later", "segment:later=yes,no"])
def test_no_single_order_is_named_or_counted(executive: Viewer, filter: str) -> None:
    assert told(executive, "count", by=["attr:order"], where=[filter]) == []
    assert total(executive, "count", filter, "attr:order=A") is None
    assert total(executive, "persons", filter, "attr:order=A") is None


def test_no_metric_of_the_companys_own_and_no_banner_table_does(executive: Viewer) -> None:
    assert total(executive, "lows", "attr:order=A") is None
    found = table(executive, asked("segment:low", ["attr:order"]))
    assert found.banners[0].columns == ()
    assert found.total.n == 160


def test_many_are_counted_and_whoever_sees_single_answers_counts_them_all(
    executive: Viewer, town: Town
) -> None:
    assert total(executive, "count", "segment=low") == 6
    assert total(executive, "count", "segment=later") == 54
    assert total(executive, "count", "attr:order=A") == 10
    assert sheet(executive, "later", "yes").accounts is None
    analyst = town.viewer(town.member("analyst"))
    assert len(told(analyst, "count", by=["attr:order"], where=["segment=low"])) == 6
