"""What a survey's questions were answered, in all or wave by wave."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from oyez.surveys import fieldwork, result_pages
from oyez.surveys.queries import asked_in, newest_version
from oyez.surveys.views.drafts import frame, opened


@require_GET
def results(request: HttpRequest, survey: str) -> HttpResponse:
    """Each question with how its answers spread, where people left, and which ways they took."""
    draft = opened(request, survey)
    key = request.GET.get("wave", "").strip()
    row = fieldwork.wave(draft.viewer, key, survey) if key else None
    version = row.version_id if row is not None else getattr(newest_version(draft.row), "pk", None)
    context = frame(draft, "results") | {"wave": row, "is_published": version is not None}
    if version is not None:
        context |= result_pages.page(draft.viewer, asked_in(version), row)
    return render(request, "surveys/results/results.html", context)
