"""What chosen people say about a draft, question by question: their page, and the list for whoever settles it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oyez.journal.queries import scales
from oyez.kit.errors import NotFound, Refused
from oyez.surveys.changes import trying
from oyez.surveys.comments import comments as all_comments
from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.reading import definition
from oyez.surveys.core.words import chain, is_right_to_left, say
from oyez.surveys.models import DraftComment, Survey
from oyez.surveys.naming import language
from oyez.surveys.outline import ends_of
from oyez.surveys.views.drafts import Draft, frame, opened

WHOLE = "survey"  # the name of the box about the whole survey


@require_GET
def comments(request: HttpRequest, survey: str) -> HttpResponse:
    """All comments by question; and links for those who may comment."""
    return _page(request, opened(request, survey))


@require_POST
def invite(request: HttpRequest, survey: str) -> HttpResponse:
    """A link for a named person, shown once to be passed on."""
    draft = opened(request, survey, to_change=True)
    try:
        link = trying.comment_link(draft.viewer, draft.row, request.POST.get("name", ""))
    except Refused as refusal:
        return _page(request, draft, trouble=str(refusal))
    return _page(request, draft, link=link, name=request.POST["name"])


@require_POST
def settle(request: HttpRequest, survey: str, comment: int) -> HttpResponse:
    """A comment that was heard."""
    draft = opened(request, survey, to_change=True)
    trying.settle(draft.viewer, survey, comment)
    return redirect("surveys:comments", survey)


def _page(request: HttpRequest, draft: Draft, **said: Any) -> HttpResponse:
    found = list(all_comments(draft.viewer, draft.row))
    texts = {one.id: draft.say(one.text) for one in draft.said.questions}
    asked = list(dict.fromkeys([*texts, *(row.question for row in found)]))
    groups = [
        (
            texts.get(id)
            or (id and _("%(name)s, no longer in the draft") % {"name": id})
            or _("The whole survey"),
            rows,
        )
        for id in asked
        if (rows := [row for row in found if row.question == id])
    ]
    context = frame(draft, "comments") | {"groups": groups} | said
    return render(request, "surveys/comments.html", context, status=422 if said.get("trouble") else 200)


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """The draft for somebody outside who was given its address: every question, and room to say something."""
    row, who = trying.commenter(token)
    said = definition(row.draft, scales())
    trouble, typed = "", _typed(request, said)
    if request.method == "POST" and typed:
        try:
            trying.comment_as(row, who, typed)
        except (Refused, NotFound) as error:
            trouble = str(error)
        else:
            messages.success(request, _("Thank you. What you wrote is with us."))
            return redirect(request.get_full_path())
    elif request.method == "POST":
        trouble = _("Nothing was written yet: use any of the boxes, then send.")
    context = _context(request, row, said, who) | {"trouble": trouble, "questions": []}
    mine = list(row.comments.filter(by=who).order_by("at", "pk"))
    context["questions"] = [_asked(one, said, context["order"], mine, typed) for one in said.questions]
    context["whole"] = [one for one in mine if not one.question]
    context["whole_typed"] = typed.get("", "")
    return render(request, "surveys/draft.html", context, status=422 if trouble else 200)


def _typed(request: HttpRequest, said: Definition) -> dict[str, str]:
    """What was written, by question; the whole survey has no name."""
    found = {name: request.POST.get(f"about-{name or WHOLE}", "").strip() for name in (*said.by_id, "")}
    return {name: text for name, text in found.items() if text}


def _context(request: HttpRequest, row: Survey, said: Definition, who: str) -> dict[str, Any]:
    wanted = request.GET.get("lang") or request.headers.get("Accept-Language", "").split(",")[0].split(";")[0]
    order = chain([wanted.strip()], said.languages)
    return {
        "survey": row,
        "who": who,
        "order": order,
        "title": say(said.title, order),
        "intro": say(said.intro, order),
        "tag": order[0],
        "is_right_to_left": is_right_to_left(order[0]),
        "languages": [(tag, language(tag)) for tag in said.languages if tag != order[0]],
    }


def _asked(
    one: Question, said: Definition, order: tuple[str, ...], mine: list[DraftComment], typed: dict[str, str]
) -> dict[str, Any]:
    return {
        "id": one.id,
        "text": say(one.text, order),
        "help": say(one.help, order),
        "ends": ends_of(one, order),
        "choices": [say(option.text, order) for option in (*one.options, *one.rows)],
        "is_for_some": bool(one.when),
        "mine": [comment for comment in mine if comment.question == one.id],
        "typed": typed.get(one.id, ""),
    }
