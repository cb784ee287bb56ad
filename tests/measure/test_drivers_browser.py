"""The drivers page in a browser: without barriers, nothing sticks out, in light and dark."""

from pathlib import Path
from typing import Any

import pytest

from tests import town as towns
from tests.measure.test_drivers import study
from tests.town import tell

AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
SIZES = ((1440, "light"), (1440, "dark"), (390, "light"), (390, "dark"), (320, "light"))
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
        page.eval_on_selector_all("main details", "all => all.forEach(one => one.open = true)")
        page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE.read_text()})
        for width, scheme in SIZES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append((address, width, "scrolls sideways"))
            said = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [(address, width, one["id"]) for one in said["violations"]]
        page.close()
    context.close()
    assert not found
    assert not trouble
