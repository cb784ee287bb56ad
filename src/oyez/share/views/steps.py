"""What is done next at an account that could buy more, and what came of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oyez.company.asking import viewer_of
from oyez.kit.errors import Refused
from oyez.share import changes
from oyez.share.forms import OutcomeForm, StepForm
from oyez.share.queries.accounts import growing


@require_POST
def plan(request: HttpRequest, key: str) -> HttpResponse:
    """Plan a step, or change the open one."""
    viewer = viewer_of(request)
    growing(viewer, key)
    form = StepForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Say in a few words what is done next, and the day as it stands in the calendar."))
    changes.plan_next_step(viewer, key, form.cleaned_data["text"], form.cleaned_data["due"])
    messages.success(request, _("The step is planned."))
    return redirect("share:account", key)


@require_POST
def outcome(request: HttpRequest, key: str) -> HttpResponse:
    """Tell what came of the open step."""
    viewer = viewer_of(request)
    growing(viewer, key)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Say whether they buy more, later, or declined."))
    changes.tell_outcome(viewer, key, form.cleaned_data["outcome"], form.cleaned_data["worth"])
    messages.success(request, _("What came of it is kept."))
    return redirect("share:account", key)
