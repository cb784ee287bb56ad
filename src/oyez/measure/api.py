"""Numbers for programs, narrowed and suppressed as everywhere; an answer is what the command line prints."""

from datetime import date

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema

from oyez.company.asking import viewer_of
from oyez.kit.sheets.writing import asked_format, download
from oyez.measure import choices
from oyez.measure.analyses.api import router as analyses
from oyez.measure.ask import ask as answer
from oyez.measure.comparing import compare as compared
from oyez.measure.comparing import contrast
from oyez.measure.core.question import Question, parse, parse_filter
from oyez.measure.crosstabs.api import router as crosstabs
from oyez.measure.definitions.api import router as definitions
from oyez.measure.drivers.api import router as drivers
from oyez.measure.rows.api import router as rows
from oyez.measure.segmenting.api import router as segments
from oyez.measure.sheets.answers import answer_sheet
from oyez.measure.sheets.comparisons import comparison_sheet, contrast_sheet
from oyez.measure.watching.api import router as watching

router = Router(tags=["Measure"])
router.add_router("", analyses)
router.add_router("", crosstabs)
router.add_router("", drivers)
router.add_router("", watching)
router.add_router("", segments)
router.add_router("", definitions)
router.add_router("", rows)


class Asked(Schema):
    """`by` and `where` may be repeated; `until` is the first day that no longer counts.

    A filter is `channel=web,email`; a value with a comma in it stands in double quotes. `format` asks for a file: csv,
    parquet, sav, xlsx, svg, png or pptx; so does the header Accept.
    """

    metric: str
    by: list[str] = []
    every: str = ""
    where: list[str] = []
    since: str = ""
    until: str = ""
    rolling: str = ""
    weigh: list[str] = []
    population: str = ""
    format: str = ""


class Compared(Asked):
    """`against` is “before” (the period as long before) or “year” (the same days a year earlier)."""

    against: str = "before"


class Contrasted(Asked):
    """`versus` are the filters of the other segment, in the place of those on the same dimension."""

    versus: list[str]


class CardOut(Schema):
    """What a metric is and how its values are shown."""

    name: str
    label: str
    explained: str
    shown: str
    minimum: float
    maximum: float | None
    higher_is_better: bool


class PeriodOut(Schema):
    """Days from `since` to before `until`; null is open."""

    since: date | None
    until: date | None


class BesideOut(Schema):
    """A companion of the value that its metric asks for."""

    name: str
    value: float
    lo: float | None
    hi: float | None
    method: str


class ResultOut(Schema):
    """One score; `value` and `n` are null where nothing may be shown."""

    value: float | None
    n: int | None
    lo: float | None
    hi: float | None
    method: str
    period: PeriodOut
    rung: str
    mode: str
    n_invited: int | None
    population: str
    weighted: bool
    suppressed: bool
    beside: list[BesideOut]
    flags: list[str]


class PointOut(Schema):
    """The result of one group and period."""

    keys: list[str | None]
    start: date | None
    result: ResultOut


class AnswerOut(Schema):
    """A point for each group and period; with both, each group over all periods and each period over all groups."""

    metric: CardOut
    by: list[str]
    every: str | None
    where: list[str]
    period: PeriodOut
    points: list[PointOut]
    over_time: list[PointOut]
    overall: list[PointOut]
    total: ResultOut | None
    names: dict[str, dict[str, str]]
    rolling: list[PointOut]


class ChangeOut(Schema):
    """Later less earlier, with its bounds and what may be said of it."""

    value: float
    lo: float
    hi: float
    move: str


class SideOut(Schema):
    """One group in both periods; `key` is null for the whole and for what has no key."""

    key: str | None
    earlier: ResultOut | None
    later: ResultOut | None
    change: ChangeOut | None


class ShiftOut(Schema):
    """total = rate (what customers say) + mix (who answered), by the groups of one dimension."""

    by: str
    total: float
    rate: float
    mix: float


class ComparisonOut(Schema):
    """A metric in two periods."""

    metric: CardOut
    by: str
    where: list[str]
    earlier_period: PeriodOut
    later_period: PeriodOut
    total: SideOut
    groups: list[SideOut]
    shift: ShiftOut | None
    names: dict[str, str]


class ContrastOut(Schema):
    """A metric of two segments; in each side, `later` is the one, `earlier` the other. `overlap`: answers in both."""

    metric: CardOut
    by: str
    one_where: list[str]
    other_where: list[str]
    period: PeriodOut
    total: SideOut
    groups: list[SideOut]
    overlap: int | None
    names: dict[str, str]


class DimensionOut(Schema):
    """A dimension to ask by, or on which only to filter."""

    name: str
    label: str
    only_filter: bool


@router.get("/ask", summary="Ask for a number", response=AnswerOut)
def ask(request: HttpRequest, asked: Query[Asked]) -> HttpResponseBase:
    """A metric by dimensions, every so often, where filters hold, each number with its interval and n."""
    viewer, question = viewer_of(request), _question(asked)
    format = asked_format(request)
    found = answer(viewer, question)
    return download(answer_sheet(viewer, question, found), format) if format else _json(found)


@router.get("/compare", summary="Compare two periods", response=ComparisonOut)
def compare(request: HttpRequest, asked: Query[Compared]) -> HttpResponseBase:
    """A metric in two periods, group by group, its change split into what customers say and who answered."""
    viewer, question = viewer_of(request), _question(asked)
    format = asked_format(request)
    found = compared(viewer, question, asked.against)
    if format:
        return download(comparison_sheet(viewer, question, asked.against, found), format)
    return _json(found)


@router.get("/versus", summary="Compare two segments", response=ContrastOut)
def versus(request: HttpRequest, asked: Query[Contrasted]) -> HttpResponseBase:
    """A metric of two segments in the same period, their difference with its interval, and how many are in both."""
    viewer, question, format = viewer_of(request), _question(asked), asked_format(request)
    others = [parse_filter(text) for text in asked.versus]
    found = contrast(viewer, question, others)
    return download(contrast_sheet(viewer, question, found), format) if format else _json(found)


def _question(asked: Asked) -> Question:
    return parse(
        asked.metric, by=asked.by, every=asked.every, where=asked.where, since=asked.since, until=asked.until,
        rolling=asked.rolling, weigh=asked.weigh, population=asked.population,
    )  # fmt: skip


@router.get("/metrics", summary="Metrics", response=list[CardOut])
def metrics(request: HttpRequest) -> HttpResponse:
    """The metrics that have answers and that the viewer may ask for."""
    found = choices.metrics(viewer_of(request))
    return _json([msgspec.structs.replace(one, label=choices.called(one)) for one in found])


@router.get("/dimensions", summary="Dimensions", response=list[DimensionOut])
def dimensions(request: HttpRequest) -> HttpResponse:
    """What can be asked by, and what only filters."""
    return _json(choices.dimensions(viewer_of(request)))


def _json(found: object) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(found), content_type="application/json")
