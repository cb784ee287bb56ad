"""The parts in a real browser: nothing sticks out, nothing is barred by the policy, nobody is left out."""

import json
import os
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.web import frame_pages

ROOT = Path(__file__).parent.parent.parent
STATIC = ROOT / "src/oyez/web/static"
AXE = ROOT / "tests/vendor/axe.min.js"
HOST = "http://localhost:1"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
PAGES = ("executive", "explore", "person", "case", "import", "survey", "account/login.html", "error.html")
WIDTHS = (1440, 768, 390, 320)
Show = Callable[..., Any]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go; name a folder in PICTURES to look at them."""
    folder = Path(os.environ["PICTURES"]) if "PICTURES" in os.environ else None
    folder = folder or tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def show(chromium: Any) -> Iterator[Show]:
    """Opens a sample page under the strict policy; whatever the browser bars or cannot find fails the test."""
    contexts: list[Any] = []
    trouble: list[str] = []

    def _show(name: str, width: int = 1440, scheme: str = "light", script: bool = True, **kind: str) -> Any:
        html = frame_pages.page(name, **kind)
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and trouble.append(said.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.route("**/*", lambda route: answer(route, html, trouble))
        page.goto(f"{HOST}/page")
        return page

    yield _show
    for context in contexts:
        context.close()
    assert not trouble


def answer(route: Any, html: str, trouble: list[str]) -> None:
    """Serves the page and the static files from disk; nothing else exists."""
    url = route.request.url
    if url == f"{HOST}/page":
        route.fulfill(
            body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
        )
        return
    file = STATIC / url.removeprefix(f"{HOST}/static/")
    if url.startswith(f"{HOST}/static/") and file.is_file():
        route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
        return
    trouble.append(f"asked for {url}")
    route.abort()


def file_name(name: str) -> str:
    return name.removesuffix(".html").replace("/", "-")


def resized(page: Any, width: int) -> Any:
    page.set_viewport_size({"width": width, "height": 900})
    return page


def too_wide(page: Any) -> int:
    """How many pixels stick out; in right-to-left text they stick out to the left."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def violations(page: Any) -> list[tuple[str, list[str]]]:
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found["violations"]]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_screen(name: str, show: Show) -> None:
    page = show(name)
    assert {width: too_wide(resized(page, width)) for width in WIDTHS} == dict.fromkeys(WIDTHS, 0)


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, show: Show, pictures: Path) -> None:
    page = show(name)
    page.evaluate(AXE.read_text("utf-8"))
    for width, scheme in product((1440, 390), ("light", "dark")):
        resized(page, width).emulate_media(color_scheme=scheme)
        problems = violations(page)
        assert not problems, json.dumps({"width": width, "scheme": scheme, "found": problems}, indent=1)
        page.screenshot(path=pictures / f"{file_name(name)}-{width}-{scheme}.png", full_page=True)


@pytest.mark.parametrize("name", PAGES)
def test_right_to_left_fits_too(name: str, show: Show, pictures: Path) -> None:
    page = show(name, language="ar")
    assert page.evaluate("document.dir") == "rtl"
    for width in (1440, 390):
        assert too_wide(resized(page, width)) == 0
        page.screenshot(path=pictures / f"{file_name(name)}-{width}-rtl.png", full_page=True)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_styles_or_scripts_in_its_text(name: str) -> None:
    html = frame_pages.page(name)
    assert " style=" not in html
    assert "<style" not in html
    assert all(" src=" in tag.split(">")[0] for tag in html.split("<script")[1:])
    assert not any(f" on{event}=" in html for event in ("click", "load", "change", "submit", "input"))


@pytest.mark.parametrize("name", ["survey", "error.html"])
def test_public_pages_have_no_script(name: str) -> None:
    assert "<script" not in frame_pages.page(name)


def test_without_script_the_tables_and_the_menu_stay(show: Show) -> None:
    page = show("executive", 390, script=False)
    page.get_by_text("Menu", exact=True).click()
    assert page.locator(".c-shell__top .c-nav").is_visible()
    page.get_by_text("Show as table").click()
    assert page.get_by_text("A, Hansehof").is_visible()


def test_a_phone_and_a_desk_get_drawings_of_their_own(show: Show) -> None:
    for width, shown in ((1440, ".u-wide"), (390, ".u-narrow")):
        drawings = show("executive", width).locator("svg.c-chart")
        visible = [drawing for drawing in drawings.all() if drawing.is_visible()]
        assert len(visible) == 1
        assert shown[1:] in visible[0].get_attribute("class")


def test_j_and_k_walk_through_the_inbox(show: Show) -> None:
    page = show("case")
    focused = "document.activeElement.getAttribute('href')"
    page.keyboard.press("j")
    assert page.evaluate(focused) == "#Tomasz"
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert page.evaluate(focused) == "#Elbufer"


def test_a_letter_reaches_its_field_and_is_then_just_a_letter(show: Show) -> None:
    page = show("case")
    page.keyboard.press("r")
    page.keyboard.type("jk?")
    assert page.locator("#reply").input_value() == "jk?"


def test_the_list_of_keys_can_switch_them_off(show: Show) -> None:
    page = show("case")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_text("Answer", exact=True).is_visible()
    dialog.get_by_text("Use keys of one letter").click()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")


def test_a_tip_stands_beside_the_pointer(show: Show) -> None:
    page = show("executive")
    page.locator("svg.c-chart.u-wide g", has=page.locator(".is-hollow")).first.hover()
    tip = page.locator(".c-tip")
    assert tip.is_visible()
    assert tip.inner_text().endswith("Quiet")
    assert (
        page.locator("svg.c-chart.u-wide").get_attribute("aria-label")
        == "Accounts by satisfaction and billed revenue"
    )


def test_the_chosen_theme_is_kept_in_a_cookie(show: Show) -> None:
    page = show("executive")
    page.locator(".c-shell__side .c-me__who").click()
    page.locator(".c-shell__side [data-theme-choice][value=dark]").check()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "oyez_theme=dark" in page.evaluate("document.cookie")
    page.screenshot()


def test_the_server_sends_the_chosen_theme() -> None:
    assert '<html lang="en" dir="ltr" data-theme="dark">' in frame_pages.page("executive", theme="dark")
    assert 'data-theme="' not in frame_pages.page("executive", theme='"><script>').split("<body")[0]


def test_copying_says_so(show: Show) -> None:
    page = show("person")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=HOST)
    page.get_by_role("button", name="Copy address").click()
    page.get_by_text("Copied", exact=True).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "a.hoffmann@example.org"


def test_the_skip_link_is_the_first_stop(show: Show) -> None:
    page = show("executive")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "c-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_paper_gets_neither_navigation_nor_buttons(show: Show, pictures: Path) -> None:
    page = show("executive")
    page.emulate_media(media="print")
    assert not page.locator(".c-shell__side").is_visible()
    assert not page.locator(".c-page__tools").is_visible()
    page.pdf(path=pictures / "executive.pdf", print_background=True)
