"""Each role's page as data: its heading, and at most seven cards in their order."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from oyez.company.core.scope import Viewer
from oyez.share.cards import Filled, fill
from oyez.share.core.findings import MANY
from oyez.share.page import Page

MOST_CARDS = 7


@dataclass(frozen=True)
class Dashboard:
    """A role's page: rows of cards, of which the first is the widest."""

    heading: Any
    lead: Any
    rows: tuple[tuple[str, ...], ...]

    @property
    def cards(self) -> tuple[str, ...]:
        return tuple(name for row in self.rows for name in row)


DASHBOARDS: dict[str, Dashboard] = {
    "executive": Dashboard(
        _("Four quarters at a glance"),
        _("The last twelve months. Shaded bars are 95% intervals; what is counted says so."),
        (("numbers",), ("matrix", "risk", "growth", "goals")),
    ),
    "manager": Dashboard(
        _("Your unit"),
        _("The last twelve months of the units in your care, what is open there, and what was praised."),
        (("figures",), ("cases", "praise", "goals")),
    ),
    "account_manager": Dashboard(
        _("Your accounts"),
        _("The next renewals first, who told you what, and who has told you nothing."),
        (("renewals", "spots"), ("answers", "cases")),
    ),
    "touchpoint_owner": Dashboard(
        _("Your touchpoints"),
        _("The problems that were sent to you, with what customers said."),
        (("cases", "voices"), ("figures",)),
    ),
    "analyst": Dashboard(
        _("All figures"),
        _("Every metric with its interval, under pseudonyms where rows are concerned."),
        (("metrics",), ("matrix", "stages")),
    ),
    "agent": Dashboard(
        _("Who is in front of you?"),
        _("Find the customer by name, e-mail, phone or customer number."),
        (("lookup",), ("desk",)),
    ),
    "cx_manager": Dashboard(
        _("Seven things you did not know"),
        _("Shaded bars are 95% intervals, the upright tick is no difference or what it is compared with."),
        (("findings",), ("stages", "cases", "intake", "lag")),
    ),
    "administrator": Dashboard(
        _("The house"),
        _("Who may come in, and whether everything keeps up."),
        (("members", "lag"),),
    ),
}


@dataclass(frozen=True)
class Home:
    """What somebody sees who comes in."""

    role: str
    heading: Any
    lead: Any
    rows: tuple[tuple[Filled, ...], ...]


def home(viewer: Viewer) -> Home | None:
    """The page of a viewer's role; none for who has no role."""
    dashboard = DASHBOARDS.get(viewer.role)
    if dashboard is None:
        return None
    page = Page(viewer)
    rows = tuple(tuple(fill(name, page) for name in row) for row in dashboard.rows)
    return Home(viewer.role, _heading(dashboard, rows), dashboard.lead, rows)


def _heading(dashboard: Dashboard, rows: tuple[tuple[Filled, ...], ...]) -> Any:
    """Seven things only where there are seven."""
    told = [len(card.content["told"]) for row in rows for card in row if card.name == "findings"]
    return _("What you did not know") if told and told[0] != MANY else dashboard.heading
