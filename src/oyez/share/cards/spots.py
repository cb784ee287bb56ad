"""Where a viewer's accounts are silent or split: no answer is not satisfied."""

from collections.abc import Mapping
from typing import Any

from oyez.company.core.roles import Can
from oyez.measure.core.matrix.placing import Look
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page
from oyez.share.pictures import coverage, flags, name_of

SHOWN = 6


def fill(page: Page) -> Mapping[str, Any]:
    placed = page.matrix.placed
    silent = [account for account in placed if account.look is Look.HOLLOW]
    marked = [*silent, *(one for one in placed if one not in silent and (one.blind or one.split))]
    return {
        "rows": [
            {
                "key": account.key,
                "name": name_of(page.matrix, account.key) or account.key,
                "revenue": account.revenue,
                "silent": account.score is None,
                "flags": flags(account),
                "coverage": coverage(account),
            }
            for account in marked[:SHOWN]
        ],
        "more": max(0, len(marked) - SHOWN),
        "currency": page.company.currency,
    }


CARDS.add("spots", Card("share/cards/spots.html", (Can.NUMBERS, Can.REVENUE, Can.IDENTITIES), fill))
