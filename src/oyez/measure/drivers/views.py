"""The drivers page: one survey in the address, what drives its overall score on the page."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from oyez.company.asking import viewer_of
from oyez.company.core.scope import Viewer
from oyez.kit.errors import NotFound, Refused
from oyez.kit.sheets.writing import asked_format, download
from oyez.measure.drivers import pictures, words
from oyez.measure.drivers.ask import Told, drivers, usual
from oyez.measure.drivers.forms import DriversForm, in_address
from oyez.measure.drivers.records import compares
from oyez.measure.drivers.studies import studies
from oyez.measure.sheets.driven import drivers_sheet

LIFTS = 3


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """What drives the overall score, or the sentence that says why that cannot be told."""
    viewer = viewer_of(request)
    known = studies(viewer)
    chosen = known.get(request.GET.get("survey", "")) or usual(known)
    context: dict[str, Any] = {
        "form": DriversForm(request.GET, known, chosen),
        "more_is_open": any(request.GET.get(name) for name in ("since", "until", "where")),
    }
    format = asked_format(request)
    given = in_address(request.GET)
    try:
        told = drivers(viewer, given)
        if format:
            return download(drivers_sheet(viewer, given, told), format)
    except (Refused, NotFound) as refused:
        status = refused.status if request.GET else 200  # who asked nothing yet made no mistake
        return render(request, "measure/drivers.html", {**context, "refused": refused}, status=status)
    return render(request, "measure/drivers.html", {**context, **_told(viewer, told)})


def _told(viewer: Viewer, told: Told) -> dict[str, Any]:
    """Everything the page says; pictures only where the ratings explain enough."""
    found = told.analysis
    said = {
        "lead": words.lead(told),
        "basis": words.basis(told),
        "notes": words.notes(told),
        "causal": words.causal(told),
        "survey": told.study.survey,
        "count": len(found.drivers),
    }
    if not found.explains_enough:
        return said
    return {
        **said,
        "bars": pictures.importance(told),
        "bars_table": pictures.importance_table(told),
        "map": pictures.priorities(told),
        "map_table": pictures.priorities_table(told),
        "lifts": [words.lift_sentence(told, one) for one in found.drivers[:LIFTS]],
        "comparison": pictures.comparison_table(told) if compares(viewer) else None,
    }
