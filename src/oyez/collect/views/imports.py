"""Imports: adding a file, saying what is in it, looking before, running, watching."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oyez.collect import drafts, queries
from oyez.collect.changes import foreseeing, mending, starting, uploads
from oyez.collect.forms import NewsForm, ReadingForm, UploadForm
from oyez.collect.models import Import
from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.errors import OyezError

ON_A_PAGE = 25


def importer_of(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    viewer.needs(Can.IMPORTS)
    return viewer


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """All imports, and a place to add a file."""
    viewer = importer_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _added(request, viewer, uploads.keep(viewer, form.cleaned_data["file"]))
        except OyezError as error:
            form.add_error(None, str(error))
    page = Paginator(queries.imports(viewer), ON_A_PAGE).get_page(request.GET.get("page"))
    status = 422 if form.errors else 200
    return render(request, "collect/imports.html", {"form": form, "page": page}, status=status)


def _added(request: HttpRequest, viewer: Viewer, path: Path) -> HttpResponse:
    """A file of rejected rows that comes back mended is taken at once; any other is looked at first."""
    if path.is_dir() or not mending.is_mended_file(viewer, path):
        return redirect("collect:import", drafts.draft_of(viewer, path).pk)
    try:
        found = mending.mend_file(viewer, path)
    finally:
        uploads.remove(path)
    _say_mended(request, found.taken, found.left)
    for reason, rows in found.reasons.most_common(5):
        messages.warning(request, f"{rows:,} × {reason}")
    return redirect("collect:import", found.run.pk) if found.run else redirect("collect:rejected")


@require_GET
def one(request: HttpRequest, run_id: int) -> HttpResponse:
    """One import: its columns before it begins, its progress and its report after."""
    viewer = importer_of(request)
    run = queries.one_import(viewer, run_id)
    if run.state == Import.State.DRAFT:
        return _draft_page(request, run, ReadingForm(initial=drafts.initial(run)))
    return render(request, "collect/import.html", _progress_of(viewer, run))


@require_GET
def progress(request: HttpRequest, run_id: int) -> HttpResponse:
    """The part of the page that changes while an import runs."""
    viewer = importer_of(request)
    run = queries.one_import(viewer, run_id)
    return render(request, "collect/progress.html", _progress_of(viewer, run))


@require_POST
def choose(request: HttpRequest, run_id: int) -> HttpResponse:
    """Say what is in the file, and look again."""
    viewer = importer_of(request)
    run = queries.one_import(viewer, run_id)
    form = ReadingForm(request.POST)
    if not form.is_valid():
        return _draft_page(request, run, form)
    mapping = form.chosen_mapping()
    columns = drafts.columns_said(request.POST, mapping) if mapping.name == run.mapping else {}
    starting.choose(viewer, run.pk, mapping, form.chosen(columns))
    return redirect("collect:import", run.pk)


@require_POST
def foresee(request: HttpRequest, run_id: int) -> HttpResponse:
    """What would happen if recent rows counted as news; nothing is written but that somebody looked."""
    viewer = importer_of(request)
    run = queries.one_import(viewer, run_id)
    form = NewsForm(request.POST)
    if form.is_valid():
        foreseeing.foresee(viewer, run.pk, form.cleaned_data["as_of"])
        return redirect("collect:import", run.pk)
    return _draft_page(request, run, ReadingForm(initial=drafts.initial(run)), form)


@require_POST
def start(request: HttpRequest, run_id: int) -> HttpResponse:
    """Begin: as history, or as news after what would happen was seen."""
    viewer = importer_of(request)
    if request.POST.get("as") != "news":
        foreseeing.forget(viewer, run_id)
    starting.start(viewer, run_id, Import.Runner.WORKER)
    return redirect("collect:import", run_id)


@require_POST
def pause(request: HttpRequest, run_id: int) -> HttpResponse:
    """Stop after the rows at hand."""
    starting.pause(importer_of(request), run_id)
    return redirect("collect:import", run_id)


@require_POST
def go_on(request: HttpRequest, run_id: int) -> HttpResponse:
    """Go on where it stopped."""
    starting.go_on(importer_of(request), run_id, Import.Runner.WORKER)
    return redirect("collect:import", run_id)


@require_POST
def replay(request: HttpRequest, run_id: int) -> HttpResponse:
    """Try the rejected rows again as they are."""
    viewer = importer_of(request)
    taken, left = mending.replay(viewer, queries.one_import(viewer, run_id))
    _say_mended(request, taken, left)
    return redirect("collect:import", run_id)


@require_POST
def remove(request: HttpRequest, run_id: int) -> HttpResponse:
    """Forget a file that was never taken in."""
    starting.remove_draft(importer_of(request), run_id)
    messages.success(request, _("The file was removed; nothing of it had been taken in."))
    return redirect("collect:imports")


def _say_mended(request: HttpRequest, taken: int, left: int) -> None:
    said = ngettext(
        "%(taken)s row was taken, %(left)s still wait.",
        "%(taken)s rows were taken, %(left)s still wait.",
        taken,
    )
    messages.success(request, said % {"taken": taken, "left": left})


def _draft_page(
    request: HttpRequest, run: Import, form: ReadingForm, news: NewsForm | None = None
) -> HttpResponse:
    viewer = importer_of(request)
    context: dict[str, Any] = {
        "run": run,
        "form": form,
        "news": news or NewsForm(),
        "steps": _steps(run),
        **drafts.looked_at(viewer, run),
    }
    return render(request, "collect/draft.html", context, status=422 if form.errors else 200)


def _progress_of(viewer: Viewer, run: Import) -> dict[str, Any]:
    sorts = queries.sorts_of_reasons(viewer, run)
    waiting = queries.rejected_rows(viewer, run).count()
    return {
        "run": run,
        "steps": _steps(run),
        "sorts": sorts,
        "waiting": waiting,
        "seconds_left": run.seconds * (1 / run.share - 1) if run.share > 0.02 else None,
    }


def _last_step(at: int) -> str:
    return (_("Take the rows in"), _("Take the rows in"), _("Taking rows in"), _("Rows taken in"))[at]


def _steps(run: Import) -> list[dict[str, Any]]:
    """Where the import stands, in three steps."""
    at = {Import.State.DRAFT: 1, Import.State.DONE: 3}.get(Import.State(run.state), 2)
    words = (_("File added"), _("Match the columns") if at == 1 else _("Columns matched"), _last_step(at))
    states = ["done" if place < at else "current" if place == at else "" for place in range(3)]
    return [{"words": word, "state": state} for word, state in zip(words, states, strict=True)]
