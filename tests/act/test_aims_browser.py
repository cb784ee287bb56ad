"""Goals, initiatives and the forms of units in a browser: without barriers, nothing sticks out, in light and dark."""

from typing import Any

import pytest

from oyez.act.changes import aims as changes
from oyez.company.core.scope import OPERATOR
from tests import town as towns
from tests.act.test_initiatives import EARLY, shops, wanted
from tests.barriers import barriers

OF_ROLE = {
    "cx_manager": ("goals/", "goals/new/", "goals/expect/", "initiatives/", "initiatives/new/", "initiatives/{key}/"),
    "administrator": ("units/", "units/new/", "units/harbour/", "touchpoints/new/", "touchpoints/fitting/"),
}  # fmt: skip

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("role", OF_ROLE)
def test_the_pages_have_no_barrier_and_never_scroll_sideways(
    transactional_db: None, chromium: Any, live_server: Any, role: str
) -> None:
    town = towns.found()
    shops(0.5)
    key = changes.register(OPERATOR, wanted(town), at=EARLY).key
    cookie = town.client(town.member(role)).cookies["oyez_session"].value
    found, trouble = [], []
    context = chromium.new_context()
    context.add_cookies([{"name": "oyez_session", "value": cookie, "url": live_server.url}])
    for address in OF_ROLE[role]:
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        answer = page.goto(f"{live_server.url}/{address.format(key=key)}")
        if answer.status != 200:
            trouble.append(f"{address} answers {answer.status}")
        found += barriers(page, address)
        page.close()
    context.close()
    assert not found
    assert not trouble
