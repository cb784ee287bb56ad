"""Single answers from the explore page: a form sends what the page asks, a file comes back."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from oyez.company.asking import viewer_of
from oyez.kit.sheets.writing import check_size, download, format_named
from oyez.measure.rows.ask import asked, rows
from oyez.measure.rows.changes import note_taken
from oyez.measure.rows.sheet import rows_sheet


@require_POST
def take(request: HttpRequest) -> HttpResponseBase:
    """The answers behind a question, whatever its metric; it writes to the audit trail, so it is sent as a form."""
    viewer = viewer_of(request)
    format = format_named(request.POST.get("format", "csv"))
    said = request.POST
    told = rows(viewer, asked(said.getlist("where"), said.get("since", ""), said.get("until", "")))
    check_size(format, told.count, waiting=True)
    note_taken(viewer, told, format.name)
    return download(rows_sheet(viewer, told), format)
