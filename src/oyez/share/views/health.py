"""How far each step has come, and trying again what failed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from oyez.company.asking import viewer_of
from oyez.share import changes
from oyez.share.page import Page


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Each step's lag, rows set aside, mail on its way."""
    return render(request, "share/health.html", {"lag": Page(viewer_of(request)).lag})


@require_POST
def replay(request: HttpRequest, parked_id: int) -> HttpResponse:
    """Try a row again that was set aside."""
    changes.replay(viewer_of(request), parked_id)
    messages.success(request, _("It went well this time."))
    return redirect("share:health")
