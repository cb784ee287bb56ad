"""One question of a draft: its texts in all languages, its options, when it is shown."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from oyez.kit.errors import NotFound, Refused
from oyez.kit.places import DefinitionError
from oyez.surveys.comments import comments
from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.editing import options, questions
from oyez.surveys.core.editing.options import Which
from oyez.surveys.core.editing.renaming import rename
from oyez.surveys.forms.choices import FLAGS, field_name
from oyez.surveys.forms.question import QuestionForm
from oyez.surveys.naming import KINDS_OF_QUESTION, language
from oyez.surveys.views.drafts import Draft, frame, opened, revision, saved

STEPS = ("option-up", "option-down", "option-remove")


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # the preview beside the form
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, survey: str, question: str) -> HttpResponse:
    """The question's form; what was typed stays when it cannot be saved."""
    draft = opened(request, survey, to_change=request.method == "POST")
    one = questions.question(draft.said, question)
    if request.method == "GET":
        return _page(request, draft, one, QuestionForm(draft.said, one), draft.row.revision)
    form, over = QuestionForm(draft.said, one, request.POST), revision(request)
    verb, _space, at = request.POST.get("do", "save").partition(" ")
    if form.is_valid():
        try:
            new = _with_step(form, verb, at)
            saved(draft, _placed(draft.said, one, new, form.cleaned_data["id"]), over)
        except (Refused, NotFound) as error:
            form.add_error(None, error.sentence if isinstance(error, DefinitionError) else str(error))
            if over != draft.row.revision:
                form.add_error(None, _("Save again to put this question into the newest draft."))
        else:
            return _after(request, draft, form.cleaned_data["id"], verb, at)
    return _page(request, draft, one, form, draft.row.revision)


def _with_step(form: QuestionForm, verb: str, at: str) -> Question:
    """The question as typed, and one of its options moved or removed where that was asked for."""
    new = form.question()
    if verb not in STEPS or form.which is None or not at.isdecimal():
        return new
    rows = [row for row in form.rows if row.at == int(at) and (row.words or row.key)]
    return _stepped(new, form.which, verb, rows[0].option().key) if rows else new


def _stepped(new: Question, which: Which, verb: str, key: str) -> Question:
    if verb == "option-remove":
        return options.remove(new, which, key)
    return options.move(new, which, key, -1 if verb == "option-up" else 1)


def _placed(said: Definition, old: Question, new: Question, name: str) -> Definition:
    """The changed question in its place, under its new name everywhere."""
    return rename(questions.change(said, old.id, new), old.id, name)


def _after(request: HttpRequest, draft: Draft, name: str, verb: str, at: str) -> HttpResponse:
    """On with this question after a step among its options, else back to the list."""
    key = draft.row.key
    if verb in (*STEPS, "more"):
        place = int(at) + {"option-up": -1, "option-down": 1}.get(verb, 0) if at.isdecimal() else 0
        address = reverse("surveys:question", args=[key, name])
        return redirect(f"{address}?did={verb}&at={max(place, 0)}")
    messages.success(request, _("“%(question)s” is saved in the draft.") % {"question": name})
    return redirect(f"{reverse('surveys:builder', args=[key])}?at={name}&did=edit")


def _page(request: HttpRequest, draft: Draft, one: Question, form: QuestionForm, over: int) -> HttpResponse:
    ids = list(draft.said.by_id)
    at = ids.index(one.id)
    context = frame(draft, "questions") | {
        "question": one,
        "name": draft.say(one.text),
        "kind_of_question": KINDS_OF_QUESTION.get(one.type, (one.type, "")),
        "form": form,
        "over": over,
        "rows": [_row(form, place) for place in range(len(form.rows))],
        "before": ids[at - 1] if at else "",
        "after": ids[at + 1] if at + 1 < len(ids) else "",
        "number": at + 1,
        "page_number": next(n for n, page in enumerate(draft.said.pages) if one in page),
        "comments": comments(draft.viewer, draft.row).filter(question=one.id),
        "did": request.GET.get("did", ""),
        "did_at": request.GET.get("at", ""),
    }
    return render(request, "surveys/question.html", context, status=422 if form.errors else 200)


def _row(form: QuestionForm, place: int) -> dict[str, Any]:
    row = form.rows[place]
    return {
        "at": row.at,
        "place": str(row.at),
        "number": row.at + 1,
        "key": row.key,
        "texts": [(field_name(row, tag), tag, language(tag), text) for tag, text in row.texts],
        "flags": [(flag, flag in row.flags) for flag in FLAGS],
        "is_filled": bool(row.words or row.key),
        "is_first": place == 0,
        "is_last": place + 1 == len(form.rows) or not form.rows[place + 1].words,
    }
