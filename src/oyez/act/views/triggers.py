"""Triggers and root causes: looking, trying out, changing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oyez.act import sentences
from oyez.act.changes import defaults
from oyez.act.changes import triggers as changes
from oyez.act.changes.defaults import offered
from oyez.act.forms import TriggerForm, initial
from oyez.act.models import Trigger
from oyez.act.queries import triggers as queries
from oyez.act.queries.triggers import DryRun
from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.core.scales import scale_of
from oyez.journal.queries import scales
from oyez.kit.errors import NotFound, Refused


@require_GET
def triggers(request: HttpRequest) -> HttpResponse:
    """All triggers in words."""
    viewer = viewer_of(request)
    context = {
        "triggers": list(map(_in_words, queries.triggers(viewer))),
        "offered": list(map(_in_words, offered(viewer))),
    }
    return render(request, "act/triggers.html", context)


def _in_words(row: Trigger) -> dict[str, Any]:
    return {"trigger": row, "condition": sentences.condition(row), "desk": sentences.desk(row)}


@require_POST
def add_offered(request: HttpRequest, key: str) -> HttpResponse:
    """A trigger that comes with the house."""
    added = defaults.add_offered(viewer_of(request), key)
    messages.success(
        request, _("“%(name)s” looks at everything that comes in from now on.") % {"name": added.name}
    )
    return redirect("act:triggers")


@require_http_methods(["GET", "POST"])
def new_trigger(request: HttpRequest) -> HttpResponse:
    """A new trigger, tried out first if wanted."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    kind = request.GET.get("kind", Trigger.Kind.LIMIT)
    if kind not in Trigger.Kind.values:
        raise NotFound(_("There is no such kind of trigger."))
    form = TriggerForm(viewer, kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if "try" in request.POST:
            return _form_page(request, form, None, _try(viewer, form))
        try:
            added = changes.add_trigger(viewer, form.wanted())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("“%(name)s” looks at every answer from now on.") % {"name": added.name}
            )
            return redirect("act:triggers")
    return _form_page(request, form)


@require_http_methods(["GET", "POST"])
def trigger(request: HttpRequest, key: str) -> HttpResponse:
    """One trigger: change it, or see what the change would have done."""
    viewer = viewer_of(request)
    found = queries.trigger(viewer, key)
    form = TriggerForm(viewer, found.kind, request.POST or None, initial=initial(found))
    if request.method == "POST" and form.is_valid():
        if "try" in request.POST:
            return _form_page(request, form, found, _try(viewer, form, found))
        try:
            changes.change_trigger(viewer, key, form.wanted(enabled=found.enabled))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Changed; cases that are open stay as they are."))
            return redirect("act:triggers")
    return _form_page(request, form, found)


def _try(viewer: Viewer, form: TriggerForm, found: Trigger | None = None) -> DryRun | None:
    """What the trigger as typed would have done; nothing is saved."""
    wanted = form.wanted()
    try:
        draft = changes.draft(wanted, found)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    return queries.dry_run(viewer, draft.rule())


def _form_page(
    request: HttpRequest, form: TriggerForm, found: Trigger | None = None, dry: DryRun | None = None
) -> HttpResponse:
    kinds = [
        {"words": label, "url": f"?kind={kind}", "current": kind == form.kind}
        for kind, label in Trigger.Kind.choices
    ]
    context: dict[str, Any] = {
        "form": form,
        "trigger": found,
        "dry": dry,
        "worst": _worst(found),
        "kinds": [] if found else kinds,
    }
    return render(request, "act/trigger.html", context, status=422 if form.errors else 200)


def _worst(found: Trigger | None) -> float | None:
    """The worse half of a trigger's scores, which one click sends to the general manager."""
    scale = scale_of(found.score, scales()) if found else None
    if found is None or scale is None or found.limit is None:
        return None
    end = scale.minimum if scale.higher_is_better else scale.maximum
    middle = (found.limit + end) / 2
    return float(int(middle)) if scale.whole else middle


@require_POST
def switch_trigger(request: HttpRequest, key: str) -> HttpResponse:
    """On or off."""
    changes.switch_trigger(viewer_of(request), key, request.POST.get("on") == "yes")
    return redirect("act:triggers")


@require_POST
def upward(request: HttpRequest, key: str) -> HttpResponse:
    """Scores as bad as this to the general manager, or none any more."""
    try:
        at = float(request.POST["at"]) if request.POST.get("at") else None
    except ValueError:
        raise Refused(_("This is not a number.")) from None
    changes.send_to_general_manager(viewer_of(request), key, at)
    messages.success(request, _("Changed; cases that are open stay as they are."))
    return redirect("act:trigger", key)


@require_POST
def estimate(request: HttpRequest, key: str) -> HttpResponse:
    """Learn from the company's own answers what a drop is."""
    try:
        found = changes.estimate_population(viewer_of(request), key)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        words = _("Learned: people's mean is %(mean)s; one person's answers differ by ±%(spread)s.")
        spread = f"{found.within**0.5:.1f}"
        messages.success(request, words % {"mean": f"{found.mean:.1f}", "spread": spread})
    return redirect("act:trigger", key)


@require_http_methods(["GET", "POST"])
def causes(request: HttpRequest) -> HttpResponse:
    """The root causes that a case may be closed with."""
    viewer, problem = viewer_of(request), ""
    viewer.needs(Can.PROGRAMME)
    if request.method == "POST":
        try:
            changes.add_cause(viewer, request.POST.get("name", ""))
            return redirect("act:causes")
        except Refused as refusal:
            problem = str(refusal)
    context = {"causes": queries.causes(viewer), "problem": problem, "typed": request.POST.get("name", "")}
    return render(request, "act/causes.html", context, status=422 if problem else 200)


@require_POST
def switch_cause(request: HttpRequest, key: str) -> HttpResponse:
    """Offer a root cause, or offer it no longer."""
    changes.switch_cause(viewer_of(request), key, request.POST.get("on") == "yes")
    return redirect("act:causes")
