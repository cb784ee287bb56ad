"""All findings that held, also those that are not on the first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from oyez.company.asking import viewer_of
from oyez.share.findings import looks
from oyez.share.findings.words import words_for
from oyez.share.page import Page
from oyez.share.queries.findings import latest


@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """What else held."""
    page = Page(viewer_of(request))
    found = latest(page.viewer)
    rows = [*found.told, *found.others] if found else []
    words = words_for(page.viewer, rows, page.company.currency)
    told = [looks()[one.kind].tell(one, words) for one in rows]
    return render(request, "share/findings.html", {"found": found, "told": told})
