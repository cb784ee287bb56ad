"""One person: why they were or were not asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.contact.queries.why import seen
from oyez.contact.queries.why import why as lines


@never_cache
@require_GET
def why(request: HttpRequest, person_id: int) -> HttpResponse:
    """Everything that the rules did with one person, the newest first."""
    viewer = viewer_of(request)
    known = seen(viewer, person_id)
    if known.person.pk != person_id:
        return redirect("contact:why", known.person.pk)
    name = str(known.person) if viewer.may(Can.IDENTITIES) else _("Person %(number)s") % {"number": person_id}
    context = {"person": known.person, "name": name, "lines": lines(viewer, person_id)}
    return render(request, "contact/why.html", context)
