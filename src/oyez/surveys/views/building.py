"""The builder: the questions of a draft in order, added, moved, copied and removed by plain forms."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from oyez.kit.errors import Refused
from oyez.surveys.changes import editing
from oyez.surveys.comments import open_comments
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.editing import pages, questions
from oyez.surveys.core.editing.fresh import fresh
from oyez.surveys.core.words import say
from oyez.surveys.naming import BECAME, GROUPS, KINDS_OF_QUESTION
from oyez.surveys.outline import outline
from oyez.surveys.views.drafts import Draft, frame, opened, revision, saved

Edit = Callable[[Definition, str], Definition]
EDITS: dict[str, Edit] = {
    "up": lambda said, id: questions.move(said, id, "up"),
    "down": lambda said, id: questions.move(said, id, "down"),
    "copy": questions.copy,
    "remove": questions.remove,
    "join": pages.join,
    "split": pages.split,
}


@require_GET
def builder(request: HttpRequest, survey: str) -> HttpResponse:
    """The questions of a draft, page by page."""
    draft = opened(request, survey)
    context = frame(draft, "questions") | {
        "sheets": outline(draft.said, open_comments(draft.viewer, draft.row)),
        "groups": [
            (title, [(kind, KINDS_OF_QUESTION[kind][0]) for kind in kinds]) for title, kinds in GROUPS
        ],
        "places": [(one.id, say(one.text, draft.said.languages)) for one in draft.said.questions],
        "losses": [one | {"became": BECAME.get(one["became"], one["became"])} for one in draft.row.losses],
        "at": request.GET.get("at", ""),
        "did": request.GET.get("did", ""),
    }
    return render(request, "surveys/builder.html", context)


@require_POST
def add_question(request: HttpRequest, survey: str) -> HttpResponse:
    """A question of a kind, which can be asked as it stands; then its form."""
    draft = opened(request, survey, to_change=True)
    new = fresh(draft.said, request.POST.get("type", ""))
    after = request.POST.get("after", "")
    said = _tried(request, draft, lambda: questions.add(draft.said, new, after))
    return redirect("surveys:question", survey, new.id) if said else redirect("surveys:builder", survey)


@require_POST
def arrange(request: HttpRequest, survey: str) -> HttpResponse:
    """One step of putting questions in order: `do` says what, and with which question."""
    draft = opened(request, survey, to_change=True)
    verb, _space, id = request.POST.get("do", "").partition(" ")
    if verb not in EDITS:
        raise Refused(_("A question can be moved, copied or removed."))
    questions.question(draft.said, id)
    if _tried(request, draft, lambda: EDITS[verb](draft.said, id)) and verb == "remove":
        messages.success(request, _("“%(question)s” is removed; undo brings it back.") % {"question": id})
    at = questions.copied(draft.said, id) if verb == "copy" else id
    return redirect(f"{reverse('surveys:builder', args=[survey])}?{urlencode({'at': at, 'did': verb})}")


def _tried(request: HttpRequest, draft: Draft, edit: Callable[[], Definition]) -> bool:
    """Save an edit; what stands in its way is said, and nothing is changed."""
    try:
        saved(draft, edit(), revision(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    return True


@require_POST
def undo(request: HttpRequest, survey: str) -> HttpResponse:
    """One step back."""
    return _stepped(request, survey, editing.undo, _("The last change is undone."))


@require_POST
def redo(request: HttpRequest, survey: str) -> HttpResponse:
    """One step forward again."""
    return _stepped(request, survey, editing.redo, _("The change is there again."))


def _stepped(request: HttpRequest, survey: str, step: Callable[..., object], said: str) -> HttpResponse:
    draft = opened(request, survey, to_change=True)
    try:
        step(draft.viewer, survey)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("surveys:builder", survey)
