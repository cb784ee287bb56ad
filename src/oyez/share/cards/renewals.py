"""The viewer's accounts, the next renewal first."""

from collections.abc import Mapping
from typing import Any

from oyez.company.core.roles import Can
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page
from oyez.share.queries.accounts import lines

SHOWN = 8
SOON_DAYS = 90


def fill(page: Page) -> Mapping[str, Any]:
    found = lines(page.viewer)
    return {
        "lines": found[:SHOWN],
        "more": max(0, len(found) - SHOWN),
        "currency": page.company.currency,
        "soon": SOON_DAYS,
        "reveals_revenue": page.viewer.may(Can.REVENUE),
    }


CARDS.add("renewals", Card("share/cards/renewals.html", (Can.IDENTITIES,), fill))
