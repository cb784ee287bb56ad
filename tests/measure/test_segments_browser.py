"""Segments and definitions in a browser: without barriers, nothing sticks out, whole without a script."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.company.models import Member
from oyez.kit.clock import now
from oyez.kit.worker import catch_up
from oyez.measure.definitions.changes import define
from tests import town as towns
from tests.barriers import barriers
from tests.town import Town, answers, fact, tell

SEGMENT = "segment: rung\nlabel: Had called\nwhere:\n  before: {kind: call}\n"
PAGES = (
    "segments/",
    "segments/rung/",
    "segments/tenure/?group=first_year",
    "definitions/",
    "definitions/segment/rung/",
    "definitions/metric/tickets_per_order/",
    "definitions/new/segment/",
)
Open = Callable[..., Any]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def asker(transactional_db: None) -> tuple[Town, Member]:
    """Somebody of the programme, in a town where some called before they answered."""
    town = towns.found()
    day, before = ((now() - timedelta(days=back)).date().isoformat() for back in (30, 40))
    tell(
        *answers("nps", [9, 3, 7, 10] * 30, day),
        *(fact(f"call{n}", before, kind="call", subject=f"email:nps{n}@example.org") for n in range(60)),
    )
    define(OPERATOR, SEGMENT.replace("call", "visit"))
    define(OPERATOR, SEGMENT)
    catch_up()
    return town, town.member("cx_manager")


@pytest.fixture
def opened(chromium: Any, live_server: Any, asker: tuple[Town, Member]) -> Iterator[Open]:
    """Opens a page; what the browser complains of fails the test."""
    town, member = asker
    trouble: list[str] = []
    contexts: list[Any] = []
    cookie = town.client(member).cookies["oyez_session"].value

    def _open(address: str, script: bool = True) -> Any:
        context = chromium.new_context(java_script_enabled=script)
        contexts.append(context)
        context.add_cookies([{"name": "oyez_session", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(f"{live_server.url}/{address}")
        return page

    yield _open
    for context in contexts:
        context.close()
    assert not trouble


def test_no_page_has_a_barrier_or_scrolls_sideways(opened: Open) -> None:
    found = []
    for question in PAGES:
        page = opened(question)
        found += barriers(page, question)
        page.context.close()
    assert not found


def test_a_definition_is_checked_and_saved_without_a_script(opened: Open) -> None:
    page = opened("definitions/segment/rung/", script=False)
    page.get_by_label("Definition in YAML").fill(SEGMENT.replace("call}", "call, within: soon}"))
    page.get_by_role("button", name="Check only").click()
    assert "line 4, column 32" in page.locator("main").inner_text()
    page.get_by_label("Definition in YAML").fill(SEGMENT.replace("call}", "call, within: 2 weeks}"))
    page.get_by_role("button", name="Save").click()
    assert "version 3" in page.locator("main").inner_text()
    page.get_by_role("button", name="Restore version 1").click()
    assert "version 4" in page.locator("main").inner_text()
