"""A draft tried out: page by page as it will be, with the answers carried along in the page and kept nowhere."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from oyez.kit.errors import NotFound
from oyez.surveys import doors
from oyez.surveys.core.conditions import holds
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.kinds import WrongAnswer, kind_of
from oyez.surveys.core.route import Respondent, after, drawn, shown, values
from oyez.surveys.doors import Door
from oyez.surveys.models import Survey, Version
from oyez.surveys.rendering import reader
from oyez.surveys.views.public import draw, draw_page, wanted

STATE_SALT = "survey-test-state"


@csrf_exempt
@xframe_options_sameorigin
@require_http_methods(["GET", "HEAD", "POST"])
def tested(request: HttpRequest, token: str) -> HttpResponse:
    """The draft behind a test's address."""
    survey, definition = doors.tested(token)
    return tried(request, survey, definition)


def tried(request: HttpRequest, survey: Survey, definition: Definition) -> HttpResponse:
    """One page of a definition for whoever tries it."""
    door = Door(survey, Version(survey=survey), definition)
    page, who = _state(request, definition)
    if page is None:
        page = after(definition, who, -1)
    elif request.method == "POST":
        who, wrong = _answered(request, definition, who, page)
        if wrong is not None:
            return _page(request, door, who, page, wrong)
        page = None if "finish" in request.POST else after(definition, who, page)
    if page is None:
        by = reader(definition, wanted(request, door), who, "test")
        ending = next((one for one in definition.endings if holds(one.when, values(definition, who))), None)
        text = by.say(ending.text) if ending else by.phrase("thanks")
        return draw(request, door, by, "end", {"text": text})
    return _page(request, door, who, page)


def _state(request: HttpRequest, definition: Definition) -> tuple[int | None, Respondent]:
    said = request.POST.get("r", "")
    blocks = drawn(definition, "test")
    if not said:
        return None, Respondent(blocks=blocks)
    try:
        page, answers, tells_more = signing.loads(said, salt=STATE_SALT)
    except (signing.BadSignature, ValueError):
        raise NotFound("This page was changed on its way. Open the test again.") from None
    if not 0 <= page < len(definition.pages):
        return None, Respondent(blocks=blocks)
    return page, Respondent(answers=answers, tells_more=tells_more or "more" in request.POST, blocks=blocks)


def _answered(
    request: HttpRequest, definition: Definition, who: Respondent, page: int
) -> tuple[Respondent, WrongAnswer | None]:
    answers: dict[str, Any] = dict(who.answers)
    for question in shown(definition, who, page):
        try:
            answer = kind_of(question).take(question, dict(request.POST.lists()))
        except WrongAnswer as wrong:
            return who, wrong
        if answer is not None:
            answers[question.id] = answer
    return Respondent(answers=answers, tells_more=who.tells_more, blocks=who.blocks), None


def _page(
    request: HttpRequest, door: Door, who: Respondent, page: int, wrong: WrongAnswer | None = None
) -> HttpResponse:
    by = reader(door.definition, wanted(request, door), who, "test")
    state = signing.dumps([page, dict(who.answers), who.tells_more], salt=STATE_SALT, compress=True)
    said = {"is_test": True, "test": by.phrase("test"), "back": ""}
    return draw_page(
        request, door, by, who, page, name=state, here=request.get_full_path(), wrong=wrong, more=said
    )
