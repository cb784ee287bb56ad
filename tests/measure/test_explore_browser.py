"""The explore page in a browser: without barriers, nothing sticks out, whole without a script."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from oyez.company.models import Member
from oyez.kit.worker import catch_up
from tests import town as towns
from tests.barriers import barriers
from tests.town import HILL, Town, answers, fact, tell

QUESTIONS = (
    "",
    "?metric=nps",
    "?metric=nps&by=region&every=month",
    "?metric=nps&by=channel&where=unit%3Dharbour",
    "?metric=count&by=unit,channel",
    "?metric=ces",
    "?metric=nps&by=planet&since=tuesday",
    "formulas/",
)
Open = Callable[..., Any]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def asker(transactional_db: None) -> tuple[Town, Member]:
    """Somebody who sees everything, in a town where much was answered."""
    town = towns.found()
    for month in range(1, 7):
        day = f"2026-0{month}-02"
        tell(
            *answers("nps", [9, 3, 7, 10] * 10, day),
            *answers("nps", [9, 10, 3] * 5, f"2026-0{month}-03", unit=HILL),
        )
    tell(*answers("nps", [9, 2, 3], "2026-06-05", channel="web"), fact("call", channel="phone"))
    tell(*answers("nps", [9, 2, 3, 4, 5], "2026-06-06", mode="confidential"))
    catch_up()
    return town, town.member("cx_manager")


@pytest.fixture
def opened(chromium: Any, live_server: Any, asker: tuple[Town, Member]) -> Iterator[Open]:
    """Opens a question; what the browser complains of fails the test."""
    town, member = asker
    trouble: list[str] = []
    contexts: list[Any] = []
    cookie = town.client(member).cookies["oyez_session"].value

    def _open(question: str, script: bool = True) -> Any:
        context = chromium.new_context(java_script_enabled=script)
        contexts.append(context)
        context.add_cookies([{"name": "oyez_session", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda asked: trouble.extend(_strange(asked.url)))
        page.goto(f"{live_server.url}/explore/{question}")
        return page

    def _strange(url: str) -> list[str]:
        return [] if url.startswith(live_server.url) else [url]

    yield _open
    for context in contexts:
        context.close()
    assert not trouble


def test_no_question_has_a_barrier_or_scrolls_sideways(opened: Open) -> None:
    found = []
    for question in QUESTIONS:
        page = opened(question)
        found += barriers(page, question)
        page.context.close()
    assert not found


def test_a_question_is_asked_without_a_script(opened: Open) -> None:
    page = opened("?metric=nps", script=False)

    page.select_option("#id_by", "region")
    page.select_option("#id_every", "month")
    page.click("text=Period and filters")
    page.select_option("#id_place", "unit=north")
    page.click("text=Show >> nth=0")

    assert page.inner_text("h1") == "Net Promoter Score by region, month by month"
    assert page.locator(".c-panel__head h3").all_inner_texts() == ["North"]
    assert page.input_value("#id_place") == "unit=north"
