"""Numbers for programs, narrowed and suppressed as everywhere."""

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from oyez.company.core.scope import Viewer
from oyez.measure.ask import ask as answer
from oyez.measure.core.csv_out import answer_as_csv
from oyez.measure.core.question import parse

router = Router(tags=["Measure"])


class Asked(Schema):
    """A metric by dimensions, every so often, where filters hold, in a half-open period."""

    metric: str
    by: list[str] = []
    every: str = ""
    where: list[str] = []
    since: str = ""
    until: str = ""
    format: str = "json"


@router.get("/ask", summary="Ask for a number")
def ask(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """A metric with its interval and n: `by` and `where` may be repeated; `format=csv` for a spreadsheet."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the shell's middleware
    question = parse(
        asked.metric, by=asked.by, every=asked.every, where=asked.where, since=asked.since, until=asked.until
    )
    found = answer(viewer, question)
    if asked.format == "csv":
        return HttpResponse(answer_as_csv(found), content_type="text/csv; charset=utf-8")
    return HttpResponse(msgspec.json.encode(found), content_type="application/json")
