"""What was published and what changed; publishing, pausing, closing, opening to anybody."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
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
from oyez.surveys.core.lint import RULES, Linted, Severity, blocks
from oyez.surveys.linting import sentence
from oyez.surveys.models import Version
from oyez.surveys.naming import SEVERITIES, what_changed
from oyez.surveys.queries import asked, newest_version
from oyez.surveys.releasing import looked_at, release
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
    """What will be asked from now on, looked at first; what blocks is mended, or published over with a reason."""
    draft = opened(request, survey, to_change=True)
    if request.method == "GET":
        return _publish_page(request, draft, Typed())
    typed = Typed(request.POST.get("note", ""), _reasons(request))
    try:
        version = release(draft.viewer, survey, revision(request), note=typed.note, reasons=typed.reasons)
    except Refused as refusal:
        return _publish_page(request, draft, typed, str(refusal))
    messages.success(request, _("Version %(number)s is what is asked now.") % {"number": version.number})
    return redirect("surveys:versions", survey)


@dataclass(frozen=True)
class Typed:
    """What was written before publishing: what is new, and by rule why it goes out all the same."""

    note: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


def _reasons(request: HttpRequest) -> dict[str, str]:
    start = "reason-"
    found = {
        name.removeprefix(start): str(text) for name, text in request.POST.items() if name.startswith(start)
    }
    return {rule: text for rule, text in found.items() if text.strip()}


def _publish_page(request: HttpRequest, draft: Draft, typed: Typed, trouble: str = "") -> HttpResponse:
    newest = newest_version(draft.row)
    looked = looked_at(draft.viewer, draft.row)
    context = frame(draft, "publish") | {
        "newest": newest,
        "changes": in_words(asked(newest), draft.said) if newest else [],
        "begins_series": newest is not None and begins_series(asked(newest), draft.said),
        "waiting": draft.row.comments.filter(settled_at=None).count(),
        "findings": by_rule(looked, typed.reasons),
        "blocks": bool(blocks(looked.findings)),
        "seconds": looked.seconds,
        "is_measured": looked.is_measured,
        "longest": len(looked.longest),
        "trouble": trouble,
        "note": typed.note,
    }
    return render(request, "surveys/publish.html", context, status=422 if trouble else 200)


def by_rule(looked: Linted, reasons: Mapping[str, str]) -> list[dict[str, Any]]:
    """The findings, those of one rule together, the gravest first."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one in looked.findings:
        group = found.setdefault(
            (one.rule, one.severity),
            {
                "rule": one.rule,
                "name": RULES[one.rule].name,
                "severity": SEVERITIES[one.severity],
                "blocks": one.severity is Severity.ERROR,
                "reason": reasons.get(one.rule, ""),
                "lines": [],
            },
        )
        group["lines"].append({"said": sentence(one), "question": one.question, "language": one.language})
    return list(found.values())


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
