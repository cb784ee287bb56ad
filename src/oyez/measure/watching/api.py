"""Changes for programs, narrowed as everywhere; what the command line prints."""

from datetime import date

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema

from oyez.company.asking import viewer_of
from oyez.kit.errors import NotFound
from oyez.kit.sheets.writing import asked_format, download
from oyez.measure.core.change.watched import parse_stream
from oyez.measure.sheets.changed import changes_sheet, chart_sheet
from oyez.measure.watching.looking import look
from oyez.measure.watching.records import changes_record, stream_record
from oyez.measure.watching.topics import heed
from oyez.measure.watching.words import words

router = Router(tags=["Measure"])


class Asking(Schema):
    """A stream as `/changes` names it: csat@unit=harbour, fitting.complete@region=north; `format` asks for a file."""

    stream: str
    format: str = ""


class MonthOut(Schema):
    """One month of a chart; `z` is null where it sets the limits or has too few answers to be judged."""

    start: date
    share: float
    n: int
    lower: float
    upper: float
    z: float | None
    sets_limits: bool


class StreamOut(Schema):
    """One chart; `value`, `lo`, `hi` and `n` are of all months since the signal, null while it is calm.

    `since` is the first month outside its limits, `alerted` the one that made it certain.
    """

    stream: str
    place: str
    share: str
    state: str
    side: int
    since: date | None
    alerted: date | None
    usual: float
    value: float | None
    lo: float | None
    hi: float | None
    n: int | None
    chart: str
    sigma_z: float
    width: float
    owner: str
    below: list["StreamOut"] = []
    months: list[MonthOut] = []


class BurstOut(Schema):
    """What customers bring up more often than usual: four weeks against the eight before."""

    dimension: str
    value: str
    now: int
    usual: float
    ratio: float
    dispersion: float
    p: float
    q: float
    customers: int
    since: date


class ChangesOut(Schema):
    """What moved, from the widest place down; what is calm; what bursts; what chance alone would send."""

    moved: list[StreamOut]
    calm: list[StreamOut]
    bursts: list[BurstOut]
    charts: int
    without_chart: int
    categories: int
    false_alarms_a_quarter: float
    most_for_one_owner: float


@router.get("/changes", summary="What has changed", response=ChangesOut)
def changes(request: HttpRequest, format: str = "") -> HttpResponseBase:
    """Every chart and every burst of the viewer's data scope; `format` asks for a file: csv, xlsx, pptx and others."""
    viewer = viewer_of(request)
    wanted = asked_format(request)
    seen = look(viewer)
    if wanted:
        return download(changes_sheet(viewer, seen, words(viewer, seen)), wanted)
    return _json(changes_record(seen, heed(viewer), words(viewer, seen)))


@router.get("/changes/chart", summary="One chart", response=StreamOut)
def chart(request: HttpRequest, asking: Query[Asking]) -> HttpResponseBase:
    """One chart with all its months."""
    viewer = viewer_of(request)
    format = asked_format(request)
    seen = look(viewer)
    found = seen.find(parse_stream(asking.stream))
    if found is None:
        raise NotFound("There is no such chart in your data scope.")
    if format:
        return download(chart_sheet(viewer, seen, found, words(viewer, seen)), format)
    return _json(stream_record(found, seen.counted[found.stream], words(viewer, seen), with_months=True))


def _json(record: object) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(record), content_type="application/json; charset=utf-8")
