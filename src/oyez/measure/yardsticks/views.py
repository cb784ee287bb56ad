"""Benchmarks and indices: everybody who sees numbers may look, the programme enters them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.charts import numerals
from oyez.kit.errors import NotFound, Refused
from oyez.measure import choices, wording
from oyez.measure.core.result import Card
from oyez.measure.core.scores.compared import AVERAGED
from oyez.measure.queries import benchmarks, indices
from oyez.measure.yardsticks import changes
from oyez.measure.yardsticks.forms import BenchmarkForm, IndexForm


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """All that was entered, and the forms to enter more for those who may."""
    return _page(request)


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Write a published figure down."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    form = BenchmarkForm(_scores(viewer), request.POST)
    if form.is_valid():
        try:
            changes.enter_benchmark(viewer, form.wanted())
        except (Refused, NotFound) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The benchmark stands beside its metric from now on."))
            return redirect("measure:benchmarks")
    return _page(request, benchmark=form)


@require_POST
def weigh(request: HttpRequest) -> HttpResponse:
    """Give an index a new version."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    form = IndexForm(request.POST)
    if form.is_valid():
        try:
            made = changes.set_index(viewer, form.cleaned_data["name"], form.cleaned_data["weights"])
        except (Refused, NotFound) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(index)s can be asked for like any metric.") % {"index": str(made)})
            return redirect("measure:benchmarks")
    return _page(request, index=form)


@require_POST
def remove(request: HttpRequest, benchmark: int) -> HttpResponse:
    """Take a published figure away."""
    changes.remove_benchmark(viewer_of(request), benchmark)
    messages.success(request, _("The benchmark is gone; the audit trail keeps it."))
    return redirect("measure:benchmarks")


def _page(
    request: HttpRequest, benchmark: BenchmarkForm | None = None, index: IndexForm | None = None
) -> HttpResponse:
    viewer = viewer_of(request)
    cards = _scores(viewer)
    known = {card.name: card for card in cards}
    context: dict[str, Any] = {
        "benchmarks": [
            {"row": row, "metric": choices.called(card), "value": wording.number(card, row.value, row.n or 0),
             "day": date_format(row.dated, "M Y"), "n": numerals.number(row.n) if row.n else ""}
            for row in benchmarks(viewer)
            if (card := known.get(row.metric)) is not None
        ],
        "indices": [
            {"name": one.name, "version": one.version,
             "parts": ", ".join(f"{name} {numerals.percent(weight)}" for name, weight in one.weights.items())}
            for one in indices(viewer)
        ],
    }  # fmt: skip
    if viewer.may(Can.PROGRAMME):
        context |= {"benchmark_form": benchmark or BenchmarkForm(cards), "index_form": index or IndexForm()}
    wrong = benchmark is not None or index is not None
    return render(request, "measure/benchmarks.html", context, status=422 if wrong else 200)


def _scores(viewer: Viewer) -> list[Card]:
    return [card for card in choices.metrics(viewer) if card.shown in AVERAGED]
