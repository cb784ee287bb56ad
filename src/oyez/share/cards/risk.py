"""Revenue at risk: the expected loss if history repeats, with its interval."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from oyez.company.core.roles import Can
from oyez.kit.charts import numerals
from oyez.kit.charts.figure import Figure
from oyez.kit.charts.strip import Strip
from oyez.measure.core.matrix.risk import AtRisk
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page
from oyez.share.queries.outlook import risk


def fill(page: Page) -> Mapping[str, Any]:
    found = risk(page.viewer, page.matrix)
    if found is None:
        return {"figure": None}
    return {
        "figure": risk_figure(found, page.matrix.heard.total, page.company.currency),
        "usual": numerals.short_money(found.usual, page.company.currency),
    }


def risk_figure(found: AtRisk, total: float, currency: str) -> Figure:
    """The expected loss; the tick is what is usually lost in a year."""
    lo, hi = numerals.short_money(found.lo, currency), numerals.short_money(found.hi, currency)
    return Figure(
        name=_("Expected loss if history repeats"),
        value=numerals.short_money(found.expected, currency),
        unit=_("of %(money)s billed") % {"money": numerals.short_money(total, currency)},
        range=_("95%% interval %(between)s") % {"between": numerals.between(lo, hi)},
        count=_("n %(count)s accounts") % {"count": numerals.number(found.n)},
        strip=Strip(
            value=found.expected,
            low=0,
            high=max(found.hi * 1.2, found.usual * 1.2, 1.0),
            lo=found.lo,
            hi=found.hi,
            reference=found.usual,
        ),
    )


CARDS.add("risk", Card("share/cards/risk.html", (Can.NUMBERS, Can.REVENUE), fill))
