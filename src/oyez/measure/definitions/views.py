"""The definitions: a list, and a page of each on which it is read, checked and changed."""

import difflib
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.errors import NotFound, Refused
from oyez.measure.core.definitions.trouble import DefinitionError, Place
from oyez.measure.definitions import changes
from oyez.measure.definitions.kinds import KINDS, Defined
from oyez.measure.definitions.preview import preview
from oyez.measure.definitions.seeing import may_see
from oyez.measure.definitions.standing import definitions
from oyez.measure.definitions.templates import TEMPLATES

TITLES = {
    "segment": gettext_lazy("Segments"),
    "metric": gettext_lazy("Metrics"),
    "dimension": gettext_lazy("Dimensions"),
    "goal": gettext_lazy("Goals"),
}


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Everything that is defined, by kind, with who changed it last."""
    viewer = viewer_of(request)
    viewer.needs(Can.NUMBERS)
    known = definitions()
    seen = [one for one in known.all if may_see(viewer, one, known)]
    names = [*(name for name in TITLES if name in KINDS), *(name for name in KINDS if name not in TITLES)]
    kinds = [(name, TITLES.get(name, name), [one for one in seen if one.kind == name]) for name in names]
    return render(
        request, "measure/definitions.html", {"kinds": kinds, "may_define": viewer.may(Can.PROGRAMME)}
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, definition_kind: str) -> HttpResponse:
    """A new definition, from a text that shows how one is written."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    kind = definition_kind
    if kind not in KINDS:
        raise NotFound(_("There is no such kind of definition."))
    text = request.POST.get("text", TEMPLATES.get(kind, f"{kind}: \n"))
    context: dict[str, Any] = {"kind": kind, "text": text, "is_new": True, "may_define": True}
    if request.method == "GET":
        return render(request, "measure/definition.html", context)
    return _posted(request, viewer, context, over=0)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, definition_kind: str, definition_key: str) -> HttpResponse:
    """One definition: its text, its versions, what it gives now; and for the programme, a way to change it."""
    viewer = viewer_of(request)
    viewer.needs(Can.NUMBERS)
    kind, key = definition_kind, definition_key
    found = definitions().find(kind, key)
    versions = changes.versions_of(viewer, kind, key)
    if not versions:
        raise NotFound(_("There is no such definition."))
    context = _context(viewer, found, versions, kind, key)
    if request.method == "GET":
        return render(request, "measure/definition.html", context)
    viewer.needs(Can.PROGRAMME)
    context["text"] = request.POST.get("text", "")
    return _posted(request, viewer, context, over=_version(request), key=key)


@require_POST
def restore(request: HttpRequest, definition_kind: str, definition_key: str) -> HttpResponse:
    """An older version becomes the newest."""
    kind, key = definition_kind, definition_key
    written = changes.restore(viewer_of(request), kind, key, _version(request))
    messages.success(request, _("Version %(version)s stands now.") % {"version": written.one.version})
    return redirect("measure:definition", kind, key)


@require_POST
def withdraw(request: HttpRequest, definition_kind: str, definition_key: str) -> HttpResponse:
    """Take it away, unless something uses it."""
    kind, key = definition_kind, definition_key
    try:
        changes.withdraw(viewer_of(request), kind, key, over=_version(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("measure:definition", kind, key)
    messages.success(request, _("It is withdrawn; its versions are kept."))
    return redirect("measure:definitions")


def _context(
    viewer: Viewer, found: Defined | None, versions: list[Defined], kind: str, key: str
) -> dict[str, Any]:
    newest = versions[0]
    return {
        "kind": kind,
        "key": key,
        "one": found,
        "label": found.label if found else key,
        "text": newest.text or next((older.text for older in versions if older.text), ""),
        "version": newest.version,
        "versions": [
            {"one": older, "diff": _diff(before.text if before else "", older.text) if before else ""}
            for older, before in zip(versions, [*versions[1:], None], strict=True)
        ],
        "trouble": found.trouble if found else "",
        "used_by": changes.used_by(viewer, kind, key) if viewer.may(Can.PROGRAMME) else [],
        "preview": preview(viewer, found) if found and found.thing is not None else None,
        "may_define": viewer.may(Can.PROGRAMME),
    }


def _diff(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return "\n".join(list(lines)[2:])


def _posted(
    request: HttpRequest, viewer: Viewer, context: dict[str, Any], *, over: int, key: str = ""
) -> HttpResponse:
    """Check only, or save; what is wrong stands beside its line."""
    text = context["text"].replace("\r\n", "\n")
    context["text"] = text
    try:
        if request.POST.get("do") == "check":
            checked = changes.check(viewer, text)
            if key and checked.key != key:
                raise DefinitionError(
                    Place(1, 1), _("the key has changed: that would be another definition.")
                )
            return render(request, "measure/definition.html", {**context, "checked": True})
        written = changes.define(viewer, text, over=over, key=key)
    except DefinitionError as wrong:
        return render(request, "measure/definition.html", {**context, **_wrong(text, wrong)}, status=422)
    except Refused as refused:
        return render(request, "measure/definition.html", {**context, "refused": str(refused)}, status=422)
    messages.success(request, _("Saved as version %(version)s.") % {"version": written.one.version})
    return redirect("measure:definition", written.one.kind, written.one.key)


def _wrong(text: str, wrong: DefinitionError) -> dict[str, Any]:
    lines = text.splitlines()
    line = wrong.place.line
    return {
        "wrong": wrong,
        "wrong_lines": [
            {"number": at, "text": lines[at - 1], "is_wrong": at == line}
            for at in range(max(1, line - 2), min(len(lines), line + 2) + 1)
        ]
        if line
        else [],
    }


def _version(request: HttpRequest) -> int:
    said = request.POST.get("version", "")
    if not said.isdecimal():
        raise Refused(_("Say which version you looked at."))
    return int(said)
