"""The pages of imports in a browser: no barrier, nothing sticks out, in both directions, in light and dark."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from oyez.collect.models import Import
from oyez.journal.models import Rejected
from tests import town as towns
from tests.collect.importing import ANSWERS, take_in
from tests.collect.reading import write
from tests.town import Town

AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
LOOKS = ((1440, "light"), (1440, "dark"), (390, "light"), (390, "dark"), (320, "light"))
REJECTS = "R7,2026-02-30,dan@example.org,5,3,No such day\nR8,2026-03-04,eve@example.org,11,3,Too good\n"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Pages:
    """An import in every state, with the pages that show them."""

    def __init__(self, town: Town, folder: Path) -> None:
        self.client = town.client(town.member("cx_manager"))
        done = take_in(write(folder, "answers.csv", ANSWERS + REJECTS))
        row = Rejected.objects.latest("id")
        self.draft = self._added("new.csv", ANSWERS.replace("R", "S") + REJECTS)
        self.client.post(f"{self.draft}foresee/", {"as_of": "2026-03-03"})
        self.unreadable = self._added("noise.bin", "\1\2\3\4" * 100)
        self.running = self._in_state(
            "running", share=0.4, seconds=30, taken=12_834, facts=12_834, rejected=82
        )
        self.stopped = self._in_state(
            "stopped", share=0.7, taken=9, problem="The disk is full.", notes=["A note."]
        )
        self.paths = (
            "/imports/", self.draft, self.unreadable, self.running, self.stopped, f"/imports/{done.pk}/",
            "/rejected/", f"/rejected/?import={done.pk}", f"/rejected/{row.pk}/",
        )  # fmt: skip

    def _added(self, name: str, content: str) -> str:
        upload = SimpleUploadedFile(name, content.encode())
        return str(self.client.post("/imports/", {"file": upload}).headers["location"])

    def _in_state(self, state: str, **said: Any) -> str:
        address = self._added(f"{state}.csv", ANSWERS)
        Import.objects.filter(pk=int(address.split("/")[2])).update(state=state, runner="command", **said)
        return address


@pytest.fixture
def pages(transactional_db: None, tmp_path: Path) -> Pages:
    return Pages(towns.found(), tmp_path)


@pytest.fixture
def context(chromium: Any, live_server: Any, pages: Pages) -> Iterator[Any]:
    """A browser in which the CX manager is signed in; what it complains of fails the test."""
    trouble: list[str] = []
    made = chromium.new_context(viewport={"width": 1440, "height": 900}, base_url=live_server.url)
    cookie = pages.client.cookies["oyez_session"].value
    made.add_cookies([{"name": "oyez_session", "value": cookie, "url": live_server.url}])
    made.on("console", lambda said: said.type == "error" and trouble.append(said.text))
    made.on("request", lambda asked: asked.url.startswith(live_server.url) or trouble.append(asked.url))
    yield made
    made.close()
    assert not trouble


def test_no_page_of_imports_has_a_barrier_or_scrolls_sideways(context: Any, pages: Pages) -> None:
    found = []
    for path in pages.paths:
        page = context.new_page()
        assert page.goto(path).status == 200, path
        page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE.read_text()})
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            found += [(path, width, scheme, what) for what in barriers(page, width)]
        page.evaluate("document.documentElement.dir = 'rtl'")
        found += [(path, "rtl", what) for what in barriers(page, 320)]
        page.close()
    assert not found


def barriers(page: Any, width: int) -> list[str]:
    said = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    wide = page.evaluate("document.documentElement.scrollWidth") > width
    return [one["id"] for one in said["violations"]] + (["scrolls sideways"] if wide else [])


def test_a_file_goes_all_the_way_with_clicks_alone(context: Any, pages: Pages, tmp_path: Path) -> None:
    page = context.new_page()
    page.goto("/imports/")
    page.get_by_label("Your file").set_input_files(
        write(tmp_path, "more.csv", ANSWERS.replace("R", "T") + REJECTS)
    )
    page.get_by_role("button", name="Add and look at it").click()
    page.get_by_label("csat becomes").select_option("")
    page.get_by_role("button", name="Look again").click()
    assert page.get_by_text("3 of the first 5 rows can be used").is_visible()
    page.get_by_role("button", name="Take them in as history").click()
    assert page.get_by_text("You may leave this page; the import goes on.").is_visible()
    page.get_by_role("button", name="Pause").click()
    assert page.get_by_role("button", name="Go on").is_visible()
    assert "paused" in Import.objects.latest("id").state


def test_the_page_of_a_mended_row_takes_it(context: Any, pages: Pages) -> None:
    page = context.new_page()
    page.goto(pages.paths[-1])
    page.get_by_label("The row").fill("R8,2026-03-04,eve@example.org,10,3,Too good")
    page.get_by_role("button", name="Take it like this").click()
    assert page.get_by_text("The row was taken.").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the 1 row").click()
    assert "R7" in Path(download.value.path()).read_text("utf-8-sig")
