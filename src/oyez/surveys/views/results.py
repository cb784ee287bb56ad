"""What a survey's questions were answered, wave by wave."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from oyez.surveys import fieldwork
from oyez.surveys.views.drafts import frame, opened


@require_GET
def results(request: HttpRequest, survey: str) -> HttpResponse:
    """Each question with how its answers spread, where people left, and which ways they took."""
    draft = opened(request, survey)
    key = request.GET.get("wave", "").strip()
    row = fieldwork.wave(draft.viewer, key, survey) if key else None
    return render(request, "surveys/results/results.html", frame(draft, "results") | {"wave": row})
