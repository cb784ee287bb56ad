"""The pages about contact rules in a browser: without barriers, nothing sticks out, whole without a script."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.company.models import Member
from oyez.contact.changes.approaching import approach
from oyez.contact.changes.delaying import delay
from oyez.contact.changes.opting import opt_out
from oyez.contact.changes.planning import plan
from oyez.contact.changes.preparing import prepare
from oyez.contact.changes.ruling import write
from oyez.contact.core.asking import Asking
from oyez.contact.queries.deciding import decide
from oyez.contact.rules import built_in_text
from oyez.kit.clock import now
from oyez.people import changes as people
from tests import town as towns
from tests.barriers import barriers
from tests.town import ANA, HOTEL, Town

PAGES = ("contact/rules/", "contact/calendar/", "contact/people/{ana}/", f"contact/accounts/{HOTEL}/")
STANDING = Asking(kind="relationship", key="standing", wave="2026-11", purpose="research")
Open = Callable[..., Any]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def manager(transactional_db: None) -> tuple[Town, Member]:
    """Who runs the programme, in a town where somebody was asked and much is planned."""
    town = towns.found()
    people.ensure_contacts(OPERATOR, [(town.ana.pk, HOTEL, "user")])
    approach(OPERATOR, STANDING, decide(OPERATOR, STANDING, None, now()))
    study = Asking(kind="study", key="kitchens", wave="1", purpose="research")
    approach(OPERATOR, study, decide(OPERATOR, study, None, now()))
    plan(OPERATOR, study, [(town.ana.pk, HOTEL, now() + timedelta(days=9))])
    prepare(OPERATOR, HOTEL, [town.ana.pk], key="kitchens", wave="1", note="by phone")
    delay(OPERATOR, HOTEL, (now() + timedelta(days=5)).date(), "a contract is being signed")
    opt_out(OPERATOR, ANA, purpose="marketing", how="one-click")
    write(OPERATOR, built_in_text().replace("after_any: 30", "after_any: 35"))
    return town, town.member("cx_manager")


@pytest.fixture
def opened(chromium: Any, live_server: Any, manager: tuple[Town, Member]) -> Iterator[Open]:
    """Opens a page; what the browser complains of fails the test."""
    town, member = manager
    trouble: list[str] = []
    contexts: list[Any] = []
    cookie = town.client(member).cookies["oyez_session"].value

    def _open(address: str, script: bool = True) -> Any:
        context = chromium.new_context(java_script_enabled=script)
        contexts.append(context)
        context.add_cookies([{"name": "oyez_session", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
        page.goto(f"{live_server.url}/{address.format(ana=town.ana.pk)}")
        return page

    yield _open
    for context in contexts:
        context.close()
    assert not trouble


@pytest.mark.parametrize("address", PAGES)
def test_no_barriers(opened: Open, address: str) -> None:
    assert barriers(opened(address), address) == []


def test_rules_are_changed_without_a_script(opened: Open) -> None:
    page = opened("contact/rules/", script=False)
    page.get_by_label("Rules in YAML").fill(built_in_text().replace("after_any: 30", "after_any: 61"))
    page.get_by_role("button", name="Try it out").click()
    assert "Nothing was saved yet." in page.content()
    page.get_by_role("button", name="Save", exact=True).click()
    assert "nobody is asked anything for 61 days" in page.content()
