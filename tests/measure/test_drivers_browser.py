"""The drivers page in a browser: without barriers, nothing sticks out, in light and dark."""

from typing import Any

import pytest

from tests import town as towns
from tests.barriers import barriers
from tests.measure.test_drivers import study
from tests.town import tell

ADDRESSES = ("", "?survey=study&since=2027", "?survey=another")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def cookie(transactional_db: None) -> str:
    """Somebody who compares methods, in a town where a study was answered."""
    town = towns.found()
    tell(*study())
    found: str = town.client(town.member("analyst")).cookies["oyez_session"].value
    return found


def test_the_page_has_no_barrier_and_never_scrolls_sideways(
    chromium: Any, live_server: Any, cookie: str
) -> None:
    found, trouble = [], []
    context = chromium.new_context()
    context.add_cookies([{"name": "oyez_session", "value": cookie, "url": live_server.url}])
    for address in ADDRESSES:
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(f"{live_server.url}/drivers/{address}")
        found += barriers(page, address)
        page.close()
    context.close()
    assert not found
    assert not trouble
