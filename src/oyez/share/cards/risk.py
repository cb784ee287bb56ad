"""Revenue at risk: the expected loss if history repeats, with its interval."""

from collections.abc import Mapping
from typing import Any

from oyez.company.core.roles import Can
from oyez.kit.charts import numerals
from oyez.share.cards import CARDS, Card
from oyez.share.outlook import risk_figure
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


CARDS.add("risk", Card("share/cards/risk.html", (Can.NUMBERS, Can.REVENUE), fill))
