"""The waves of a survey: planned after a dry run, watched while they run, paused and closed."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oyez.company.core.roles import Can
from oyez.kit.errors import Refused
from oyez.surveys import fieldwork, fieldwork_words, wave_pages
from oyez.surveys.changes import waving
from oyez.surveys.foreseeing import Foreseen, foresight, unsaved
from oyez.surveys.forms.waves import WaveForm
from oyez.surveys.models import Survey, Wave
from oyez.surveys.views.drafts import Draft, frame, opened

VERBS = {"pause": waving.pause, "go_on": waving.go_on, "close": waving.close}


@require_GET
def waves(request: HttpRequest, survey: str) -> HttpResponse:
    """All waves of a survey, the newest first."""
    draft = opened(request, survey)
    context = frame(draft, "waves") | {
        "waves": [wave_pages.line(row, found) for row, found in fieldwork.waves(draft.viewer, survey)],
        "may_plan": draft.viewer.may(Can.PROGRAMME) and draft.row.state == Survey.State.LIVE,
        "is_live": draft.row.state == Survey.State.LIVE,
    }
    return render(request, "surveys/waves/waves.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, survey: str) -> HttpResponse:
    """A wave is planned only after its dry run was looked at, and only as it was looked at."""
    draft = opened(request, survey, to_change=True)
    form = WaveForm(survey, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _plan_page(request, draft, form, status=422 if form.is_bound else 200)
    try:
        wave = unsaved(draft.viewer, survey, form.key, form.plan)
        found = foresight(draft.viewer, wave)
        if request.POST.get("do") == "plan" and _mark(found) == request.POST.get("seen"):
            made = waving.plan(draft.viewer, survey, form.key, form.plan)
            messages.success(
                request, _("Planned. Nothing leaves before it opens, and you can pause it any time.")
            )
            return redirect("surveys:wave", survey, made.key)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _plan_page(request, draft, form, status=422)
    return _plan_page(request, draft, form, wave, found)


def _plan_page(
    request: HttpRequest,
    draft: Draft,
    form: WaveForm,
    wave: Wave | None = None,
    found: Foreseen | None = None,
    status: int = 200,
) -> HttpResponse:
    context = frame(draft, "waves") | {"form": form, "newest": draft.row.versions.order_by("-number").first()}
    if wave is not None and found is not None:
        context |= wave_pages.foreseen(wave, found) | {
            "seen": _mark(found),
            "has_changed": request.POST.get("do") == "plan",
        }
    return render(request, "surveys/waves/plan.html", context, status=status)


def _mark(found: Foreseen) -> str:
    """What was seen: whoever plans confirms these very decisions."""
    marks = hashlib.sha256(found.decisions.persons.tobytes() + found.decisions.code.tobytes())
    return marks.hexdigest()[:24]


@require_GET
def wave(request: HttpRequest, survey: str, wave: str) -> HttpResponse:
    """One wave as it stands: what keeps changing, and below what a closer look needs."""
    draft = opened(request, survey)
    row = fieldwork.wave(draft.viewer, wave, survey)
    found = fieldwork.fieldwork(draft.viewer, row)
    context = frame(draft, "waves") | wave_pages.now(draft.viewer, row, found)
    context |= wave_pages.looked_into(draft.viewer, row, found)
    return render(request, "surveys/waves/wave.html", context)


@require_GET
def wave_now(request: HttpRequest, survey: str, wave: str) -> HttpResponse:
    """What keeps changing; nothing at all where nothing has, so that the page stays still."""
    draft = opened(request, survey)
    row = fieldwork.wave(draft.viewer, wave, survey)
    found = fieldwork.fieldwork(draft.viewer, row)
    context: dict[str, Any] = wave_pages.now(draft.viewer, row, found)
    if request.GET.get("seen") == context["mark"]:
        return HttpResponse(status=204)
    return render(request, "surveys/waves/now.html", context | {"survey": draft.row})


@require_POST
def set_wave(request: HttpRequest, survey: str, wave: str) -> HttpResponse:
    """Pause, go on or close."""
    draft = opened(request, survey, to_change=True)
    fieldwork.wave(draft.viewer, wave, survey)
    verb = request.POST.get("do", "")
    try:
        if verb not in VERBS:
            raise Refused(_("A wave can be paused, gone on with or closed."))
        row = VERBS[verb](draft.viewer, wave)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        state = fieldwork_words.STATES[row.state][0]
        messages.success(request, _("The wave is %(state)s.") % {"state": state})
    return redirect("surveys:wave", survey, wave)
