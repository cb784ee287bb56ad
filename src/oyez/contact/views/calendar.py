"""The calendar: who is asked when."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from oyez.company.asking import viewer_of
from oyez.company.queries import the_company
from oyez.contact.queries.calendar import Entry
from oyez.contact.queries.calendar import calendar as entries
from oyez.contact.sentences import kind_words
from oyez.kit.clock import today
from oyez.kit.errors import Refused

WEEKS = 4
STEP = timedelta(weeks=WEEKS)


@never_cache
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Four weeks, from the Monday of the one that is asked for."""
    here = today(the_company().time_zone)
    since = _monday(_day(request.GET.get("from", ""), here))
    found = entries(viewer_of(request), since, since + STEP - timedelta(1))
    days = [
        {"day": day, "is_today": day == here, "rows": [_row(one) for one in rows]}
        for day, rows in groupby(found, key=lambda one: one.day)
    ]
    context = {
        "days": days,
        "since": since,
        "until": since + STEP - timedelta(1),
        "before": (since - STEP).isoformat(),
        "after": (since + STEP).isoformat(),
        "asked": sum(one.asked for one in found),
        "planned": sum(one.planned for one in found),
    }
    return render(request, "contact/calendar.html", context)


def _row(one: Entry) -> dict[str, Any]:
    return {
        "what": kind_words(one.kind),
        "key": one.key,
        "wave": one.wave,
        "asked": one.asked,
        "planned": one.planned,
        "names": ", ".join(one.names),
        "more": one.more,
    }


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _day(said: str, otherwise: date) -> date:
    if not said:
        return otherwise
    try:
        found = date.fromisoformat(said)
    except ValueError:
        raise Refused(_("A day is written as 2026-01-31.")) from None
    if not 1970 < found.year < 2200:
        raise Refused(_("A day is written as 2026-01-31."))
    return found
