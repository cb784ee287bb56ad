"""The page of a survey's questions: how the answers to each spread, with the way to its banner table."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.kit.errors import NotFound, Refused
from oyez.measure import wording
from oyez.measure.core.result import Flag
from oyez.measure.questions import pictures, words
from oyez.measure.questions.ask import Asked, questions, surveys
from oyez.measure.questions.forms import QuestionsForm

TEMPLATE = "measure/questions.html"


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """All questions of one survey, the one with most answers unless the address says another."""
    viewer = viewer_of(request)
    viewer.needs(Can.NUMBERS)
    known = surveys(viewer)
    survey = request.GET.get("survey", known[0] if known else "").strip()
    since, until = (request.GET.get(name, "").strip() for name in ("since", "until"))
    context: dict[str, Any] = {"form": QuestionsForm(known, survey, since, until), "survey": survey}
    try:
        found = questions(viewer, survey, since, until)
    except (Refused, NotFound) as refused:
        return render(request, TEMPLATE, {**context, "refused": refused}, status=refused.status)
    shown = [pictures.shown(one, words.sentence(one), survey, since, until) for one in found]
    return render(
        request,
        TEMPLATE,
        {**context, "questions": shown, "lead": _lead(survey, found), "notes": _notes(found)},
    )


def _lead(survey: str, found: list[Asked]) -> str:
    count = ngettext("%(count)d question with answers", "%(count)d questions with answers", len(found)) % {
        "count": len(found)
    }
    return f"{survey}: {count}" if survey else count


def _notes(found: list[Asked]) -> list[str]:
    """What has to be known about these numbers, each once."""
    flags = {flag for one in found for flag in one.result.flags}
    said = [wording.flag(flag) for flag in Flag if flag in flags]
    if any(one.several for one in found):
        said.append(
            _("Where several may be chosen, shares are of those who answered, and add up to more than 100%.")
        )
    return said
