"""What people do with the mail: in a browser, by their mail program's own button; and the scanner before them."""

import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from prove.waving.letters import links, text_of

MOST_PAGES = 12


@dataclass(frozen=True)
class Hand:
    """How somebody answers: the point that is tapped in the mail, what is written, and with what."""

    tap: int
    words: str = ""
    wants_contact: bool = False
    width: int = 390
    script: bool = True


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


def answer(browser: Browser, mail: Message, hand: Hand, picture: Path | None = None) -> str:
    """Tap in the mail, send page after page; the text of the last page."""
    page = browser.new_page(viewport={"width": hand.width, "height": 800}, java_script_enabled=hand.script)
    page.set_content(text_of(mail, "text/html"))
    page.click(f'a[href$="?a={hand.tap}"]')
    page.wait_for_load_state()
    assert page.locator(f'input[name=nps][value="{hand.tap}"]:checked').count() == 1, "not chosen beforehand"
    for at in range(MOST_PAGES):
        if picture is not None:
            page.screenshot(path=f"{picture}-{at + 1}.png", full_page=True)
        if "/end/" in page.url:
            break
        _fill(page, hand)
        page.click("button.first")
        page.wait_for_load_state()
    said = page.inner_text("body")
    page.close()
    return said


def _fill(page: Page, hand: Hand) -> None:
    if hand.words and page.locator("textarea").count():
        page.locator("textarea").first.fill(hand.words)
    wish = page.locator("input[name=contact]")
    if hand.wants_contact and wish.count():
        wish.first.check(force=True)


def press_stop(browser: Browser, mail: Message) -> None:
    """The link in the mail, then the button on its page."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_content(text_of(mail, "text/html"))
    page.click('a[href$="/stop/"]')
    page.wait_for_load_state()
    page.click("button.first")
    page.wait_for_load_state()
    page.close()


def one_click(mail: Message) -> int:
    """As a mail program does it (RFC 8058): a POST to the address in the header."""
    address = str(mail["List-Unsubscribe"]).strip("<> \r\n\t")
    form = b"List-Unsubscribe=One-Click"
    with urllib.request.urlopen(urllib.request.Request(address, form), timeout=60) as answered:
        return int(answered.status)


def scan(mails: Iterable[Message]) -> dict[int, int]:
    """GET every link of every mail, as a scanner does before anybody reads it; how often each status came back."""
    found: dict[int, int] = {}
    for mail in mails:
        for link in links(mail):
            status = _get(link)
            found[status] = found.get(status, 0) + 1
    return found


def _get(link: str) -> int:
    try:
        with urllib.request.urlopen(link, timeout=60) as answered:
            answered.read()
            return int(answered.status)
    except urllib.error.HTTPError as error:
        return error.code


def mail_pictures(browser: Browser, mail: Message, folder: Path, name: str) -> None:
    """The mail as it is seen at two widths, by day and by night."""
    for width in (390, 700):
        for scheme in ("light", "dark"):
            page = browser.new_page(
                viewport={"width": width, "height": 760}, color_scheme="dark" if scheme == "dark" else "light"
            )
            page.set_content(text_of(mail, "text/html"))
            page.screenshot(path=folder / f"mail-{name}-{width}-{scheme}.png", full_page=True)
            page.close()


def seen(browser: Browser, url: str, cookie: dict[str, str], picture: Path | None) -> str:
    """A page of staff, signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": url}])
    page = context.new_page()
    page.goto(url)
    if picture is not None:
        page.screenshot(path=picture, full_page=True)
    said = page.inner_text("main")
    context.close()
    return said
