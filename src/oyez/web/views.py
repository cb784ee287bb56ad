"""The pages of the shell: the first page, and health."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from oyez.company.asking import viewer_of
from oyez.journal.queries import inbox_count
from oyez.share.dashboards import home as dashboard


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where somebody lands: the page of their role."""
    return render(request, "home.html", {"home": dashboard(viewer_of(request))})


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Whether the house stands, for a load balancer: nothing about the company."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "inbox": "ok" if inbox_count() < 100_000 else "full"})
