"""The explore page: one question in the address, one answer on the page."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.charts.figure import n_of
from oyez.kit.clock import today
from oyez.kit.errors import NotFound, Refused
from oyez.measure import around, halves, methods, pictures, sentences, wording
from oyez.measure.ask import ask
from oyez.measure.choices import Choices, choices
from oyez.measure.core.calendar import add_months, next_start
from oyez.measure.core.csv_out import answer_as_csv
from oyez.measure.core.question import Question, parse_filter
from oyez.measure.core.result import Answer, Flag
from oyez.measure.forms import Asked, ExploreForm
from oyez.measure.series import Series, stretch

MONTHS = 12
BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets read anything but ASCII as something else


@require_GET
def explore(request: HttpRequest) -> HttpResponse:
    """The answer to the question that the address asks; without one, to the usual question."""
    viewer = _viewer(request)
    offered = choices(viewer)
    asked = _asked(request, offered)
    context: dict[str, Any] = {
        "form": ExploreForm(asked, offered),
        "asked": asked,
        "query": asked.query(),
        "csv": asked.query(format="csv"),
    }
    try:
        question = asked.question()
        answer = ask(viewer, question)
        context["against"] = around.against(viewer, question, asked.compare) if asked.compare else None
    except (Refused, NotFound) as refused:
        return render(request, "measure/explore.html", {**context, "refused": refused}, status=refused.status)
    if request.GET.get("format") == "csv":
        return _csv(answer)
    return render(request, "measure/explore.html", {**context, **_told(viewer, question, answer, offered)})


@require_GET
def formulas(request: HttpRequest) -> HttpResponse:
    """Every formula with its source."""
    _viewer(request).needs(Can.NUMBERS)
    return render(request, "measure/formulas.html", {"formulas": methods.formulas()})


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the shell's middleware
    return viewer


def _asked(request: HttpRequest, offered: Choices) -> Asked:
    """What the address asks; the bare page asks for the first metric over the last twelve months."""
    metric = offered.metrics[0].name
    if request.GET:
        return Asked.in_address(request.GET, metric)
    since = add_months(today(the_company().time_zone).replace(day=1), 1 - MONTHS)
    return Asked(metric, every="month", since=since.isoformat())


def _csv(answer: Answer) -> HttpResponse:
    """All groups, for a spreadsheet."""
    name = slugify("-".join(["oyez", answer.metric.name, *answer.by, answer.every or ""]))
    return HttpResponse(
        BYTE_ORDER_MARK + answer_as_csv(answer),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _told(viewer: Viewer, question: Question, answer: Answer, offered: Choices) -> dict[str, Any]:
    """Everything the page says about an answer."""
    series = Series(answer)
    compared = halves.halves_table(series)
    company = the_company()
    said, yardstick = around.yardsticks(viewer, answer.metric, answer.total)
    return {
        "series": series,
        "title": sentences.title(series),
        "lead": sentences.sentence(series),
        "is_empty": _is_empty(answer),
        "picture": pictures.picture(series, _everybody(viewer, question, company.name), yardstick),
        "table": pictures.table(series),
        "rows_left_out": max(0, len(answer.points) - pictures.MOST_ROWS),
        "total": _total(series),
        "compared": compared,
        "span": halves.span(series),
        "split": around.split(viewer, question, series) if compared else "",
        "season": around.seasonal(series),
        "notes": [*_notes(series, today(company.time_zone)), *said],
        "only": _only(question, offered),
        "how": methods.how(answer, company.k, company.time_zone, compared is not None),
        "anchor": methods.anchor_of(answer.points[0].result.method) if answer.points else "",
        "may_import": viewer.may(Can.IMPORTS),
    }


def _everybody(viewer: Viewer, question: Question, company: str) -> str:
    """What all groups together are called: the company only where nothing narrows them."""
    if viewer.scope.is_everything() and not question.where:
        return _("All %(company)s") % {"company": company}
    return _("All together")


def _is_empty(answer: Answer) -> bool:
    return not any(point.result.n or point.result.suppressed for point in answer.points)


def _total(series: Series) -> str:
    """The whole beside its parts, with interval and n."""
    total = series.answer.total
    if total is None:
        return _("Several currencies have no common total.")
    said = [_("All together %(value)s") % {"value": sentences.shown(series, total)}]
    if not total.suppressed:
        said += [wording.interval(series.answer.metric, total), n_of(total.n or 0)]
    return " · ".join(said)


def _notes(series: Series, this_day: date) -> list[str]:
    """What has to be known about the numbers of this page, each once."""
    results = [point.result for point in series.answer.points]
    counts = pictures.flags_of(results)
    shifted = [point for point in series.answer.overall if Flag.MIX_SHIFT in point.result.flags]
    said = []
    for flag, count in counts.items():
        words = wording.flag(flag)
        whole = count == len(results)
        said.append(words if whole else _("%(words)s This holds for %(count)d of %(all)d.") % {
            "count": count, "all": len(results), "words": words,
        })  # fmt: skip
    if series.every and shifted:
        periods = ", ".join(stretch(point.start, series.every) for point in shifted if point.start)
        said.append(_("All together moved in %(periods)s mostly because others answered, not because they answered"
                      " otherwise.") % {"periods": periods})  # fmt: skip
    if series.every and series.periods and next_start(series.periods[-1], series.every) > this_day:
        said.append(_("The last period is not over yet."))
    return said


def _only(question: Question, offered: Choices) -> list[str]:
    """The filters in words; a key that is not the viewer's to see stays the key they wrote."""
    said = []
    for one in map(parse_filter, map(str, question.where)):
        values = [offered.name_of(one.dimension, value) or value for value in one.values]
        said.append(f"{wording.dimension(one.dimension)}: {', '.join(values)}")
    return said
