"""Banner tables for programs, narrowed as everywhere."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from oyez.company.asking import viewer_of
from oyez.kit.sheets.writing import asked_format, download
from oyez.measure.crosstabs.ask import asked, table
from oyez.measure.crosstabs.records import record
from oyez.measure.sheets.crosstabs import crosstab_sheet

router = Router(tags=["Measure"])


class Asking(Schema):
    """`of` is a score or a dimension; `banner` and `where` may be repeated; without `of` the first score is taken.

    `format` asks for a file: csv, parquet, sav, xlsx, svg, png or pptx.
    """

    of: str = ""
    banner: list[str] = []
    where: list[str] = []
    since: str = ""
    until: str = ""
    format: str = ""


class RowOut(Schema):
    """One answer; a net adds up the answers in `adds_up`."""

    key: str
    name: str
    adds_up: list[str]


class CellOut(Schema):
    """How many of a column, as a share of 0 to 1 with its interval; letters of the columns it surely lies above."""

    n: int
    share: float
    lo: float
    hi: float
    higher_than: list[str]


class MeanOut(Schema):
    """The mean of a column."""

    value: float
    lo: float
    hi: float
    sd: float | None
    higher_than: list[str]


class ColumnOut(Schema):
    """One group; without n it is hidden, and `hidden` says why."""

    key: str | None
    name: str
    letter: str
    n: int | None
    cells: list[CellOut]
    mean: MeanOut | None
    hidden: str | None
    flags: list[str]
    is_tested: bool


class AssociationOut(Schema):
    """χ² of a banner, p by `method`, Cramér's V."""

    chi2: float
    df: int
    p: float
    v: float
    smallest_expected: float
    method: str


class BannerOut(Schema):
    """Columns side by side; `untested` says why there is no association."""

    by: str
    columns: list[ColumnOut]
    association: AssociationOut | None
    untested: str
    left_out: int


class PeriodOut(Schema):
    """Days from `since` to before `until`; null is open."""

    since: date | None
    until: date | None


class CrosstabOut(Schema):
    """The answers to one question by groups of customers."""

    of: str
    name: str
    rows: list[RowOut]
    total: ColumnOut
    banners: list[BannerOut]
    where: list[str]
    period: PeriodOut
    rows_left_out: int
    sentence: str
    notes: list[str]


@router.get("/crosstab", summary="A banner table", response=CrosstabOut)
def read(request: HttpRequest, asking: Query[Asking]) -> Any:
    """The answers to one question by groups of customers: shares with intervals, letters, means, χ²."""
    viewer = viewer_of(request)
    given = asked(asking.of, asking.banner, asking.where, asking.since, asking.until)
    format = asked_format(request)
    found = table(viewer, given)
    return download(crosstab_sheet(viewer, found), format) if format else record(found)
