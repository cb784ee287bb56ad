"""All surveys, and a new one from a template, a text or a file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.surveys import queries
from oyez.surveys.answers_counted import answers_counted
from oyez.surveys.changes import editing
from oyez.surveys.forms.beginning import BeginningForm, TextForm
from oyez.surveys.models import Survey
from oyez.surveys.naming import ABOUT, KINDS_OF_SURVEY, STATES
from oyez.surveys.starting import starts


@require_GET
def surveys(request: HttpRequest) -> HttpResponse:
    """All surveys, the one that changed last first."""
    viewer = viewer_of(request)
    rows = list(queries.surveys(viewer))
    counted = answers_counted(viewer) if rows else {}
    context = {
        "surveys": [_line(row, counted.get(row.key)) for row in rows],
        "may_write": viewer.may(Can.PROGRAMME),
    }
    return render(request, "surveys/surveys.html", context)


def _line(row: Survey, answers: int | None) -> dict[str, Any]:
    return {
        "row": row,
        "state": STATES[row.state],
        "kind": KINDS_OF_SURVEY.get(row.kind, (row.kind, ""))[0],
        "answers": answers,
    }


@require_http_methods(["GET", "POST"])
def new_survey(request: HttpRequest) -> HttpResponse:
    """A new survey: from one that comes with Oyez, or from a text or file of one's own."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    how = request.POST.get("how", "")
    language = get_language() or "en"
    beginning = BeginningForm(language, request.POST if how == "template" else None)
    text = TextForm(request.POST if how == "text" else None, request.FILES if how == "text" else None)
    for form in (beginning, text):
        if form.is_bound and form.is_valid() and (row := form.begin(viewer, editing.create)) is not None:
            messages.success(
                request, _("“%(title)s” is a draft: nobody is asked yet.") % {"title": row.title}
            )
            return redirect("surveys:builder", row.key)
    context = {"beginning": beginning, "text": text, "offered": _offered(beginning)}
    wrong = beginning.errors if how == "template" else text.errors if how == "text" else None
    return render(request, "surveys/new.html", context, status=422 if wrong else 200)


def _offered(form: BeginningForm) -> list[tuple[Any, dict[str, Any]]]:
    """Each survey to start from, beside its button."""
    said = [
        {
            "about": ABOUT.get(one.key, ""),
            "kind": KINDS_OF_SURVEY[one.definition.kind][0],
            "questions": one.questions,
        }
        for one in starts()
    ]
    return list(zip(form["template"], said, strict=True))
