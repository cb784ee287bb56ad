"""The ways to an open survey: its address, a code to hang up, a kiosk, a frame on another page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from oyez.company.asking import viewer_of
from oyez.kit.charts.code import code
from oyez.kit.charts.drawing import Svg
from oyez.kit.errors import NotFound
from oyez.kit.settings import FRAMED_BY
from oyez.surveys import queries
from oyez.surveys.models import Survey
from oyez.surveys.views.drafts import frame, opened


@require_GET
def links(request: HttpRequest, survey: str) -> HttpResponse:
    """All ways, each with what to copy."""
    draft = opened(request, survey)
    row = draft.row
    home = address(row)
    context = frame(draft, "links") | {
        "link": home,
        "kiosk": f"{home}?by=kiosk",
        "embed": snippet(row),
        "inline_frame": f'<iframe src="{home}?by=embed" title="{row.title}" width="100%" height="480"></iframe>',
        "framed_by": FRAMED_BY.text(),
        "code": drawn(row),
    }
    return render(request, "surveys/links.html", context)


@require_GET
def code_file(request: HttpRequest, survey: str) -> HttpResponse:
    """The code as a picture to print, SVG."""
    row = queries.survey(viewer_of(request), survey)
    if not row.is_open:
        raise NotFound(_("Only a survey that is open to anybody has a code."))
    answer = HttpResponse(drawn(row), content_type="image/svg+xml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{row.key}.svg"'
    return answer


def address(row: Survey) -> str:
    return settings.OYEZ_URL + reverse("surveys:open", args=[row.key])


def drawn(row: Survey) -> Svg:
    """The code of the survey's address."""
    return code(f"{address(row)}?by=qr", row.title)


def snippet(row: Survey) -> str:
    """What another site's page holds to show the survey."""
    script = f"{settings.OYEZ_URL}{settings.STATIC_URL}oyez/js/embed.js"
    return f'<script src="{script}" data-survey="{row.key}" async></script>'
