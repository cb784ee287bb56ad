"""Field notes, their code book, and insights."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.kit.errors import NotAllowed, Refused
from oyez.surveys import studies as reads
from oyez.surveys.changes import studying
from oyez.surveys.forms.studies import METHODS, STATUSES, CodeForm, InsightForm, NoteForm
from oyez.surveys.models import FieldNote

A_PAGE = 25
MOST_TO_CHOOSE = 200
TONES = {"open": "wait", "confirmed": "good", "dropped": ""}


@require_GET
def studies(request: HttpRequest) -> HttpResponse:
    """Insights for who sees results; for who may read single interactions the notes, with codes to filter by."""
    viewer = viewer_of(request)
    may_read, code = viewer.may(Can.ROWS), request.GET.get("code", "").strip()
    if not may_read:
        viewer.needs(Can.NUMBERS)
    rows = reads.notes(viewer) if may_read else FieldNote.objects.none()
    chosen = [row for row in rows if code in row.codes] if code else rows
    page = Paginator(chosen, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "insights": [(row, dict(STATUSES)[row.status], TONES[row.status]) for row in _insights(viewer)],
        "page": page,
        "notes": [(row, dict(METHODS)[row.method]) for row in page],
        "codes": reads.code_book(viewer) if may_read else [],
        "code": code,
        "code_form": CodeForm(),
        "may_read": may_read,
        "may_write": viewer.may(Can.PROGRAMME),
        "names": viewer.may(Can.IDENTITIES),
    }
    return render(request, "surveys/studies/studies.html", context)


def _insights(viewer: Any) -> list[Any]:
    return list(reads.insights(viewer)) if viewer.may(Can.NUMBERS) else []


@require_http_methods(["GET", "POST"])
def new_note(request: HttpRequest) -> HttpResponse:
    """A note, as soon as possible after it was heard."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    form = NoteForm(request.POST if request.method == "POST" else None)

    def keep() -> None:
        studying.write_note(viewer, form.written)

    return _kept(request, form, keep, _("Write a field note"))


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, note: int) -> HttpResponse:
    """A note, to read and for those who run the programme to change."""
    viewer = viewer_of(request)
    row: FieldNote = reads.note(viewer, note)
    may_write = viewer.may(Can.PROGRAMME)
    if request.method == "POST" and not may_write:
        raise NotAllowed(_("Only those who run the programme change notes."))
    form = NoteForm(request.POST if request.method == "POST" else None, row=row)

    def keep() -> None:
        studying.change_note(viewer, note, form.written)

    subject = row.subject if viewer.may(Can.IDENTITIES) else ""
    return _kept(
        request, form, keep, _("Field note"), row=row, may_write=may_write, subject=subject,
        method=dict(METHODS)[row.method],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new_insight(request: HttpRequest) -> HttpResponse:
    """What two notes or more say."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    form = InsightForm(
        reads.notes(viewer)[:MOST_TO_CHOOSE], request.POST if request.method == "POST" else None
    )

    def keep() -> None:
        said = form.cleaned_data
        studying.write_insight(viewer, said["statement"], [int(one) for one in said["notes"]], said["use"])

    if request.method != "POST":
        form.initial["status"] = "open"
    return _kept(request, form, keep, _("Write down an insight"))


@require_http_methods(["GET", "POST"])
def insight(request: HttpRequest, insight: int) -> HttpResponse:
    """An insight, its notes, and where it went."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    row = reads.insight(viewer, insight)
    form = InsightForm(
        reads.notes(viewer)[:MOST_TO_CHOOSE], request.POST if request.method == "POST" else None, row=row
    )

    def keep() -> None:
        said = form.cleaned_data
        studying.change_insight(
            viewer, insight, said["statement"], [int(one) for one in said["notes"]],
            status=said["status"], use=said["use"],
        )  # fmt: skip

    return _kept(request, form, keep, _("Insight"))


def _kept(
    request: HttpRequest,
    form: Any,
    keep: Callable[[], None],
    title: str,
    *,
    may_write: bool = True,
    **more: Any,
) -> HttpResponse:
    """Save a form; what stands in its way is said beside what was typed."""
    if form.is_bound and form.is_valid():
        try:
            keep()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept."))
            return redirect("surveys:studies")
    context = {"form": form, "title": title, "may_write": may_write, **more}
    return render(request, "surveys/studies/form.html", context, status=422 if form.errors else 200)


@require_POST
def define_code(request: HttpRequest) -> HttpResponse:
    """What a code of the book means."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    form = CodeForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("A code is one word, and it means something."))
        studying.define_code(viewer, form.cleaned_data["key"], form.cleaned_data["meaning"])
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The code book says so now."))
    return redirect("surveys:studies")
