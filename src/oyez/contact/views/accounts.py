"""One account for its manager: what will be asked, waiting with it, and whom was told beforehand."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from oyez.company.asking import viewer_of
from oyez.company.core.scope import Viewer
from oyez.contact.changes.delaying import delay as delay_account
from oyez.contact.changes.delaying import end_delay as end
from oyez.contact.changes.preparing import prepare as prepare_contacts
from oyez.contact.forms import DelayForm, PrepareForm
from oyez.contact.queries import accounts as queries
from oyez.contact.rules import standing
from oyez.contact.sentences import kind_words
from oyez.kit.errors import Refused
from oyez.people.models import Person


@never_cache
@require_GET
def account(request: HttpRequest, key: str) -> HttpResponse:
    """What is planned for an account, and what its manager may do about it."""
    return _page(request, viewer_of(request), key)


@require_POST
def delay(request: HttpRequest, key: str) -> HttpResponse:
    """Wait with this account."""
    viewer = viewer_of(request)
    queries.own_account(viewer, key)
    form = DelayForm(request.POST)
    if form.is_valid():
        try:
            made = delay_account(viewer, key, form.cleaned_data["until"], form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = _("Nobody at this account is asked before %(day)s.") % {"day": made.until.isoformat()}
            messages.success(request, said)
            return redirect("contact:account", key)
    return _page(request, viewer, key, delay_form=form)


@require_POST
def end_delay(request: HttpRequest, key: str) -> HttpResponse:
    """Go on asking."""
    end(viewer_of(request), key)
    messages.success(request, _("The account may be asked again."))
    return redirect("contact:account", key)


@require_POST
def prepare(request: HttpRequest, key: str) -> HttpResponse:
    """Write down who was told."""
    viewer = viewer_of(request)
    queries.own_account(viewer, key)
    form = PrepareForm(viewer, key, request.POST)
    if not form.is_valid():
        return _page(request, viewer, key, prepare_form=form)
    survey, wave = form.chosen()
    persons = [int(one) for one in form.cleaned_data["persons"]]
    count = prepare_contacts(viewer, key, persons, key=survey, wave=wave, note=form.cleaned_data["note"])
    messages.success(request, _("Written down for %(count)s persons.") % {"count": count})
    return redirect("contact:account", key)


def _page(request: HttpRequest, viewer: Viewer, key: str, **forms: Any) -> HttpResponse:
    row = queries.own_account(viewer, key)
    planned = queries.ahead(viewer, key)
    names = {
        one.pk: str(one)
        for one in Person.objects.filter(pk__in={person for wave in planned for person in wave.persons})
    }
    context: dict[str, Any] = {
        "account": row,
        "longest": standing().longest_delay,
        "delay": queries.delay_of(viewer, key),
        "ahead": [
            {
                "what": kind_words(one.kind),
                "key": one.key,
                "wave": one.wave,
                "names": ", ".join(names[person] for person in one.persons),
            }
            for one in planned
        ],
        "prepared": queries.preparations(viewer, key),
        "delay_form": DelayForm(),
        "prepare_form": PrepareForm(viewer, key),
    }
    return render(request, "contact/account.html", context | forms, status=422 if forms else 200)
