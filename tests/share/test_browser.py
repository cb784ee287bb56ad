"""Every page of the room in a browser: accessible, nothing sticks out, and whole without JavaScript."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.company.models import Member
from oyez.kit import clock
from oyez.kit.clock import wall
from oyez.kit.models import Parked
from oyez.people import changes as people
from oyez.share.changes import keep_search
from oyez.share.findings.search import search
from tests import town as towns
from tests.share.world import account, answered, contact
from tests.town import HARBOUR, Town, answers, fact, tell

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
WIDTHS = ((1440, "light"), (390, "dark"), (320, "light"))
PAGES = (
    ("executive", "/"), ("manager", "/"), ("account_manager", "/"), ("touchpoint_owner", "/"), ("analyst", "/"),
    ("agent", "/"), ("cx_manager", "/"), ("administrator", "/"), ("cx_manager", "/account/"),
    ("executive", "/account/?groups=1&letters=1"),
    ("account_manager", "/account/firm3/"), ("agent", "/people/?q=ana"), ("agent", "/people/ANA/"),
    ("analyst", "/people/ANA/"), ("cx_manager", "/people/ANA/join/?q=dirk"), ("cx_manager", "/people/ANA/part/TWIN/"),
    ("administrator", "/lag/"), ("cx_manager", "/findings/"),
)  # fmt: skip
Open = Callable[..., Any]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Furnished:
    """A town with something on every page."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.members: dict[str, Member] = {"manager": town.cem, "agent": town.bea, "administrator": town.eli}
        for role in ("executive", "account_manager", "touchpoint_owner", "analyst", "cx_manager"):
            self.members[role] = town.member(role)
        twin = people.recognise(OPERATOR, [people.Sighting(("crm:4711",), name="Ana B.")], "town")
        people.merge(OPERATOR, town.ana.pk, twin["crm:4711"], "one")
        self.twin = twin["crm:4711"]
        self._fill()

    def _fill(self) -> None:
        for at in range(24):
            firm = f"firm{at}"
            account(
                firm, 60_000 * (at + 1), manager=self.members["account_manager"], renewal=date(2026, 9, 1)
            )
            if at % 5:
                answered(firm, contact(firm, f"dirk{at}", "decision_maker"), at % 11, text="Too late again.")
        tell(*answers("nps", [9, 3, 7] * 20, "2026-02-02"))
        said: dict[str, Any] = {
            "news": True,
            "text": "They came on the promised day.",
            "scores": {"nps": 10.0},
        }
        tell(
            fact("praise", "2026-03-03", **said),
            fact("call", "2026-03-03", kind="call", channel="phone", attributes={"topic": "asks-date"}),
            fact(
                "promise",
                "2026-03-03",
                kind="promise",
                text="Call back",
                attributes={"due": "2026-03-09T18:00"},
            ),
            fact("review", kind="review", mention=True, scores={"stars": 4.0}, text="A fine kitchen."),
        )
        people.note_preference(OPERATOR, self.town.ana.pk, "channel", "phone after 17:00")
        company.ensure_touchpoint(OPERATOR, "tracker", "Tracker", stage="wait")
        tell(*(fact(f"v{at}", kind="web_visit", touchpoint="tracker", unit=HARBOUR) for at in range(120)))
        Parked.objects.create(step="triggers", position=1, error="it failed", parked_at=wall())
        keep_search(search(OPERATOR), 1)

    def path(self, path: str) -> str:
        return path.replace("ANA", str(self.town.ana.pk)).replace("TWIN", str(self.twin))


@pytest.fixture
def furnished(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Furnished:
    monkeypatch.setattr(clock, "_fixed", lambda: NOW)
    return Furnished(towns.found())


@pytest.fixture
def opened(chromium: Any, live_server: Any, furnished: Furnished) -> Iterator[Open]:
    """Opens a page as a role; what the browser complains of fails the test."""
    trouble: list[str] = []
    contexts: list[Any] = []

    def _open(role: str, path: str, width: int = 1440, scheme: str = "light", script: bool = True) -> Any:
        client = furnished.town.client(furnished.members[role], role)
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script,
        )  # fmt: skip
        contexts.append(context)
        cookie = client.cookies["oyez_session"].value
        context.add_cookies([{"name": "oyez_session", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and trouble.append(f"{path}: {said.text}"))
        page.on("request", lambda asked: asked.url.startswith(live_server.url) or trouble.append(asked.url))
        answer = page.goto(live_server.url + furnished.path(path))
        assert answer.status == 200, path
        return page

    yield _open
    for context in contexts:
        context.close()
    assert not trouble


def test_no_page_has_a_barrier_or_scrolls_sideways(opened: Open) -> None:
    found = []
    for role, path in PAGES:
        page = opened(role, path)
        page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE.read_text()})
        for width, scheme in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append((role, path, width, "scrolls sideways"))
            said = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [(role, path, width, one["id"]) for one in said["violations"]]
        page.context.close()
    assert not found


def test_pages_are_whole_without_javascript(opened: Open) -> None:
    page = opened("executive", "/", script=False)
    page.get_by_text("Show as table").click()
    assert page.get_by_role("table").first.is_visible()
    page = opened("agent", "/people/ANA/", script=False)
    page.get_by_role("button", name="Mark as kept").click()
    assert page.get_by_text("The promise is marked as kept in a moment.").is_visible()
