"""Rejected rows: why, and mending them."""

import codecs

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oyez.collect import queries
from oyez.collect.changes import mending
from oyez.collect.forms import MendForm
from oyez.collect.views.imports import importer_of
from oyez.kit.errors import OyezError

ON_A_PAGE = 50


@require_GET
def rejected(request: HttpRequest) -> HttpResponse:
    """Rows that wait to be mended, of one import or of all."""
    viewer = importer_of(request)
    number = request.GET.get("import", "")
    run = queries.one_import(viewer, int(number)) if number.isdecimal() else None
    rows = queries.rejected_rows(viewer, run)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "collect/rejected.html", {"page": page, "run": run})


@require_GET
def download(request: HttpRequest, run_id: int) -> HttpResponse:
    """The rows of an import that wait, as a table to mend in a spreadsheet and add again."""
    viewer = importer_of(request)
    run = queries.one_import(viewer, run_id)
    content = (
        codecs.BOM_UTF8 + queries.rejected_as_csv(viewer, run).encode()
    )  # else spreadsheets guess the letters
    headers = {"Content-Disposition": f'attachment; filename="rejected-of-import-{run.pk}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, rejected_id: int) -> HttpResponse:
    """One rejected row: its reason and text, to be mended and taken again."""
    viewer = importer_of(request)
    found = queries.one_rejected(viewer, rejected_id)
    run = queries.import_of(found)
    form = MendForm(request.POST or None, initial={"raw": found.raw})
    if request.method == "POST" and form.is_valid():
        try:
            mending.mend(viewer, rejected_id, form.cleaned_data["raw"])
        except OyezError as error:
            form.add_error("raw", str(error))
        else:
            messages.success(request, _("The row was taken."))
            return redirect("collect:import", run.pk) if run else redirect("collect:rejected")
    context = {"row": found, "run": run, "form": form, "header": queries.header_of(viewer, found)}
    return render(request, "collect/row.html", context, status=422 if form.errors else 200)


@require_POST
def discard(request: HttpRequest, rejected_id: int) -> HttpResponse:
    """Set a row aside for good."""
    mending.discard(importer_of(request), rejected_id)
    messages.success(request, _("The row waits no more; it is kept."))
    return redirect("collect:rejected")
