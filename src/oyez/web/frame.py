"""What the frame around every page shows: navigation for the role, who is looking, the company."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from oyez.act.queries.inbox import open_count
from oyez.company.core.roles import ROLES, Can
from oyez.company.core.scope import NOBODY, Viewer
from oyez.company.models import Member
from oyez.company.queries import company_if_any, roles_of


@dataclass(frozen=True)
class Item:
    """One line of the navigation, for those who may go there."""

    label: Any
    url_name: str
    icon: str
    needs: Can | None = None
    roles: frozenset[str] | None = None
    count: Callable[[Viewer], int] | None = None
    count_of: Any = ""


ASKING = frozenset(("analyst", "cx_manager", "account_manager"))
DESK = frozenset(("analyst", "cx_manager"))  # others may go there too; their navigation stays short

NAVIGATION: tuple[tuple[Any, tuple[Item, ...]], ...] = (
    (_("Listen"), (
        Item(_("Home"), "home", "home"),
        Item(_("Surveys"), "surveys:surveys", "surveys", Can.NUMBERS, ASKING),
        Item(_("Studies"), "surveys:studies", "observation", Can.ROWS, DESK),
        Item(_("Calendar"), "contact:calendar", "clock", Can.NUMBERS, ASKING),
        Item(_("Contact rules"), "contact:rules", "lock", Can.PROGRAMME),
        Item(_("Imports"), "collect:imports", "import", Can.IMPORTS),
        Item(_("Rejected rows"), "collect:rejected", "rejected", Can.IMPORTS),
    )),
    (_("Understand"), (
        Item(_("Explore"), "measure:explore", "explore", Can.NUMBERS),
        Item(_("Segments"), "measure:segments", "people", Can.NUMBERS),
        Item(_("Changes"), "measure:changes", "changes", Can.NUMBERS),
        Item(_("Drivers"), "measure:drivers", "drivers", Can.NUMBERS),
        Item(_("Questions"), "measure:questions", "questions", Can.NUMBERS, DESK),
        Item(_("Crosstab"), "measure:crosstab", "crosstab", Can.NUMBERS, DESK),
        Item(_("Saved"), "measure:analyses", "analyses", Can.NUMBERS, DESK),
        Item(_("Accounts"), "share:accounts", "accounts", Can.REVENUE),
        Item(_("People"), "share:people", "people", Can.IDENTITIES),
    )),
    (_("Act"), (
        Item(_("Cases"), "act:cases", "cases", Can.CASES, count=open_count, count_of=_("open")),
        Item(_("Goals"), "act:goals", "goals", Can.NUMBERS),
        Item(_("Initiatives"), "act:initiatives", "problems", Can.NUMBERS),
        Item(_("Triggers"), "act:triggers", "triggers", Can.PROGRAMME),
    )),
    (_("Run"), (
        Item(_("Members"), "company:members", "members", Can.MEMBERS),
        Item(_("Units"), "company:units", "units"),
        Item(_("Audit trail"), "company:audit", "audit", Can.AUDIT),
        Item(_("Health"), "share:health", "health", Can.HEALTH),
    )),
)  # fmt: skip


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of every page."""
    viewer: Viewer = getattr(request, "viewer", None) or NOBODY
    user = getattr(request, "user", None)
    roles = [ROLES[key] for key in roles_of(user)] if isinstance(user, Member) else []
    return {
        "viewer": viewer,
        "company": company_if_any(),
        "roles": roles,
        "role": ROLES.get(viewer.role),
        "nav": navigation(viewer, request.path) if viewer.member else [],
    }


def navigation(viewer: Viewer, path: str) -> list[dict[str, Any]]:
    groups = []
    for title, items in NAVIGATION:
        shown = [
            _shown(item, url, viewer, path)
            for item in items
            if _is_for(item, viewer) and (url := _url(item.url_name))
        ]
        if shown:
            groups.append({"title": title, "items": shown})
    return groups


def _is_for(item: Item, viewer: Viewer) -> bool:
    return (item.needs is None or viewer.may(item.needs)) and (
        item.roles is None or viewer.role in item.roles
    )


def _shown(item: Item, url: str, viewer: Viewer, path: str) -> dict[str, Any]:
    """A line as the page shows it; what it counts is narrowed to the viewer's data scope."""
    return {
        "label": item.label,
        "url": url,
        "icon": item.icon,
        "current": _is_current(url, path),
        "count": item.count(viewer) if item.count else None,
        "count_of": item.count_of,
    }


def _url(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _is_current(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
