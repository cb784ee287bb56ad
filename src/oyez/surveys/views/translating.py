"""How far a draft is translated; its texts as a file for translators, and back."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from msgspec.structs import replace

from oyez.kit.errors import NotFound, Refused
from oyez.kit.places import DefinitionError
from oyez.surveys.core.editing.wordings import reworded
from oyez.surveys.core.reading import LANGUAGE
from oyez.surveys.core.translating import Read, from_csv, status, to_csv
from oyez.surveys.naming import language as language_name
from oyez.surveys.views.drafts import Draft, frame, opened, revision, saved

LARGEST = 2_000_000
SHOWN = 12


@require_http_methods(["GET", "POST"])
def translations(request: HttpRequest, survey: str) -> HttpResponse:
    """Each language with what is missing; a POST adds a language."""
    draft = opened(request, survey, to_change=request.method == "POST")
    trouble = ""
    if request.method == "POST":
        trouble = _added(request, draft)
        if not trouble:
            return redirect("surveys:translations", survey)
    return _page(request, draft, {"trouble": trouble, "typed": request.POST.get("language", "")})


def _added(request: HttpRequest, draft: Draft) -> str:
    """Another language for the draft, or what stands in the way."""
    tag = request.POST.get("language", "").strip()
    if not LANGUAGE.fullmatch(tag):
        return _("A language is written as fr, pt-BR or ar.")
    if tag in draft.said.languages:
        return _("The survey speaks this language already.")
    try:
        saved(draft, replace(draft.said, languages=(*draft.said.languages, tag)), revision(request))
    except Refused as refusal:
        return str(refusal)
    messages.success(request, _("%(language)s is there to be translated.") % {"language": language_name(tag)})
    return ""


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, survey: str, language: str) -> HttpResponse:
    """A language's texts as a table to take along; a POST brings one back."""
    draft = opened(request, survey, to_change=request.method == "POST")
    if language not in draft.said.languages[1:]:
        raise NotFound(_("The survey does not speak this language, or is written in it."))
    return _brought(request, draft, language) if request.method == "POST" else _taken(draft, language)


def _taken(draft: Draft, tag: str) -> HttpResponse:
    response = HttpResponse("\ufeff" + to_csv(draft.said, tag), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{draft.row.key}-{tag}.csv"'
    return response


def _brought(request: HttpRequest, draft: Draft, tag: str) -> HttpResponse:
    """The words of a file in the draft; a file that cannot be used changes nothing."""
    try:
        found = from_csv(draft.said, tag, _text(request))
        saved(draft, reworded(draft.said, found.words), revision(request))
    except Refused as refusal:
        said = refusal.sentence if isinstance(refusal, DefinitionError) else str(refusal)
        return _page(request, draft, {"file_trouble": said, "trouble_in": tag})
    _say(request, found)
    return redirect("surveys:translations", draft.row.key)


def _text(request: HttpRequest) -> str:
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused(_("Choose the file that came back."))
    if (upload.size or 0) > LARGEST:
        raise Refused(_("This file is larger than any survey."))
    try:
        return str(upload.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused(_("This file is not text in UTF-8. Save it as “CSV UTF-8”.")) from None


def _say(request: HttpRequest, found: Read) -> None:
    count = len(found.words)
    said = ngettext("%(count)s text was taken over.", "%(count)s texts were taken over.", count)
    messages.success(request, said % {"count": count})
    if found.outdated:
        listed = ", ".join(found.outdated[:SHOWN])
        messages.warning(
            request, _("Changed since the file was made, look again: %(places)s") % {"places": listed}
        )
    if found.unknown:
        listed = ", ".join(found.unknown[:SHOWN])
        messages.warning(request, _("No longer in the survey, left out: %(places)s") % {"places": listed})


def _page(request: HttpRequest, draft: Draft, said: Mapping[str, Any]) -> HttpResponse:
    main = draft.said.languages[0]
    context = frame(draft, "translations") | {
        "main": language_name(main),
        "statuses": [
            {"name": language_name(tag), "status": status(draft.said, tag)}
            for tag in draft.said.languages[1:]
        ],
        "shown": SHOWN,
        **said,
    }
    wrong = said.get("trouble") or said.get("file_trouble")
    return render(request, "surveys/translations.html", context, status=422 if wrong else 200)
