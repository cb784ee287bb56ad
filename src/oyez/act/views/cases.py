"""The desk: cases by due time, and one case with its thread, its clock, its customer."""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from oyez.act import kinds, sentences
from oyez.act.changes import cases as changes
from oyez.act.changes.opening import open_case
from oyez.act.core.conditions import Scales
from oyez.act.core.headlines import headline
from oyez.act.core.states import BY_MEMBERS
from oyez.act.models import Case
from oyez.act.queries import cases as queries
from oyez.act.queries.inbox import VIEWS, inbox
from oyez.act.queries.thread import customer, places, thread
from oyez.act.views import desk
from oyez.company.asking import viewer_of
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.journal.queries import scales
from oyez.kit.clock import now
from oyez.kit.errors import NotFound, Refused


def _view(request: HttpRequest) -> str:
    view = request.GET.get("view", "due")
    return view if view in VIEWS else "due"


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The inbox."""
    viewer, view = viewer_of(request), _view(request)
    zone = the_company().time_zone
    box = inbox(viewer, view, request.GET.get("after", ""))
    context = {
        "rows": desk.rows(box, view, zone, scales()),
        "open_count": box.open_count,
        "segments": desk.segments(view),
        "view": view,
        "load": queries.load(viewer),
        "later": desk.inbox_url(view, box.after) if box.after else "",
        "first": desk.inbox_url(view) if request.GET.get("after") else "",
    }
    return render(request, "act/cases.html", context)


@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case."""
    return _page(request, number)


def _page(
    request: HttpRequest, number: str, problem: str = "", typed: QueryDict | None = None
) -> HttpResponse:
    viewer, view = viewer_of(request), _view(request)
    typed = typed or QueryDict()
    found = queries.case(viewer, number)
    company, known_scales = the_company(), scales()
    entries = thread(viewer, found)
    lines = desk.said(entries, found, viewer, company.time_zone, known_scales)
    box, where = inbox(viewer, view), places(viewer, found)
    context = {
        "case": found,
        "title": _title(lines) or " · ".join(filter(None, (sentences.reason(found), where.touchpoint))),
        "reason": sentences.opened(found),
        "opened": sentences.day(found.said_at, company.time_zone),
        "clock": sentences.clock(found, now(), company.time_zone),
        "routed": sentences.routed(entries[0].entry.details) if entries else "",
        "lines": lines,
        "places": where,
        "person_url": desk.person_url(viewer, found),
        "rows": desk.rows(box, view, company.time_zone, known_scales, found.pk),
        "open_count": box.open_count,
        "segments": [one for one in desk.segments(view) if one["name"] in ("due", "mine", "referred", view)],
        "back": desk.inbox_url(view),
        "referees": queries.referees(viewer, found),
        "causes": queries.root_causes(viewer),
        "sharing": queries.sharing_cause(viewer, found),
        "outcomes": [(one, Case.Outcomes(one).label) for one in BY_MEMBERS],
        "problem": problem,
        "typed": typed,
        "once": typed.get("once") or secrets.token_hex(16),
        **_customer(viewer, found, company.time_zone, known_scales),
    }
    return render(request, "act/case.html", context, status=422 if problem else 200)


def _title(lines: list[desk.Said]) -> str:
    first = next((line for line in lines if line.kind == "heard" and line.text), None)
    return headline(first.text) if first else ""


def _customer(viewer: Viewer, found: Case, zone: str, known_scales: Scales) -> dict[str, Any]:
    who = customer(viewer, found)
    history = [
        {
            "day": sentences.day(row.occurred_at, zone),
            "what": kinds.named(row.kind, row.direction),
            "channel": row.channel,
            "text": headline(row.text),
            "scores": desk.chips(row, known_scales),
        }
        for row in who.history
    ]
    reach = next((row.value for row in who.preferences if row.name in ("channel", "reach by", "contact")), "")
    language = sentences.language(who.known.person.language) if who.known.person.language else ""
    return {"customer": who, "history": history, "reach": reach, "language": language}


def _done(request: HttpRequest, number: str, do: Callable[[Viewer], Case], words: str = "") -> HttpResponse:
    """Do one thing with a case; what was typed stays on the page when it is refused."""
    viewer = viewer_of(request)
    try:
        done = do(viewer)
    except Refused as refusal:
        return _page(request, number, str(refusal), request.POST)
    if words:
        messages.success(request, words)
    try:
        queries.case(viewer, done.number)
    except NotFound:  # it was on the viewer's desk only, and is on another one now
        return redirect("act:cases")
    return redirect(desk.case_url(done.number, _view(request)))


@require_POST
def take(request: HttpRequest, number: str) -> HttpResponse:
    """Put a case on one's own desk."""
    return _done(request, number, lambda viewer: changes.take(viewer, number), _("The case is on your desk."))


@require_POST
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """Answer the customer."""
    sent = request.POST
    by_phone = sent.get("channel") == "phone"

    def do(viewer: Viewer) -> Case:
        text, channel = sent.get("text", ""), sent.get("channel", "email")
        return changes.answer(viewer, number, text, channel=channel, once=sent.get("once", ""))

    words = _("Written down; the clock stands.") if by_phone else _("Your answer is on its way.")
    return _done(request, number, do, words)


@require_POST
def note(request: HttpRequest, number: str) -> HttpResponse:
    """Write something down for colleagues."""
    text = request.POST.get("note", "")
    return _done(request, number, lambda viewer: changes.note(viewer, number, text), _("Written down."))


@require_POST
def refer(request: HttpRequest, number: str) -> HttpResponse:
    """Put a case on another desk."""
    to, text = request.POST.get("to", ""), request.POST.get("remark", "")
    return _done(
        request,
        number,
        lambda viewer: changes.refer(viewer, number, int(to) if to.isdecimal() else 0, text),
        _("Referred, and told by e-mail."),
    )


@require_POST
def refer_upward(request: HttpRequest, number: str) -> HttpResponse:
    """Put a case on the general manager's desk."""
    return _done(
        request,
        number,
        lambda viewer: changes.refer_upward(viewer, number),
        _("Referred to the general manager, and told by e-mail."),
    )


@require_POST
def set_cause(request: HttpRequest, number: str) -> HttpResponse:
    """Say why it happened."""
    cause = request.POST.get("cause", "")
    return _done(request, number, lambda viewer: changes.set_cause(viewer, number, cause), _("Written down."))


@require_POST
def close(request: HttpRequest, number: str) -> HttpResponse:
    """Close a case."""
    sent = request.POST

    def do(viewer: Viewer) -> Case:
        cause, outcome = sent.get("cause", ""), sent.get("outcome", "")
        return changes.close(viewer, number, cause, outcome, sent.get("remark", ""))

    return _done(request, number, do, _("The case is closed."))


@require_POST
def reopen(request: HttpRequest, number: str) -> HttpResponse:
    """Open a case again."""
    return _done(request, number, lambda viewer: changes.reopen(viewer, number), _("The case is open again."))


@require_POST
def open_by_hand(request: HttpRequest) -> HttpResponse:
    """Open a case about something on a person's timeline."""
    seq = request.POST.get("seq", "")
    opened = open_case(viewer_of(request), int(seq) if seq.isdecimal() else 0)
    messages.success(request, _("The case is on your desk."))
    return redirect("act:case", opened.number)
