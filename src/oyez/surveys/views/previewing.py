"""The draft as it will be asked: the public page itself, on a phone and on a desk, in each language."""

from csp.constants import NONE, SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from msgspec.structs import replace

from oyez.kit.errors import NotFound
from oyez.surveys.changes import trying
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.route import Respondent
from oyez.surveys.doors import Door, test_token
from oyez.surveys.models import Survey, Version
from oyez.surveys.rendering import reader
from oyez.surveys.views.drafts import frame, opened
from oyez.surveys.views.public import draw_page, wanted
from oyez.surveys.views.testing import STATE_SALT, tried


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
@require_GET
def preview(request: HttpRequest, survey: str) -> HttpResponse:
    """The draft in a frame; it can be answered, and nothing is kept."""
    draft = opened(request, survey)
    tag = request.GET.get("language", "")
    tag = tag if tag in draft.said.languages else draft.said.languages[0]
    device = request.GET.get("device", "phone")
    device = device if device in ("phone", "desk") else "phone"
    tabs = frame(draft, "preview")
    context = tabs | {
        "tag": tag,
        "device": device,
        "by_language": [
            {"words": name, "url": f"?language={code}&device={device}", "current": code == tag}
            for code, name in tabs["languages"]
        ],
        "by_device": [
            {"words": words, "url": f"?language={tag}&device={name}", "current": name == device}
            for name, words in (("phone", _("Phone")), ("desk", _("Desk")))
        ],
        "link": request.build_absolute_uri(f"/s/test/{test_token(draft.row)}/") if tabs["may_write"] else "",
    }
    return render(request, "surveys/preview.html", context)


@csrf_exempt  # it keeps nothing, and looks exactly as it does to those who have no cookie
@xframe_options_sameorigin
@require_http_methods(["GET", "POST"])
def preview_page(request: HttpRequest, survey: str) -> HttpResponse:
    """The public page of the draft, for a frame of our own; `at` shows one page whoever gets it."""
    draft = opened(request, survey)
    at = request.GET.get("at", "")
    if not draft.said.questions:
        raise NotFound(_("There is no question to show yet."))
    if request.method == "GET" and at.isdecimal() and int(at) < len(draft.said.pages):
        response = _one(request, draft.row, draft.said, int(at))
    else:
        response = tried(request, draft.row, draft.said)
    policy = getattr(response, "_csp_replace", {})
    response._csp_replace = policy | {"frame-ancestors": [SELF], "script-src": [NONE]}  # type: ignore[attr-defined]
    return response


def _one(request: HttpRequest, row: Survey, said: Definition, at: int) -> HttpResponse:
    """One page with all its questions, as if every condition held."""
    here = {one.id for one in said.pages[at]}
    shown = replace(
        said,
        questions=tuple(
            replace(one, when="", more=False, known="") if one.id in here else one for one in said.questions
        ),
    )
    door, who = Door(row, Version(survey=row), shown), Respondent()
    by = reader(shown, wanted(request, door), who, "test")
    state = signing.dumps([at, {}, False], salt=STATE_SALT, compress=True)
    more = {"is_test": True, "test": by.phrase("test"), "back": ""}
    return draw_page(request, door, by, who, at, name=state, here=request.path, more=more)


@require_POST
def send_test(request: HttpRequest, survey: str) -> HttpResponse:
    """A mail to oneself with an address at which the draft can be tried on any device."""
    draft = opened(request, survey, to_change=True)
    address = trying.send_test(draft.viewer, draft.row)
    messages.success(request, _("The test is on its way to %(address)s.") % {"address": address})
    return redirect("surveys:preview", survey)
