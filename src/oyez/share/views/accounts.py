"""All accounts with their matrix, and one account with its people, promises and cases."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from oyez.company.core.roles import Can
from oyez.kit.clock import now
from oyez.kit.errors import NotAllowed
from oyez.measure.core.matrix.placing import Look
from oyez.share.core.timeline import open_promises
from oyez.share.page import Page
from oyez.share.pictures import MEANINGS, NAMES, ROLES, coverage, flags, picture
from oyez.share.queries import accounts as queries
from oyez.share.queries.cases import of_account
from oyez.share.queries.people import account_story
from oyez.share.sentences import entry, promise
from oyez.share.views.asking import viewer_of

SHOWN = 12
ROWS = 30


@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """The matrix and its table; without the right to know revenue, the accounts by name."""
    viewer = viewer_of(request)
    if not viewer.may(Can.REVENUE):
        if not queries.may_open(viewer):
            raise NotAllowed(_("Accounts are not part of your role."))
        return render(request, "share/accounts.html", {"lines": queries.lines(viewer)})
    page = Page(viewer)
    placed = page.matrix.placed
    if request.GET.get("show") == "silent":
        placed = tuple(account for account in placed if account.look is Look.HOLLOW)
    rows = Paginator(placed, ROWS).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "picture": picture(viewer, page.matrix, list(rows)),
        "rows": rows,
        "segments": _segments(request.GET.get("show", "")),
        "meanings": MEANINGS,
        "heard": page.matrix.heard,
        "currency": page.company.currency,
        "cut": page.matrix.cuts,
        "silent": sum(account.look is Look.HOLLOW for account in page.matrix.placed),
    }
    return render(request, "share/accounts.html", context)


def _segments(show: str) -> list[dict[str, Any]]:
    words = {"": _("All"), "silent": _("Silent for a year")}
    return [
        {"words": said, "url": f"?show={name}" if name else "?", "current": name == show}
        for name, said in words.items()
    ]


@require_GET
def account(request: HttpRequest, key: str) -> HttpResponse:
    """One account: where it stands, who told what, what is promised, which cases are open."""
    page = Page(viewer_of(request))
    viewer = page.viewer
    found = queries.one(viewer, key)
    context: dict[str, Any] = {
        "account": found,
        "contacts": [
            (line, [ROLES[role] for role in line.roles], line.answer and entry(page, line.answer))
            for line in queries.contacts(viewer, found)
        ],
        "reveals_contacts": viewer.may(Can.IDENTITIES) and viewer.may(Can.ROWS),
        "days_to_renewal": (found.renewal - page.today).days if found.renewal else None,
        "subsidiaries": queries.subsidiaries(viewer, found),
        "cases": of_account(viewer, found),
        "currency": page.company.currency,
        **_standing(page, key),
        **_story(page, key),
    }
    return render(request, "share/account.html", context)


def _standing(page: Page, key: str) -> dict[str, Any]:
    """Where it stands in the matrix, for those who may know what it is billed."""
    if not (page.viewer.may(Can.REVENUE) and page.viewer.may(Can.NUMBERS)):
        return {}
    placed = page.matrix.of(key)
    if placed is None:
        return {}
    return {
        "placed": placed,
        "letter": page.matrix.letters()[key],
        "quadrant": NAMES[placed.quadrant],
        "flags": flags(placed),
        "coverage": coverage(placed),
        "sure": 1 - placed.below if placed.below is not None and placed.below < 0.5 else placed.below,
        "cut": page.matrix.cuts,
    }


def _story(page: Page, key: str) -> dict[str, Any]:
    if not page.viewer.may(Can.ROWS):
        return {}
    told = account_story(page.viewer, key, limit=SHOWN)
    return {
        "entries": [entry(page, event) for event in told.events],
        "more": told.more,
        "promises": [promise(page, one) for one in open_promises(told.promises, now())][:3],
    }
