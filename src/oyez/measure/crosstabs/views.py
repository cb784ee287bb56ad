"""The page of banner tables: one question and its banners in the address, one table on the page."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from oyez.company.core.scope import Viewer
from oyez.kit.errors import NotFound, Refused
from oyez.measure.choices import choices
from oyez.measure.core.crosstab.table import Crosstab
from oyez.measure.crosstabs import pictures, words
from oyez.measure.crosstabs.ask import table, usual
from oyez.measure.crosstabs.forms import CrosstabForm, Written
from oyez.measure.crosstabs.records import as_csv
from oyez.measure.fixed import fixed

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets read anything but ASCII as something else
TEMPLATE = "measure/crosstab.html"


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The table that the address asks for, or the sentence that says why it cannot be made."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the shell's middleware
    offered, written = choices(viewer), Written.in_address(request.GET)
    context: dict[str, Any] = {
        "form": CrosstabForm(written, offered, written.of or usual(viewer)),
        "query": written.query(),
        "csv": written.query(format="csv"),
    }
    try:
        found = table(viewer, written.asked())
    except (Refused, NotFound) as refused:
        return render(request, TEMPLATE, {**context, "refused": refused}, status=refused.status)
    if request.GET.get("format") == "csv":
        return _csv(found)
    return render(request, TEMPLATE, {**context, **_told(found), "link": _link(request, viewer, written)})


def _csv(found: Crosstab) -> HttpResponse:
    name = slugify("-".join(["oyez", found.of, *(one.by for one in found.banners)]))
    return HttpResponse(
        BYTE_ORDER_MARK + as_csv(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _link(request: HttpRequest, viewer: Viewer, written: Written) -> str:
    """An address that shows the same tomorrow: its period has a beginning and an end."""
    period = fixed(viewer, written.since, written.until)
    kept = replace(written, since=period["since"], until=period["until"])
    return request.build_absolute_uri(f"{request.path}?{kept.query()}")


def _told(found: Crosstab) -> dict[str, Any]:
    """Everything the page says about a table."""
    return {
        "table": found,
        "title": found.name,
        "lead": words.lead(found),
        "grid": words.grid(found),
        "picture": pictures.spread(found),
        "keys": pictures.legend(found),
        "associations": [words.association(one) for one in found.banners],
        "notes": words.notes(found),
    }
