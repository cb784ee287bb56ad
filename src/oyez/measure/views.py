"""The explore page: one question in the address, one answer on the page."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.clock import today
from oyez.kit.errors import NotFound, Refused
from oyez.kit.sheets.writing import asked_format, download
from oyez.kit.sheets.writing import offered as offered_formats
from oyez.measure import around, beside, halves, methods, pictures, sentences
from oyez.measure.ask import ask
from oyez.measure.asked import Asked
from oyez.measure.choices import Choices, choices
from oyez.measure.comparing import compare, contrast
from oyez.measure.core.calendar import add_months
from oyez.measure.core.question import Question, parse_filter
from oyez.measure.core.result import Answer
from oyez.measure.fixed import fixed
from oyez.measure.forms import ExploreForm
from oyez.measure.rows.ask import may_take
from oyez.measure.series import Series
from oyez.measure.sheets.answers import answer_sheet, is_drawn
from oyez.measure.sheets.comparisons import comparison_sheet, contrast_sheet

MONTHS = 12


@require_GET
def explore(request: HttpRequest) -> HttpResponseBase:
    """The answer to the question that the address asks; without one, to the usual question."""
    viewer = viewer_of(request)
    offered = choices(viewer)
    asked = _asked(request, offered)
    context: dict[str, Any] = {
        "form": ExploreForm(asked, offered),
        "asked": asked,
        "query": asked.query(),
    }
    format = asked_format(request)
    try:
        question = asked.question()
        if format and asked.compare and request.GET.get("table") == "compared":
            found = compare(viewer, question, asked.compare)
            return download(comparison_sheet(viewer, question, asked.compare, found), format)
        if format and asked.versus and request.GET.get("table") == "segments":
            others = [parse_filter(text) for text in asked.versus]
            segments = contrast(viewer, replace(question, weigh=(), population=None), others)
            return download(contrast_sheet(viewer, question, segments), format)
        answer = ask(viewer, question)
        if format:
            return download(answer_sheet(viewer, question, answer), format)
        context["against"] = around.against(viewer, question, asked.compare) if asked.compare else None
        context["segments"] = around.segments(viewer, question, asked.versus) if asked.versus else None
    except (Refused, NotFound) as refused:
        return render(request, "measure/explore.html", {**context, "refused": refused}, status=refused.status)
    told = {"link": _link(request, viewer, asked, answer), **_told(viewer, question, answer, offered)}
    return render(request, "measure/explore.html", {**context, **told})


@require_GET
def formulas(request: HttpRequest) -> HttpResponse:
    """Every formula with its source."""
    viewer_of(request).needs(Can.NUMBERS)
    return render(request, "measure/formulas.html", {"formulas": methods.formulas()})


def _link(request: HttpRequest, viewer: Viewer, asked: Asked, answer: Answer) -> str:
    """An address that shows the same tomorrow: its period has a beginning and an end."""
    first = min((point.start for point in answer.points if point.start), default=None)
    since = asked.since or (first.replace(day=1).isoformat() if first else "")
    period = fixed(viewer, since, asked.until)
    kept = replace(asked, since=period["since"], until=period["until"])
    return request.build_absolute_uri(f"{request.path}?{kept.query()}")


def _asked(request: HttpRequest, offered: Choices) -> Asked:
    """What the address asks; the bare page asks for the first metric over the last twelve months."""
    metric = offered.metrics[0].name
    if request.GET:
        return Asked.in_address(request.GET, metric)
    since = add_months(today(the_company().time_zone).replace(day=1), 1 - MONTHS)
    return Asked(metric, every="month", since=since.isoformat())


def _told(viewer: Viewer, question: Question, answer: Answer, offered: Choices) -> dict[str, Any]:
    """Everything the page says about an answer."""
    series = Series(answer)
    compared = halves.halves_table(series)
    company = the_company()
    said, yardstick = around.yardsticks(viewer, answer.metric, answer.total)
    shown = pictures.picture(series, beside.everybody(viewer, question, company.name), yardstick)
    return {
        "series": series,
        "title": sentences.title(series),
        "lead": sentences.sentence(series),
        "is_empty": _is_empty(answer),
        "picture": shown,
        "is_drawn": is_drawn(series, shown),
        "row_formats": offered_formats(with_pictures=False) if may_take(viewer) else [],
        "table": pictures.table(series),
        "rows_left_out": max(0, len(answer.points) - pictures.MOST_ROWS),
        "total": beside.total_of(series),
        "compared": compared,
        "span": halves.span(series),
        "split": around.split(viewer, question, series) if compared else "",
        "season": around.seasonal(series),
        "notes": [*beside.notes(series, today(company.time_zone)), *said],
        "only": beside.only(question, offered),
        "how": methods.how(answer, company.k, company.time_zone, compared is not None),
        "anchor": methods.anchor_of(answer.points[0].result.method) if answer.points else "",
        "may_import": viewer.may(Can.IMPORTS),
    }


def _is_empty(answer: Answer) -> bool:
    return not any(point.result.n or point.result.suppressed for point in answer.points)
