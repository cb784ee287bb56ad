"""The builder in a browser: without barriers, by keyboard alone, without a script."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.company.models import Member
from oyez.surveys.changes import editing, trying
from oyez.surveys.core.reading import definition
from oyez.surveys.models import Survey
from oyez.surveys.starting import begun, start
from tests import town as towns
from tests.barriers import barriers
from tests.town import Town

KEY = "after-a-visit"
PAGES = (
    "", "new/", f"{KEY}/", f"{KEY}/questions/causes/", f"{KEY}/questions/nps/", f"{KEY}/settings/", f"{KEY}/yaml/",
    f"{KEY}/preview/", f"{KEY}/translations/", f"{KEY}/versions/", f"{KEY}/publish/", f"{KEY}/comments/",
)  # fmt: skip
Open = Callable[..., Any]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def builder(transactional_db: None) -> tuple[Town, Member]:
    """Somebody who runs the programme, and a survey that was published, changed and commented on."""
    town = towns.found()
    row = editing.create(OPERATOR, begun(start("after_a_visit"), KEY, "After a visit", "en"))
    editing.publish(OPERATOR, KEY, 1, note="The first", overridden=["L01: asked for"])
    demanded = row.draft.replace("id: why\n  type: long", "id: why\n  type: long\n  required: true")
    editing.edit(OPERATOR, KEY, demanded.replace("- en\n- de", "- en\n- de\n- ar", 1), 1)
    editing.comment(row, "causes", "Noise is missing.", "Ana")
    return town, town.member("cx_manager")


@pytest.fixture
def opened(chromium: Any, live_server: Any, builder: tuple[Town, Member]) -> Iterator[Open]:
    """Opens a page; what the browser complains of fails the test."""
    town, member = builder
    trouble: list[str] = []
    contexts: list[Any] = []
    cookie = town.client(member).cookies["oyez_session"].value

    def _open(path: str, script: bool = True) -> Any:
        context = chromium.new_context(java_script_enabled=script)
        contexts.append(context)
        context.add_cookies([{"name": "oyez_session", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
        page.goto(f"{live_server.url}{path}")
        return page

    yield _open
    for context in contexts:
        context.close()
    assert not trouble


def ids() -> list[str]:
    return list(definition(Survey.objects.get(key=KEY).draft).by_id)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_barrier_or_scrolls_sideways(opened: Open, path: str) -> None:
    assert not barriers(opened(f"/surveys/{path}"), path)


def test_the_draft_for_somebody_outside_has_no_barrier(opened: Open) -> None:
    link = trying.comment_link(OPERATOR, Survey.objects.get(key=KEY), "Ana")
    path = link[link.index("/s/draft/") :]
    assert not barriers(opened(path), path)
    assert not barriers(opened(f"{path}?lang=ar"), path)


def test_questions_are_put_in_order_by_keyboard_alone(opened: Open) -> None:
    page = opened(f"/surveys/{KEY}/")
    _tab_to(page, "Up What happened?")
    _press(page)
    assert ids()[:3] == ["nps", "why", "causes"]
    assert _focused(page) == "Up What happened?"  # so that it goes on moving without looking for it

    _press(page)
    page.keyboard.press("Tab")
    assert _focused(page) == "Down What happened?"


def _press(page: Any) -> None:
    """Press what has the focus, and wait until the page that comes has given it on."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.autofocus")


def _tab_to(page: Any, words: str) -> None:
    for _press in range(120):
        page.keyboard.press("Tab")
        if _focused(page) == words:
            return
    raise AssertionError(f"The keyboard does not reach “{words}”")


def _focused(page: Any) -> str:
    return " ".join(str(page.evaluate("document.activeElement.textContent")).split())


def test_a_question_is_added_and_changed_without_a_script(opened: Open) -> None:
    page = opened(f"/surveys/{KEY}/", script=False)
    page.select_option("#id_type", "single")
    page.select_option("#id_after", "nps")
    page.click("text=Add >> nth=-1")
    page.fill("#id_text__en", "Who was with you?")
    page.fill("#option-0-text__en", "A fitter")
    page.click("text=Save and add more")
    page.fill("#option-2-text__en", "Nobody")
    page.click(".c-form__actions >> text=Save")

    one = definition(Survey.objects.get(key=KEY).draft).questions[1]
    assert one.text["en"] == "Who was with you?"
    assert [option.text["en"] for option in one.options] == ["A fitter", "Second", "Nobody"]
    assert page.locator("h3 >> text=Who was with you?").count() == 1


def test_the_preview_is_answered_in_its_frame(opened: Open) -> None:
    page = opened(f"/surveys/{KEY}/preview/?language=de")
    inside = page.frame_locator("iframe")
    inside.locator("text=Wie wahrscheinlich").first.wait_for()
    inside.locator("label", has_text="3").first.click()
    inside.locator("button.first").click()
    inside.locator("text=Was hat gefehlt?").first.wait_for()
