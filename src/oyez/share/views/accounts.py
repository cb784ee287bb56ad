"""All accounts with their matrix, and one account with its people, promises and cases."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.clock import now
from oyez.kit.errors import NotAllowed
from oyez.kit.sheets.writing import asked_format, download
from oyez.measure.core.matrix.placing import Look
from oyez.share import outlook
from oyez.share.core.timeline import open_promises
from oyez.share.forms import OutcomeForm, StepForm
from oyez.share.page import Page
from oyez.share.pictures import MEANINGS, NAMES, ROLES, coverage, flags, picture
from oyez.share.prospects import Prospects, prospects
from oyez.share.queries import accounts as queries
from oyez.share.queries.cases import of_account
from oyez.share.queries.matrix import Matrix, matrix
from oyez.share.queries.people import account_story
from oyez.share.sentences import entry, promise
from oyez.share.sheets import matrix_sheet

SHOWN = 12
ROWS = 30


@require_GET
def accounts(request: HttpRequest) -> HttpResponseBase:
    """The matrix and its table; without the right to know revenue, the accounts by name."""
    viewer = viewer_of(request)
    if not viewer.may(Can.REVENUE):
        if not queries.may_open(viewer):
            raise NotAllowed(_("Accounts are not part of your role."))
        return render(request, "share/accounts.html", {"lines": queries.lines(viewer)})
    asked = Asked.in_address(request.GET)
    present = matrix(viewer, rolled_up=asked.groups)
    shown = present.without_names() if asked.letters else present
    if format := asked_format(request):
        return download(matrix_sheet(viewer, shown), format)
    found = prospects(viewer, present) if asked.show == "drifting" else None
    said = outlook.drifts_said(found.drifts) if found else {}
    placed = shown.placed
    if asked.show == "silent":
        placed = tuple(account for account in placed if account.look is Look.HOLLOW)
    if found:
        placed = tuple(account for account in placed if account.key in said)
    rows = Paginator(placed, ROWS).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "picture": picture(viewer, shown, list(rows), said),
        "rows": rows,
        "segments": asked.segments(),
        "asked": asked,
        "meanings": MEANINGS,
        "heard": shown.heard,
        "decided": shown.decided,
        "currency": shown.currency,
        "cut": shown.cuts,
        "silent": sum(account.look is Look.HOLLOW for account in shown.placed),
    }
    if rows.number == 1:  # who turns the pages of the table has read the rest
        context |= _outlook(shown, found or prospects(viewer, present))
    return render(request, "share/accounts.html", context)


@dataclass(frozen=True)
class Asked:
    """What an address asks of the page: which accounts, groups as one, letters only."""

    show: str = ""
    groups: bool = False
    letters: bool = False

    @classmethod
    def in_address(cls, query: QueryDict) -> "Asked":
        show = query.get("show", "")
        return cls(
            show if show in ("silent", "drifting") else "",
            query.get("groups") == "1",
            query.get("letters") == "1",
        )

    def address(self, **changed: Any) -> str:
        asked = replace(self, **changed)
        said = {"show": asked.show, "groups": "1" * asked.groups, "letters": "1" * asked.letters}
        return "?" + urlencode({name: value for name, value in said.items() if value})

    def segments(self) -> list[dict[str, Any]]:
        words = {"": _("All"), "silent": _("Silent for a year"), "drifting": _("On the way out")}
        return [
            {"words": said, "url": self.address(show=name), "current": name == self.show}
            for name, said in words.items()
        ]

    @property
    def drifting(self) -> str:
        return self.address(show="drifting")

    @property
    def other_grouping(self) -> str:
        return self.address(groups=not self.groups)

    @property
    def other_naming(self) -> str:
        return self.address(letters=not self.letters)


def _outlook(shown: Matrix, found: Prospects) -> dict[str, Any]:
    """What the matrix means for revenue, as the page says it."""
    total = shown.heard.total
    return {
        "drifting": outlook.drift_lines(shown, found.drifts),
        "more_drifting": max(0, len(found.drifts.now) - outlook.SHOWN),
        "drift_record": outlook.drift_record(found.drifts),
        "risk": outlook.risk_figure(found.risk, total, shown.currency) if found.risk else None,
        "risk_said": outlook.risk_said(shown, found.risk) if found.risk else [],
        "renewals": outlook.renewal_lines(shown, found.renewals),
        "growth": outlook.growth_table(shown, found.growth, found.steps) if found.growth else None,
        "growth_said": outlook.growth_said(shown, found.growth, found.steps),
        "movement": outlook.movement_table(found.movement) if found.movement.n else None,
        "movement_said": outlook.movement_said(found.movement),
        "moves": outlook.move_lines(shown, found.movement),
        "recovery": outlook.recovery_said(found.recovery) if found.recovery else "",
    }


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
        **_growing(viewer, key),
        **_standing(page, key),
        **_story(page, key),
    }
    return render(request, "share/account.html", context)


def _growing(viewer: Viewer, key: str) -> dict[str, Any]:
    """What is done next there, for those who may know what it is billed."""
    if not viewer.may(Can.REVENUE):
        return {}
    return {
        "may_plan": True,
        "step": queries.next_steps(viewer, [key]).get(key),
        "step_form": StepForm(),
        "outcome_form": OutcomeForm(),
    }


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
