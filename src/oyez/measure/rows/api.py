"""Single answers for programs: under pseudonyms, narrowed as everywhere, with a line in the audit trail."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from oyez.company.asking import viewer_of
from oyez.kit.sheets.writing import check_size, download, format_named
from oyez.measure.rows.ask import asked, rows
from oyez.measure.rows.changes import note_taken
from oyez.measure.rows.sheet import rows_sheet

router = Router(tags=["Measure"])


class Taking(Schema):
    """`where` may be repeated; `format` is csv, parquet, sav or xlsx."""

    where: list[str] = []
    since: str = ""
    until: str = ""
    format: str = "csv"


@router.post("/rows", summary="Take single answers along")
def take(request: HttpRequest, taking: Query[Taking]) -> Any:
    """Identified answers as a file, for those who may see single interactions; persons under pseudonyms."""
    viewer = viewer_of(request)
    format = format_named(taking.format)
    told = rows(viewer, asked(taking.where, taking.since, taking.until))
    check_size(format, told.count, waiting=True)
    note_taken(viewer, told, format.name)
    return download(rows_sheet(viewer, told), format)
