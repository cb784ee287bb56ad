"""The page of banner tables: one question and its banners in the address, one table on the page."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from oyez.company.asking import viewer_of
from oyez.company.core.scope import Viewer
from oyez.kit.errors import NotFound, Refused
from oyez.kit.sheets.writing import asked_format, download
from oyez.measure.choices import choices
from oyez.measure.core.crosstab.table import Crosstab
from oyez.measure.crosstabs import pictures, words
from oyez.measure.crosstabs.ask import table, usual
from oyez.measure.crosstabs.forms import CrosstabForm, Written
from oyez.measure.fixed import fixed
from oyez.measure.sheets.crosstabs import crosstab_sheet

TEMPLATE = "measure/crosstab.html"


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """The table that the address asks for, or the sentence that says why it cannot be made."""
    viewer = viewer_of(request)
    offered, written = choices(viewer), Written.in_address(request.GET)
    written = written if written.of else replace(written, of=usual(offered.metrics))
    context: dict[str, Any] = {
        "form": CrosstabForm(written, offered, written.of),
        "query": written.query(),
    }
    format = asked_format(request)
    try:
        found = table(viewer, written.asked())
    except (Refused, NotFound) as refused:
        return render(request, TEMPLATE, {**context, "refused": refused}, status=refused.status)
    if format:
        return download(crosstab_sheet(viewer, found), format)
    return render(request, TEMPLATE, {**context, **_told(found), "link": _link(request, viewer, written)})


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
