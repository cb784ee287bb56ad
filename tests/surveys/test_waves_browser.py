"""Waves and results in a browser: planned by hand, refreshed by itself, without barriers."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.surveys.changes import studying
from oyez.surveys.changes.studying import Written
from oyez.surveys.models import Wave
from tests import town as towns
from tests.barriers import barriers
from tests.surveys.fielded import crowd, detractor, invitations, promoter, sent, told
from tests.town import HILL, Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Any]


@pytest.fixture
def town(transactional_db: None) -> Town:
    found = towns.found()
    crowd(16)
    crowd(8, HILL, language="fr")
    row = sent()
    for one in invitations(row)[:7]:
        promoter(one)
    for one in invitations(row)[7:13]:
        detractor(one)
    told()
    return found


@pytest.fixture
def opened(chromium: Any, live_server: Any, town: Town) -> Iterator[Open]:
    """Opens a page as the CX manager; what the browser complains of fails the test."""
    trouble: list[str] = []
    contexts: list[Any] = []
    cookie = town.client(town.member("cx_manager")).cookies["oyez_session"].value

    def _open(address: str) -> Any:
        context = chromium.new_context()
        contexts.append(context)
        context.add_cookies([{"name": "oyez_session", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(f"{live_server.url}/surveys/fitting/{address}")
        return page

    yield _open
    for context in contexts:
        context.close()
    assert not trouble


def _studies() -> tuple[str, ...]:
    """Addresses of studies, as seen from a survey's."""
    notes = [
        studying.write_note(OPERATOR, Written("interview", date(2026, 3, 2), text, codes=("waiting",)))
        for text in ("They wait for the plan.", "Nobody calls back.")
    ]
    studying.write_insight(OPERATOR, "They wait.", [one.pk for one in notes])
    above = "../../studies"
    return f"{above}/", f"{above}/notes/new/", f"{above}/notes/{notes[0].pk}/", f"{above}/insights/new/"


def test_no_page_has_a_barrier_or_scrolls_sideways(opened: Open) -> None:
    studies = _studies()
    found = []
    for address in (*studies, "waves/", "waves/new/", "waves/autumn/", "results/", "results/?wave=autumn"):
        page = opened(address)
        found += barriers(page, address)
        page.context.close()
    assert not found


def test_a_wave_is_planned_by_hand_after_its_dry_run(opened: Open) -> None:
    crowd(5, "north")
    page = opened("waves/new/")
    page.fill("#id_name", "Winter")
    page.click("button[value=look]")

    assert "of 30 held back" in page.inner_text("section[aria-labelledby=dry-run]")
    assert not barriers(page, "dry run")
    page.click("button[value=plan]")
    page.wait_for_url("**/waves/fitting-winter/")
    assert Wave.objects.get(key="fitting-winter").state == Wave.State.PLANNED


def test_the_live_page_follows_what_comes_in(opened: Open) -> None:
    row = Wave.objects.get()
    page = opened("waves/autumn/")
    assert "13" in page.inner_text("#wave-now .c-fates__cell >> nth=0")

    promoter(invitations(row)[13])

    page.wait_for_selector("#wave-now .c-fates__cell:first-child b:text-is('14')")
