"""The triggers' pages in a browser: without barriers, nothing sticks out, in light and dark."""

from typing import Any

import pytest

from oyez.act.changes.defaults import install
from oyez.act.models import Trigger
from oyez.company.core.scope import OPERATOR
from tests import town as towns
from tests.barriers import barriers

PAGES = ("triggers/", "triggers/new/?kind=said", "triggers/reply-problem/")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_pages_have_no_barrier_and_never_scroll_sideways(
    transactional_db: None, chromium: Any, live_server: Any
) -> None:
    town = towns.found()
    install(OPERATOR)
    Trigger.objects.filter(key="contact-wanted").delete()
    cookie = town.client(town.member("cx_manager")).cookies["oyez_session"].value
    context = chromium.new_context()
    context.add_cookies([{"name": "oyez_session", "value": cookie, "url": live_server.url}])
    found = []
    for address in PAGES:
        page = context.new_page()
        assert page.goto(f"{live_server.url}/{address}").status == 200
        found += barriers(page, address)
        page.close()
    context.close()
    assert not found
