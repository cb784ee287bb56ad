"""What was published and what changed; publishing, pausing, closing, opening to anybody."""

import difflib
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oyez.kit.errors import Refused
from oyez.surveys.changes import editing
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.differing import Difference, begins_series, differences
from oyez.surveys.models import Version
from oyez.surveys.naming import what_changed
from oyez.surveys.queries import asked
from oyez.surveys.views.drafts import Draft, frame, opened, revision

DRAFT = "draft"


@require_GET
def versions(request: HttpRequest, survey: str) -> HttpResponse:
    """All versions, and what changed between two of them or the draft."""
    draft = opened(request, survey)
    found = list(draft.row.versions.order_by("-number"))
    names = [DRAFT, *(str(one.number) for one in found)]
    newer = _chosen(request.GET.get("to", ""), names, 0)
    older = _chosen(request.GET.get("from", ""), names, 1)
    context = frame(draft, "versions") | {
        "versions": [_line(found, at) for at in range(len(found))],
        "names": names,
        "newer": newer,
        "older": older,
        "compared": _compared(draft, found, older, newer) if found and older != newer else None,
    }
    return render(request, "surveys/versions.html", context)


def _chosen(wanted: str, names: list[str], usual: int) -> str:
    return wanted if wanted in names else names[min(usual, len(names) - 1)]


def _line(found: list[Version], at: int) -> dict[str, Any]:
    before = found[at + 1] if at + 1 < len(found) else None
    return {"version": found[at], "begins_series": before is not None and before.series != found[at].series}


def _compared(draft: Draft, found: list[Version], older: str, newer: str) -> dict[str, Any]:
    texts = {DRAFT: draft.row.draft} | {str(one.number): one.text for one in found}
    said = {DRAFT: draft.said} | {
        str(one.number): asked(one) for one in found if str(one.number) in (older, newer)
    }
    lines = difflib.unified_diff(texts[older].splitlines(), texts[newer].splitlines(), "", "", "", "", 2, "")
    return {
        "changes": in_words(said[older], said[newer]),
        "begins_series": begins_series(said[older], said[newer]),
        "diff": "\n".join(list(lines)[2:]),
    }


def in_words(old: Definition, new: Definition) -> list[str]:
    """What changed, a line a thing."""
    return [_line_of(one) for one in differences(old, new)]


def _line_of(one: Difference) -> str:
    words = {
        "added": _("“%(name)s” is new"),
        "removed": _("“%(name)s” is gone"),
        "moved": _("“%(name)s” stands elsewhere"),
        "changed": _("“%(name)s”: %(parts)s changed"),
        "setting": _("%(setting)s changed"),
    }
    parts = ", ".join(what_changed(part) for part in one.parts)
    return words[one.what] % {"name": one.name, "parts": parts, "setting": what_changed(one.name)}


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, survey: str) -> HttpResponse:
    """What will be asked from now on, checked first; an objection is met by changing the draft or by a reason."""
    draft = opened(request, survey, to_change=True)
    if request.method == "POST":
        note = request.POST.get("note", "")
        try:
            version = editing.publish(draft.viewer, survey, revision(request), note=note)
        except Refused as refusal:
            return _publish_page(request, draft, trouble=str(refusal), note=note)
        messages.success(request, _("Version %(number)s is what is asked now.") % {"number": version.number})
        return redirect("surveys:versions", survey)
    return _publish_page(request, draft)


def _publish_page(request: HttpRequest, draft: Draft, trouble: str = "", note: str = "") -> HttpResponse:
    newest = draft.row.versions.order_by("-number").first()
    context = frame(draft, "publish") | {
        "newest": newest,
        "changes": in_words(asked(newest), draft.said) if newest else [],
        "begins_series": bool(newest) and begins_series(asked(newest), draft.said),
        "is_same": bool(newest) and newest.text == draft.row.draft,
        "waiting": draft.row.comments.filter(settled_at=None).count(),
        "trouble": trouble,
        "note": note,
    }
    return render(request, "surveys/publish.html", context, status=422 if trouble else 200)


@require_POST
def set_state(request: HttpRequest, survey: str) -> HttpResponse:
    """Pause, go on or close; open to anybody or only to those invited."""
    draft = opened(request, survey, to_change=True)
    verb = request.POST.get("do", "")
    try:
        if verb in ("open", "shut"):
            editing.set_open(draft.viewer, survey, verb == "open")
        else:
            editing.set_state(draft.viewer, survey, verb)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Changed, from the next page that anybody opens."))
    return redirect("surveys:versions", survey)
