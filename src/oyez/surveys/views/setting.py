"""The settings of a survey, section by section."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from msgspec.structs import replace

from oyez.kit.errors import NotFound, Refused
from oyez.kit.places import DefinitionError
from oyez.surveys.core.definition import Definition
from oyez.surveys.forms import endings
from oyez.surveys.forms.settings import General, Looking, Mailing, Reckoning, Section
from oyez.surveys.views.drafts import Draft, frame, opened, revision, saved

SECTIONS: dict[str, type[Section]] = {
    section.NAME: section for section in (General, Mailing, Looking, Reckoning)
}
ENDINGS = "endings"


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, survey: str) -> HttpResponse:
    """All settings; what was typed in a section stays when it cannot be saved."""
    draft = opened(request, survey, to_change=request.method == "POST")
    if request.method == "GET":
        return _page(request, draft, {})
    name, over = request.POST.get("section", ""), revision(request)
    if name == ENDINGS:
        return _endings(request, draft, over)
    if name not in SECTIONS:
        raise NotFound(_("There is no such section."))
    form = SECTIONS[name](draft.viewer, draft.said, request.POST)
    if form.is_valid():
        trouble = _trouble(draft, form.apply(), over)
        if not trouble:
            return _done(request, survey, name)
        form.add_error(None, trouble)
    return _page(request, draft, {name: form})


def _endings(request: HttpRequest, draft: Draft, over: int) -> HttpResponse:
    rows = endings.typed(request.POST, draft.said.languages)
    verb, _space, at = request.POST.get("do", "").partition(" ")
    up = int(at) if verb == "up" and at.isdecimal() else None
    trouble = _trouble(draft, replace(draft.said, endings=endings.endings(rows, up)), over)
    if not trouble:
        return _done(request, draft.row.key, ENDINGS)
    return _page(request, draft, {}, rows, trouble)


def _trouble(draft: Draft, new: Definition, over: int) -> str:
    """Save, or say what stands in the way."""
    try:
        saved(draft, new, over)
    except DefinitionError as error:
        return error.sentence
    except (Refused, NotFound) as error:
        again = (
            "" if over == draft.row.revision else _("Save again to put these settings into the newest draft.")
        )
        return f"{error} {again}".strip()
    return ""


def _done(request: HttpRequest, survey: str, name: str) -> HttpResponse:
    messages.success(request, _("Saved in the draft."))
    return redirect(f"{reverse('surveys:settings', args=[survey])}#{name}")


def _page(
    request: HttpRequest,
    draft: Draft,
    typed: dict[str, Section],
    rows: list[endings.Row] | None = None,
    trouble: str = "",
) -> HttpResponse:
    forms = [typed.get(name) or form(draft.viewer, draft.said) for name, form in SECTIONS.items()]
    context: dict[str, Any] = frame(draft, "settings") | {
        "forms": forms,
        "endings": rows or endings.kept(draft.said.endings, draft.said.languages),
        "trouble": trouble,
        "over": draft.row.revision,
    }
    wrong = trouble or any(form.is_bound and form.errors for form in forms)
    return render(request, "surveys/settings.html", context, status=422 if wrong else 200)
