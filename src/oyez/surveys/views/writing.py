"""A draft as text: all that a survey can say, with the line of whatever is wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from oyez.kit.errors import NotFound, Refused
from oyez.kit.places import DefinitionError
from oyez.surveys.changes import editing
from oyez.surveys.core.reading import problem
from oyez.surveys.views.drafts import frame, opened, revision

AROUND = 2


@require_http_methods(["GET", "POST"])
def yaml(request: HttpRequest, survey: str) -> HttpResponse:
    """The draft as YAML; what was typed stays when it cannot be saved."""
    draft = opened(request, survey, to_change=request.method == "POST")
    context = frame(draft, "yaml") | {"text": draft.row.draft, "over": draft.row.revision}
    if request.method == "GET":
        return render(request, "surveys/yaml.html", context)
    text, over = request.POST.get("text", "").replace("\r\n", "\n"), revision(request)
    context |= {"text": text}
    if request.POST.get("do") == "check":
        wrong = problem(text)
        context |= {"checked": wrong is None} | (_wrong(text, wrong) if wrong else {})
        return render(request, "surveys/yaml.html", context, status=422 if wrong else 200)
    try:
        editing.edit(draft.viewer, survey, text, over)
    except (Refused, NotFound) as error:
        context |= _wrong(text, error) | _overtaken(draft.row.revision, over)
        return render(request, "surveys/yaml.html", context, status=422)
    messages.success(request, _("Saved as the draft. What is asked changes when you publish."))
    return redirect("surveys:yaml", survey)


def _wrong(text: str, error: Exception) -> dict[str, object]:
    """The sentence, and the lines around the place that it names."""
    line = error.place.line if isinstance(error, DefinitionError) else 0
    lines = text.split("\n")
    first = max(1, line - AROUND)
    around = range(first, min(len(lines), line + AROUND) + 1) if line else ()
    shown = [{"number": at, "text": lines[at - 1], "is_wrong": at == line} for at in around]
    return {"wrong": str(error), "wrong_lines": shown}


def _overtaken(now: int, over: int) -> dict[str, object]:
    """What was typed is kept; the newest draft lies beside it to compare with."""
    return {"overtaken": True} if now != over else {}
