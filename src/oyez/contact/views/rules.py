"""The contact rules: in words, as text to change, and what they were before."""

import difflib
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.contact.changes import ruling
from oyez.contact.core import rules_text
from oyez.contact.models import RulesVersion
from oyez.contact.queries import rules as queries
from oyez.contact.queries.accounts import delays
from oyez.contact.queries.foreseeing import foresee
from oyez.contact.rules import built_in_text, standing
from oyez.contact.sentences import kind_words
from oyez.contact.words import in_words
from oyez.kit.errors import Refused
from oyez.kit.places import DefinitionError

AROUND = 2
SHOWN = 20


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """The rules that hold; a text is checked and tried out before it is saved."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    version, text = queries.newest(viewer)
    if request.method == "GET":
        return _page(request, viewer, version, text)
    typed = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        wanted = rules_text.policy(typed)
        if request.POST.get("do") == "try":
            return _page(request, viewer, version, typed, foreseen=_foreseen(viewer, wanted))
        made = ruling.write(viewer, typed, over=_version(request))
    except DefinitionError as wrong:
        found = {"wrong": wrong, "wrong_lines": _lines(typed, wrong)}
        return _page(request, viewer, version, typed, status=422, **found)
    except Refused as refused:
        return _page(request, viewer, version, typed, status=422, refused=str(refused))
    _tell(request, made)
    return redirect("contact:rules")


@require_POST
def restore(request: HttpRequest) -> HttpResponse:
    """An older version becomes the newest."""
    _tell(request, ruling.restore(viewer_of(request), _version(request)))
    return redirect("contact:rules")


def _tell(request: HttpRequest, made: RulesVersion | None) -> None:
    if made is None:
        messages.info(request, _("Nothing was changed."))
    else:
        messages.success(request, _("Version %(version)s holds from now on.") % {"version": made.version})


def _page(
    request: HttpRequest, viewer: Viewer, version: int, text: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "groups": in_words(standing()),
        "version": version,
        "text": text,
        "versions": _versions(viewer),
        "delays": delays(viewer),
        **more,
    }
    return render(request, "contact/rules.html", context, status=status)


def _versions(viewer: Viewer) -> list[dict[str, Any]]:
    """The newest versions, each with what it changed, and at the end the rules that came with Oyez."""
    found = queries.versions(viewer)
    texts = [*(one.text for one in found), built_in_text()]
    rows = [
        {"number": one.version, "by": one.by, "at": one.at, "diff": _diff(texts[at + 1], texts[at])}
        for at, one in enumerate(found[:SHOWN])
    ]
    return [*rows, {"number": 0, "by": "", "at": None, "diff": ""}]


def _diff(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return "\n".join(list(lines)[2:])


def _foreseen(viewer: Viewer, wanted: Any) -> list[dict[str, Any]]:
    return [
        {"what": kind_words(one.kind), "persons": one.persons, "now": one.now, "then": one.then}
        for one in foresee(viewer, wanted)
    ]


def _lines(text: str, wrong: DefinitionError) -> list[dict[str, Any]]:
    lines, line = text.splitlines(), wrong.place.line
    if not line:
        return []
    return [
        {"number": at, "text": lines[at - 1], "is_wrong": at == line}
        for at in range(max(1, line - AROUND), min(len(lines), line + AROUND) + 1)
    ]


def _version(request: HttpRequest) -> int:
    said = request.POST.get("version", "")
    if not said.isdecimal():
        raise Refused(_("Say which version you looked at."))
    return int(said)
