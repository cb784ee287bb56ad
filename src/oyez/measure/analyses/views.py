"""The page of saved analyses, the link that opens one, and the buttons that keep, share and remove them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from oyez.company.asking import viewer_of
from oyez.company.core.scope import Viewer
from oyez.kit.errors import NotFound, Refused
from oyez.measure.analyses import changes, words
from oyez.measure.analyses.forms import SaveForm
from oyez.measure.analyses.pages import page_of
from oyez.measure.analyses.queries import analyses, analysis
from oyez.measure.analyses.standing import moved, query_now
from oyez.measure.models import SavedAnalysis

A_PAGE = 30
LOOKED_AT = 8  # each is asked anew, so only the newest of one's own


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """One's own and those that are shared, the newest first."""
    viewer = viewer_of(request)
    shown = Paginator(analyses(viewer), A_PAGE).get_page(request.GET.get("page"))
    own = [row.pk for row in shown if row.owner_id == viewer.member][:LOOKED_AT]
    rows = [_row(viewer, saved, asked=saved.pk in own) for saved in shown]
    return render(request, "measure/analyses.html", {"rows": rows, "page": shown})


@require_GET
def open_one(request: HttpRequest, analysis_key: str) -> HttpResponse:
    """To the page that shows it, as the viewer may see it; its owner is told what has changed."""
    viewer = viewer_of(request)
    saved = analysis(viewer, analysis_key)
    found = moved(viewer, saved)
    if found is not None and not found.is_same:
        messages.info(request, _("Since it was saved: %(changes)s.") % {"changes": words.since_then(found)})
    query = query_now(viewer, saved)
    return redirect(f"{reverse(page_of(saved.page).url_name)}{'?' if query else ''}{query}")


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the page that somebody looks at."""
    form = SaveForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("An analysis needs a name."))
        saved = changes.save_analysis(viewer_of(request), form.wanted())
    except (Refused, NotFound) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
    return redirect("measure:analyses")


@require_POST
def share(request: HttpRequest, analysis_key: str) -> HttpResponse:
    """Let others open it, or no longer."""
    saved = changes.share_analysis(viewer_of(request), analysis_key, request.POST.get("shared") == "yes")
    said = _("“%(name)s” may be opened by others.") if saved.shared else _("“%(name)s” is yours alone.")
    messages.success(request, said % {"name": saved.name})
    return redirect("measure:analyses")


@require_POST
def note(request: HttpRequest, analysis_key: str) -> HttpResponse:
    """Take today's figures as those to compare with."""
    saved = changes.note_again(viewer_of(request), analysis_key)
    messages.success(request, _("Today's figures of “%(name)s” are noted.") % {"name": saved.name})
    return redirect("measure:analyses")


@require_POST
def remove(request: HttpRequest, analysis_key: str) -> HttpResponse:
    """Let it go."""
    changes.remove_analysis(viewer_of(request), analysis_key)
    messages.success(request, _("The analysis is gone; the audit trail keeps its address."))
    return redirect("measure:analyses")


def _row(viewer: Viewer, saved: SavedAnalysis, *, asked: bool) -> dict[str, Any]:
    found = moved(viewer, saved) if asked else None
    return {
        "key": saved.key,
        "name": saved.name,
        "page": words.label(saved),
        "period": words.period(saved),
        "owner": saved.owner.name,
        "is_own": saved.owner_id == viewer.member,
        "shared": saved.shared,
        "day": date_format(saved.saved_at, "j M Y"),
        "since_then": words.since_then(found),
        "has_moved": found is not None and not found.is_same,
    }
