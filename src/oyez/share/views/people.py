"""Finding people, one person's story, and what may be done about them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.clock import now
from oyez.kit.errors import NotFound
from oyez.people.queries import Known, preferences
from oyez.share import changes
from oyez.share.core.pseudonyms import pseudonym
from oyez.share.core.timeline import GROUPS, happened, months, open_promises, trying
from oyez.share.exports import export_person
from oyez.share.forms import JoinForm, NoteForm, RevealForm
from oyez.share.page import Page
from oyez.share.queries import identity
from oyez.share.queries import people as queries
from oyez.share.queries.cases import of_person
from oyez.share.queries.people import SHOWN_EVENTS, Story
from oyez.share.sentences import (
    ago,
    entry,
    identifier_name,
    in_words,
    intent_words,
    language_name,
    month_heading,
    promise,
    title,
)
from oyez.share.views.asking import number_of

MOST_EVENTS = 1_000
MOST_PROMISES = 3
REACH = ("channel", "time", "language", "offers")


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Find somebody."""
    viewer = viewer_of(request)
    viewer.needs(Can.ROWS)
    text = request.GET.get("q", "").strip()[:200]
    found = queries.search(viewer, text) if text else []
    if len(found) == 1 and request.GET.get("go") == "1":
        return redirect("share:person", found[0].person.pk)
    context = {
        "q": text,
        "found": found,
        "most": queries.SHOWN,
        "pseudonymous": queries.is_pseudonymous(viewer),
    }
    return render(request, "share/people.html", context)


@never_cache
@require_GET
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person's story across all channels."""
    known = queries.visible(viewer_of(request), person_id)
    if known.person.pk != person_id:
        return redirect("share:person", known.person.pk)
    return _page(request, known)


def _page(request: HttpRequest, known: Known, **forms: Any) -> HttpResponse:
    page = Page(viewer_of(request))
    viewer = page.viewer
    revealed = queries.is_pseudonymous(viewer) and queries.has_revealed(viewer, known.person.pk)
    only = request.GET.get("only", "")
    only = only if only in GROUPS else ""
    limit = number_of(request, "show", SHOWN_EVENTS, MOST_EVENTS)
    story = queries.story(viewer, known, only=only, limit=limit)
    context: dict[str, Any] = {
        "person": known.person,
        "name": queries.name_of(viewer, known.person, revealed),
        "pseudonym": pseudonym(known.person.pk),
        "pseudonymous": queries.is_pseudonymous(viewer) and not revealed,
        "revealed": revealed,
        "knows_names": viewer.may(Can.IDENTITIES),
        "identifiers": [
            (identifier_name(row.kind), row.value) for row in queries.identifiers(viewer, known, revealed)
        ],
        "phone": _phone(viewer, known),
        "language": language_name(known.person.language),
        "absorbed": known.absorbed,
        "preferences": preferences(known),
        "contacts": identity.contacts(viewer, {known.person.pk}) if viewer.may(Can.IDENTITIES) else [],
        "cases": of_person(viewer, known),
        "segments": _segments(only),
        "months": [
            (month_heading(month), [entry(page, event) for event in month.events])
            for month in months(story.events)
        ],
        "story": story,
        "show_more": _more(only, limit),
        "only": only,
        "reveal_form": RevealForm(),
        "note_form": NoteForm(),
        **_now(page, story, preferences_of(known)),
    }
    status = 422 if forms else 200
    return render(request, "share/person.html", context | forms, status=status)


def _phone(viewer: Viewer, known: Known) -> str:
    if not viewer.may(Can.IDENTITIES):
        return ""
    return next((row.value for row in known.identifiers if row.kind == "phone"), "")


def preferences_of(known: Known) -> dict[str, str]:
    """The newest value of each preference."""
    found: dict[str, str] = {}
    for row in preferences(known):
        found.setdefault(row.name, row.value)
    return found


def _now(page: Page, story: Story, likes: dict[str, str]) -> dict[str, Any]:
    """What happened last, what they were trying to do, how they like it, what was promised."""
    moment = now()
    wanted = trying(story.recent, moment)
    last = happened(story.recent, wanted)
    reach = [likes[name] for name in REACH if name in likes and name != "offers"]
    rest = [f"{in_words(name)}: {value}" for name, value in likes.items() if name not in REACH[:3]]
    return {
        "happened": f"{title(last)}, {ago(page, last.at)}" if last else "",
        "happened_entry": entry(page, last) if last else None,
        "wanted": intent_words(wanted) if wanted else "",
        "wanted_when": ago(page, wanted.at) if wanted else "",
        "likes": ", ".join([*reach, *rest]),
        "promises": [promise(page, one) for one in open_promises(story.promises, moment)][:MOST_PROMISES],
    }


def _segments(only: str) -> list[dict[str, Any]]:
    words = {
        "": _("All"),
        "said": _("Said"),
        "bought": _("Bought"),
        "visits": _("Visits"),
        "cases": _("Cases"),
    }
    return [
        {"words": said, "url": f"?only={name}" if name else "?", "current": name == only}
        for name, said in words.items()
    ]


def _more(only: str, limit: int) -> str:
    following = f"show={min(MOST_EVENTS, limit + 4 * SHOWN_EVENTS)}"
    return f"?only={only}&{following}" if only else f"?{following}"


@require_POST
def reveal(request: HttpRequest, person_id: int) -> HttpResponse:
    """An analyst says why they need to know who this is."""
    viewer = viewer_of(request)
    known = queries.visible(viewer, person_id)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return _page(request, known, reveal_form=form)
    changes.reveal(viewer, person_id, form.cleaned_data["reason"])
    return redirect("share:person", person_id)


@require_POST
def note(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down what was said or promised."""
    page = Page(viewer_of(request))
    known = queries.visible(page.viewer, person_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, known, note_form=form, writing=True)
    changes.note(page.viewer, person_id, form.cleaned_data["text"], form.due_in(page.zone))
    messages.success(request, _("It is written down and shows here in a moment."))
    return redirect("share:person", person_id)


@require_POST
def kept(request: HttpRequest, person_id: int) -> HttpResponse:
    """A promise was kept."""
    seq = request.POST.get("promise", "")
    if not seq.isdecimal():
        raise NotFound(_("There is no such promise."))
    changes.keep_promise(viewer_of(request), person_id, int(seq))
    messages.success(request, _("Good. The promise is marked as kept in a moment."))
    return redirect("share:person", person_id)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, person_id: int) -> HttpResponse:
    """Choose the other record of the same person, and confirm it."""
    viewer = viewer_of(request)
    viewer.needs(Can.IDENTITIES)
    known = queries.visible(viewer, person_id)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        changes.join(viewer, known.person.pk, form.cleaned_data["other"], form.cleaned_data["reason"])
        messages.success(request, _("The two records are joined. You can part them again below."))
        return redirect("share:person", known.person.pk)
    text = request.GET.get("q", "").strip()[:200]
    found = [one for one in queries.search(viewer, text) if one.person.pk != known.person.pk] if text else []
    context = {"person": known.person, "q": text, "found": found, "form": form}
    return render(request, "share/join.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, person_id: int, absorbed_id: int) -> HttpResponse:
    """They were two after all: confirm it."""
    viewer = viewer_of(request)
    viewer.needs(Can.IDENTITIES)
    known = queries.visible(viewer, person_id)
    other = next((row for row in known.absorbed if row.pk == absorbed_id), None)
    if other is None:
        raise NotFound(_("These two records are not joined."))
    if request.method == "POST":
        changes.part(viewer, person_id, absorbed_id)
        messages.success(request, _("They are two people again, each with their own history."))
        return redirect("share:person", person_id)
    own = identity.of_records(viewer, [known.person.pk, other.pk])
    context = {"person": known.person, "other": other, "own": own[known.person.pk], "others": own[other.pk]}
    return render(request, "share/part.html", context)


@never_cache
@require_GET
def export(request: HttpRequest, person_id: int) -> HttpResponse:
    """Everything about one person, as a file."""
    found = export_person(viewer_of(request), person_id)
    answer = JsonResponse(found, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="person-{person_id}.json"'
    return answer
