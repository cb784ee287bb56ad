"""The ways to an open survey: its address, a code to hang up, a kiosk, a frame on another page."""

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from oyez.company.asking import viewer_of
from oyez.kit.errors import NotFound
from oyez.kit.settings import FRAMED_BY
from oyez.surveys import queries
from oyez.surveys.models import Survey
from oyez.surveys.views.drafts import frame, opened

QUIET = 4  # modules of white around a code, as scanners need


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
        # drawn from our own address alone
        "code": mark_safe(code(row)),  # noqa: S308
    }
    return render(request, "surveys/links.html", context)


@require_GET
def code_file(request: HttpRequest, survey: str) -> HttpResponse:
    """The code as a picture to print, SVG."""
    row = queries.survey(viewer_of(request), survey)
    if not row.is_open:
        raise NotFound(_("Only a survey that is open to anybody has a code."))
    answer = HttpResponse(code(row), content_type="image/svg+xml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{row.key}.svg"'
    return answer


def address(row: Survey) -> str:
    return settings.OYEZ_URL + reverse("surveys:open", args=[row.key])


def code(row: Survey) -> str:
    """A QR code of the survey's address, dark on white whatever the page's theme."""
    made = segno.make(f"{address(row)}?by=qr", error="m")
    drawn: str = made.svg_inline(
        scale=4, border=QUIET, dark="#000", light="#fff", svgclass="c-code", lineclass=None, omitsize=True
    )
    return drawn.replace("<svg ", '<svg role="img" aria-label="QR" ', 1)


def snippet(row: Survey) -> str:
    """What another site's page holds to show the survey."""
    script = f"{settings.OYEZ_URL}{settings.STATIC_URL}oyez/js/embed.js"
    return f'<script src="{script}" data-survey="{row.key}" async></script>'
