"""Segments for programs: the list, and the sheet of one."""

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from oyez.company.asking import viewer_of
from oyez.measure.segmenting.sheet import segments as listed
from oyez.measure.segmenting.sheet import sheet

router = Router(tags=["Segments"])


@router.get("/segments", summary="Segments by circumstance")
def segments(request: HttpRequest, metric: str = "", since: str = "") -> HttpResponse:
    """Each group of each segment with its persons, answers and score beside everybody else's."""
    return _json(listed(viewer_of(request), metric, since))


@router.get("/segments/{segment_key}", summary="The sheet of a segment")
def segment(
    request: HttpRequest,
    segment_key: str,
    group: str = "",
    metric: str = "",
    since: str = "",
    against: list[str] = Query([]),  # type: ignore[type-arg]  # noqa: B008
) -> HttpResponse:
    """Who they are, how they judge, what they like, expect and go by."""
    return _json(sheet(viewer_of(request), segment_key, group, metric, since, against))


def _json(found: object) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(found), content_type="application/json")
