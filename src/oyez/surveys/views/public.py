"""The page that asks: works without a script, saves each step, and forgets nothing on the way back."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from csp.constants import NONE, SELF
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_info
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from oyez.company.models import Company
from oyez.company.queries import the_company
from oyez.journal.core.facts import Mode
from oyez.kit.clock import wall
from oyez.kit.errors import NotFound
from oyez.kit.settings import FRAMED_BY
from oyez.surveys import doors
from oyez.surveys.changes import answering
from oyez.surveys.changes.answering import Arrival, Saved, Step, respondent
from oyez.surveys.changes.quotas import full_for
from oyez.surveys.core.conditions import holds
from oyez.surveys.core.kinds import WrongAnswer, kind_of
from oyez.surveys.core.route import Respondent, after, before, drawn, shown, values
from oyez.surveys.doors import Door
from oyez.surveys.models import Invitation, Response, Survey
from oyez.surveys.pace import may_begin
from oyez.surveys.rendering import Reader, asked, reader, step, style

COMPANY_SECONDS = 5
CHANNELS = ("link", "kiosk", "embed", "qr")
both = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt  # the address itself is the permission, and a frame on another page has no cookies
@xframe_options_exempt  # who may frame it says the policy below
@both
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The door of somebody who was asked: reading it does nothing; what is sent begins."""
    door = doors.invited(token)
    going_on = Response.objects.filter(invitation=door.invitation).first()
    if going_on is not None:
        return _on(going_on, going_on.page if going_on.finished_at is None else None)
    if request.method != "POST" and door.invitation and door.invitation.state == Invitation.State.ANSWERED:
        return _say(request, door, reader(door.definition, wanted(request, door), Respondent()), "thanks")
    way = door.invitation.channel if door.invitation else "email"
    return _enter(request, door, way, reverse("surveys:invited", args=[token]))


@csrf_exempt
@xframe_options_exempt
@both
def open_to_all(request: HttpRequest, key: str) -> HttpResponse:
    """The door of a survey that anybody may answer."""
    door = doors.public(key, request.GET.dict())
    way = request.GET.get("by", "link")
    return _enter(request, door, way if way in CHANNELS else "link", request.get_full_path())


def _enter(request: HttpRequest, door: Door, channel: str, here: str) -> HttpResponse:
    tags = wanted(request, door)
    if (resting := _resting(door)) is not None:
        return _say(request, door, reader(door.definition, tags, Respondent()), resting)
    name = request.POST.get("r", "") if request.method == "POST" else doors.fresh_name()
    blocks = drawn(door.definition, name)
    who = Respondent(given=door.given, blocks=blocks)
    first = after(door.definition, who, -1)
    by = reader(door.definition, tags, who, name)
    if first is None or (door.definition.quotas and full_for(door.survey.pk, door.definition, who)):
        return _say(request, door, by, "enough")
    if request.method != "POST":
        return draw_page(
            request, door, by, who, first, name=name, here=here, typed=_tapped(door, first, request.GET)
        )
    if not doors.is_name(name):
        raise NotFound("This page was open too long. Open the survey's address again; nothing was lost.")
    if door.invitation is None and not may_begin(door.survey.key):
        return _say(request, door, by, "busy", status=429)
    arrival = Arrival(door.version, channel, by.language, door.given, door.invitation)
    return _keep(request, answering.begin(arrival, name, first, _step(request)))


@csrf_exempt
@xframe_options_exempt
@both
def page(request: HttpRequest, name: str, page: int) -> HttpResponse:
    """One page of a response on its way."""
    if request.method == "POST":
        return _keep(request, answering.take_page(name, page, _step(request)))
    response = _response(name)
    door = doors.of_response(response)
    if response.finished_at is not None or page >= len(door.definition.pages):
        return _on(response, None)
    who = respondent(response, door.definition)
    if not shown(door.definition, who, page):
        return _on(response, after(door.definition, who, -1))
    by = reader(door.definition, wanted(request, door, response.language), who, response.id)
    return draw_page(request, door, by, who, page, name=name, here=request.path)


def _step(request: HttpRequest) -> Step:
    form = dict(request.POST.lists())
    files = {name: file for name, file in request.FILES.items() if isinstance(file, UploadedFile)}
    return Step(form, files, finish="finish" in form, tell_more="more" in form)


def _keep(request: HttpRequest, saved: Saved) -> HttpResponse:
    return _wrong(request, saved) if saved.wrong is not None else _on(saved.response, saved.next)


def _wrong(request: HttpRequest, saved: Saved) -> HttpResponse:
    """The page again, with what was typed and why it cannot be taken."""
    response, at = saved.response, saved.next or 0
    door = doors.of_response(response)
    who = respondent(response, door.definition)
    by = reader(door.definition, wanted(request, door, response.language), who, response.id)
    return draw_page(
        request, door, by, who, at, name=response.id, here=_address(response, at), wrong=saved.wrong
    )


@require_http_methods(["GET", "HEAD"])
@xframe_options_exempt
def end(request: HttpRequest, name: str) -> HttpResponse:
    """Thanks, in the words that fit the answers."""
    response = _response(name)
    door = doors.of_response(response)
    who = respondent(response, door.definition)
    by = reader(door.definition, wanted(request, door, response.language), who, response.id)
    known = values(door.definition, who)
    if response.over:
        return _say(request, door, by, "enough")
    ending = next((one for one in door.definition.endings if holds(one.when, known)), None)
    context = {"text": by.say(ending.text) if ending else by.phrase("thanks")}
    if ending is not None and ending.link:
        context |= {"link": ending.link, "link_text": by.say(ending.link_text) or ending.link}
    if response.channel == "kiosk":
        context["again_word"] = by.phrase("again")
        context["again"] = f"{reverse('surveys:open', args=[door.survey.key])}?by=kiosk"
    return draw(request, door, by, "end", context)


def _response(name: str) -> Response:
    found = (
        Response.objects.select_related("version__survey", "invitation")
        .defer(*(f"version__{name}" for name in doors.TEXTS))
        .filter(pk=name)
        .first()
    )
    if found is None:
        raise NotFound("There is nothing at this address any more.")
    return found


def _address(response: Response, page: int | None) -> str:
    if page is None:
        return reverse("surveys:end", args=[response.pk])
    return reverse("surveys:page", args=[response.pk, page])


def _on(response: Response, page: int | None) -> HttpResponse:
    """To the next page by GET, so that going back and sending again ask no questions."""
    answer = HttpResponseRedirect(_address(response, page))
    answer.status_code = 303
    return answer


def _resting(door: Door) -> str | None:
    """The phrase for a survey that is not asked now."""
    if door.survey.state == Survey.State.PAUSED:
        return "paused"
    if door.survey.state != Survey.State.LIVE:
        return "closed"
    if door.invitation is not None and door.invitation.state in ("expired", "refused"):
        return "closed"
    return None


def wanted(request: HttpRequest, door: Door, before: str = "") -> list[str]:
    """Languages, the most wanted first: chosen here, used before, known of the person, what the browser says."""
    invited = door.invitation.language if door.invitation else ""
    header = request.headers.get("Accept-Language", "")[:200]
    browser = [part.split(";", 1)[0].strip() for part in header.split(",")]
    said = [request.GET.get("lang", "") or request.POST.get("lang", ""), before, invited, *browser]
    return [tag for tag in said if tag]


def _tapped(door: Door, page: int, query: QueryDict) -> dict[str, Any]:
    """The answer that was tapped in a mail: chosen on the page, and recorded only when it is sent."""
    first = door.definition.pages[page][0]
    try:
        answer = kind_of(first).take(first, {first.id: [query.get("a", "")]})
    except WrongAnswer:
        return {}
    return {} if answer is None else {first.id: answer}


def draw_page(
    request: HttpRequest,
    door: Door,
    by: Reader,
    who: Respondent,
    at: int,
    *,
    name: str,
    here: str,
    typed: dict[str, Any] | None = None,
    wrong: WrongAnswer | None = None,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """One page of a survey, with what was answered or typed before."""
    questions = shown(door.definition, who, at)
    previous = before(door.definition, who, at)
    seen = [page for page in range(at) if shown(door.definition, who, page)]
    number, most = step(door.definition, who, at, seen)
    context = {
        "questions": asked(questions, who, by, wrong, typed),
        "name": name,
        "here": here,
        "language": request.GET.get("lang", ""),
        "step": by.phrase("step", at=number, most=most) if most > 1 else "",
        **{
            name: by.phrase(name) for name in ("next", "send", "finish", "more", "cannot_say", "other", "how")
        },
        "back_word": by.phrase("back"),
        "back": reverse("surveys:page", args=[name, previous]) if previous is not None else "",
        "is_last": after(door.definition, who, at) is None and most == number,
        "can_tell_more": not who.tells_more and any(one.more for one in door.definition.questions),
        "languages": [(tag, _native(tag)) for tag in door.definition.languages if tag != by.language],
        "has_file": any(one.type == "file" for one in questions),
        "intro": by.say(door.definition.intro) if previous is None else "",
    }
    return draw(request, door, by, "page", {**context, **(more or {})}, 422 if wrong else 200)


def _native(tag: str) -> str:
    """A language's name for itself."""
    try:
        return str(get_language_info(tag)["name_local"])
    except KeyError:
        return tag


def _say(request: HttpRequest, door: Door, by: Reader, name: str, status: int = 200) -> HttpResponse:
    return draw(request, door, by, "end", {"text": by.phrase(name)}, status)


def draw(
    request: HttpRequest, door: Door, by: Reader, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page with its style inside, named by its hash in the policy: one request, and nothing else may run."""
    css = style(door.definition.look)
    company = _company(int(wall().timestamp()) // COMPANY_SECONDS)
    shared = {
        "by": by,
        "css": css,
        "company": company.name,
        "logo": door.definition.look.logo,
        "title": by.say(door.definition.title),
        "mode": by.phrase(_promise(door), k=company.k),
        "here_plain": request.path,
        "about": by.phrase("about"),
        "not_me": by.phrase("wrong"),
        "stop": by.phrase("stop"),
        "token": doors.token_of(door.invitation) if door.invitation else "",
    }
    # without the request: what the frame of staff pages needs is not asked for
    html = render_to_string(f"surveys/public/{template}.html", shared | context)
    response = HttpResponse(html, status=status)
    response._csp_replace = {  # type: ignore[attr-defined]
        "style-src": [_hash(css)],
        "script-src": [NONE],
        "img-src": [SELF, "data:"],  # an empty icon, so that no browser asks for one
        "frame-ancestors": FRAMED_BY.text().split() or [NONE],
    }
    return response


def _promise(door: Door) -> str:
    """What is promised to whoever answers: without an invitation nobody is known, whatever the survey wants."""
    mode = door.definition.mode
    return "unnamed" if mode == Mode.IDENTIFIED and not door.given.get("person.subject") else mode


@lru_cache(2)
def _company(moment: int) -> Company:
    """The company's name and its smallest group: read every few seconds, since each page says them."""
    return the_company()


@cache
def _hash(css: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}'"
