"""The ways out: what happens with an answer, this was not me, stop asking. Reading never acts; only a button does."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oyez.company.queries import the_company
from oyez.surveys import doors
from oyez.surveys.changes import refusing
from oyez.surveys.core.route import Respondent
from oyez.surveys.doors import Door
from oyez.surveys.rendering import Reader, reader
from oyez.surveys.views.public import draw, wanted

both = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def about(request: HttpRequest, token: str) -> HttpResponse:
    """What happens with an answer."""
    door, by = _come(request, token)
    company = the_company()
    mode = by.phrase(door.definition.mode, k=company.k)
    text = by.phrase("about_text", company=company.name, mode=mode)
    return _page(request, door, by, {"heading": by.phrase("about"), "text": text})


@csrf_exempt
@both
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop asking: a page with a button, since mail scanners follow every link."""
    door, by = _come(request, token)
    if request.method == "POST":
        refusing.stop(doors.invitation_of(token), how="page")
        return _page(request, door, by, {"heading": by.phrase("stopped"), "text": ""})
    said = {"heading": by.phrase("stop"), "text": by.phrase("stop_text"), "press": by.phrase("stop")}
    return _page(request, door, by, said)


@csrf_exempt
@require_POST
def one_click(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: the mail program's own button. No cookie, no redirect, and the same answer each time."""
    refusing.stop(doors.invitation_of(token), how="one-click")
    return HttpResponse("", content_type="text/plain")


@csrf_exempt
@both
def wrong(request: HttpRequest, token: str) -> HttpResponse:
    """It was somebody else: this invitation ends, and the row that named them is looked at."""
    door, by = _come(request, token)
    if request.method == "POST":
        refusing.not_me(doors.invitation_of(token))
        return _page(request, door, by, {"heading": by.phrase("wronged"), "text": ""})
    said = {"heading": by.phrase("wrong"), "text": by.phrase("wrong_text"), "press": by.phrase("wrong")}
    return _page(request, door, by, said)


def _come(request: HttpRequest, token: str) -> tuple[Door, Reader]:
    door = doors.invited(token)
    return door, reader(door.definition, wanted(request, door), Respondent(given=door.given))


def _page(request: HttpRequest, door: Door, by: Reader, said: Mapping[str, Any]) -> HttpResponse:
    return draw(request, door, by, "button", dict(said))
