"""Drivers for programs, narrowed as everywhere."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from oyez.company.asking import viewer_of
from oyez.kit.sheets.writing import asked_format, download
from oyez.measure.drivers.ask import asked, drivers
from oyez.measure.drivers.records import record
from oyez.measure.sheets.driven import drivers_sheet

router = Router(tags=["Measure"])


class Asking(Schema):
    """`where` and `not_lived` may be repeated; without a survey the one with most ratings is taken.

    `format` asks for a file: csv, parquet, sav, xlsx, svg, png or pptx.
    """

    survey: str = ""
    outcome: str = ""
    where: list[str] = []
    since: str = ""
    until: str = ""
    not_lived: list[str] = []
    format: str = ""


class DriverOut(Schema):
    """One driver; shares 0 to 1, the rating on its own scale, the lift in points of 100 at 90 %."""

    key: str
    name: str
    n: int
    lived: float
    share: float | None
    lo: float | None
    hi: float | None
    best_place: int | None
    worst_place: int | None
    tied_with: list[str]
    performance: float
    performance_lo: float
    performance_hi: float
    priority: str
    borderline: bool
    lift: float
    lift_lo: float
    lift_hi: float
    lift_sentence: str
    johnson: float | None
    slope: float | None
    robustness: float | None
    vif: float | None
    penalty: float | None
    reward: float | None


class DriversOut(Schema):
    """What drives the overall score of a survey; shares are null where the ratings explain hardly anything."""

    survey: str
    outcome: str
    sentence: str
    n: int
    customers: int
    r2: float
    adjusted_r2: float
    draws: int
    explains_enough: bool
    drivers: list[DriverOut]
    alike: list[tuple[str, str, float]]
    left_out: list[str]
    notes: list[str]
    caveat: str


@router.get("/drivers", summary="What drives satisfaction", response=DriversOut)
def read(request: HttpRequest, asking: Query[Asking]) -> Any:
    """Shares of what the ratings of a survey explain, with intervals, sure places, performance and lifts."""
    viewer = viewer_of(request)
    given = asked(**asking.dict(exclude={"format"}))
    format = asked_format(request)
    told = drivers(viewer, given)
    return download(drivers_sheet(viewer, given, told), format) if format else record(viewer, told)
