"""The list of segments, and the sheet of one."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.measure.choices import called, metrics
from oyez.measure.segmenting import words
from oyez.measure.segmenting.sheet import SCORED, segments, sheet


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Every segment with its score beside everybody else's."""
    viewer = viewer_of(request)
    metric = request.GET.get("metric", "")
    found = segments(viewer, metric, request.GET.get("since", ""))
    query = f"?{urlencode({'metric': metric})}" if metric else ""
    urls = [_url(line.key, line.group, query) for line in found.lines]
    return render(
        request,
        "measure/segments.html",
        {
            "found": found,
            "table": words.listing(found, urls) if found.lines else None,
            "scores": _scores(viewer),
            "may_define": viewer.may(Can.PROGRAMME),
        },
    )


@require_GET
def one(request: HttpRequest, segment_key: str) -> HttpResponse:
    """Who they are, how they judge, what they like, expect and go by."""
    viewer, key = viewer_of(request), segment_key
    said = request.GET
    group, metric, since = (said.get(name, "") for name in ("group", "metric", "since"))
    found = sheet(viewer, key, group, metric, since, said.getlist("against"))
    drivers = urlencode({"survey": found.drivers_survey, "where": found.where})
    explore = urlencode({"metric": found.metric.name, "by": f"segment:{key}"})
    return render(
        request,
        "measure/segment.html",
        {
            "sheet": found,
            "lead": words.lead(found),
            "who": words.who(found),
            "tastes": words.tastes(found),
            "standards": words.standards(found),
            "between": words.between(found),
            "scores": _scores(viewer),
            "groups": [
                (value, label or value) for value, label in found.groups.items() if len(found.groups) > 2
            ],
            "group_label": found.groups.get(found.group, ""),
            "drivers_url": f"{reverse('measure:drivers')}?{drivers}",
            "explore_url": f"{reverse('measure:explore')}?{explore}",
            "definition_url": reverse("measure:definition", args=["segment", key]),
        },
    )


def _url(key: str, group: str, query: str) -> str:
    url = reverse("measure:segment", args=[key])
    if group == "yes":
        return f"{url}{query}"
    return f"{url}{query}{'&' if query else '?'}{urlencode({'group': group})}"


def _scores(viewer: Viewer) -> list[tuple[str, str]]:
    return [
        (card.name, called(card))
        for card in metrics(viewer)
        if card.shown in SCORED and card.name != "promise"
    ]
