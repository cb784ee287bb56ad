"""The explore page: one question in the address, one answer on the page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from oyez.company.core.scope import Viewer
from oyez.kit.charts.table import Column, Table
from oyez.kit.errors import Refused
from oyez.measure import wording
from oyez.measure.ask import ask
from oyez.measure.core.csv_out import answer_as_csv
from oyez.measure.core.question import parse
from oyez.measure.core.result import Answer


@require_GET
def explore(request: HttpRequest) -> HttpResponse:
    """The answer to the question that the address asks."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the shell's middleware
    asked = request.GET
    try:
        question = parse(
            asked.get("metric") or "nps",
            by=asked.getlist("by"),
            every=asked.get("every", ""),
            where=asked.getlist("where"),
            since=asked.get("since", ""),
            until=asked.get("until", ""),
        )
        answer = ask(viewer, question)
    except Refused as refused:
        return render(request, "measure/explore.html", {"refused": str(refused)}, status=refused.status)
    if asked.get("format") == "csv":
        return HttpResponse(answer_as_csv(answer), content_type="text/csv; charset=utf-8")
    context = {"answer": answer, "name": wording.metric(answer.metric), "table": _table(answer)}
    return render(request, "measure/explore.html", context)


def _table(answer: Answer) -> Table:
    names = [wording.dimension(name) for name in answer.by]
    columns = [*names, wording.metric(answer.metric), "95%", "n"]
    rows = [
        (
            *wording.group(answer, point),
            wording.value(answer.metric, point.result),
            wording.interval(answer.metric, point.result),
            "" if point.result.n is None else str(point.result.n),
        )
        for point in answer.points
    ]
    return Table(columns=tuple(Column(name=name) for name in columns), rows=tuple(rows))
