"""The file that came with an answer, to take along and never to open in the page."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from oyez.company.asking import viewer_of
from oyez.surveys.changes.handing import hand_out


@require_GET
def file(request: HttpRequest, survey: str, key: str) -> HttpResponseBase:
    """One file as a download, whatever it says it is."""
    found = hand_out(viewer_of(request), survey, key)
    answer = FileResponse(
        found.path.open("rb"), as_attachment=True, filename=found.upload.name, content_type=found.upload.sort
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "no-store"
    return answer
