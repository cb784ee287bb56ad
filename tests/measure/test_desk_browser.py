"""The analyst's desk in a browser: without barriers, nothing sticks out, what is saved opens again."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from oyez.company.models import Member
from oyez.kit.worker import catch_up
from oyez.measure.analyses.changes import Wanted, save_analysis
from tests import town as towns
from tests.barriers import barriers
from tests.town import HILL, Town, answers, tell

PAGES = (
    "crosstab/",
    "crosstab/?of=csat&banner=unit&banner=channel",
    "crosstab/?of=each:reasons&banner=unit",
    "crosstab/?of=happiness",
    "questions/",
    "explore/?metric=csat&where=unit%3Dharbour&versus=unit%3Dhill",
    "analyses/",
)
Open = Callable[..., Any]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def analyst(transactional_db: None) -> tuple[Town, Member]:
    """An analyst in a town where a survey was answered at both branches, by few on one channel."""
    town = towns.found()
    said = {"survey": "yearly", "attributes": {"reasons": "price | service", "visit": "first"}}
    tell(*answers("csat", [5, 4, 4, 2] * 12, **said))
    tell(*answers("csat", [3, 2, 1, 5] * 10, "2026-03-03", unit=HILL, channel="web", survey="yearly",
                  attributes={"reasons": "price", "visit": "again"}))  # fmt: skip
    tell(*answers("csat", [5] * 3, "2026-03-04", channel="phone", survey="yearly"))
    tell(*answers("nps", [9, 2, 10], "2026-03-05", survey="yearly"))
    catch_up()
    member = town.member("analyst")
    save_analysis(town.viewer(member), Wanted("By unit", "crosstab", "of=csat&banner=unit", shared=True))
    tell(*answers("csat", [5] * 9, "2026-03-06", survey="yearly"))
    return town, member


@pytest.fixture
def opened(chromium: Any, live_server: Any, analyst: tuple[Town, Member]) -> Iterator[Open]:
    """Opens a page; what the browser complains of fails the test."""
    town, member = analyst
    trouble: list[str] = []
    contexts: list[Any] = []
    cookie = town.client(member).cookies["oyez_session"].value

    def _open(page_path: str) -> Any:
        context = chromium.new_context()
        contexts.append(context)
        context.add_cookies([{"name": "oyez_session", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(f"{live_server.url}/{page_path}")
        return page

    yield _open
    for context in contexts:
        context.close()
    assert not trouble


def test_no_page_of_the_desk_has_a_barrier_or_scrolls_sideways(opened: Open) -> None:
    found = []
    for path in PAGES:
        page = opened(path)
        found += barriers(page, path)
        page.context.close()
    assert not found


def test_a_table_is_saved_and_opened_again(opened: Open) -> None:
    page = opened("crosstab/?of=csat&banner=unit")
    page.click("text=Save this")
    page.fill("#save_name", "Branches side by side")
    page.check("#save_shared")
    page.click("form.c-save button")
    assert "“Branches side by side” is saved." in page.inner_text("main, body")
    page.click("text=Branches side by side >> nth=-1")
    assert "of=csat&banner=unit&since=2026-03-01&until=" in page.url
    assert page.inner_text("h1") == "Answers: Satisfied customers"
    page.goto(page.url.split("/crosstab/")[0] + "/analyses/")
    assert "91 answers then, 100 now" in page.inner_text("main")
