"""Growth opportunities beside revenue at risk: who is satisfied and buys little, and what is done next there."""

from collections.abc import Mapping
from typing import Any

from oyez.company.core.roles import Can
from oyez.share.cards import CARDS, Card
from oyez.share.outlook import growth_lines, growth_said
from oyez.share.page import Page
from oyez.share.queries.accounts import next_steps
from oyez.share.queries.outlook import growth

SHOWN = 4


def fill(page: Page) -> Mapping[str, Any]:
    found = growth(page.viewer, page.matrix)
    steps = next_steps(page.viewer, [account.key for account in found])
    return {
        "said": growth_said(page.matrix, found, steps) if found else "",
        "lines": growth_lines(page.matrix, found[:SHOWN], steps),
    }


CARDS.add("growth", Card("share/cards/growth.html", (Can.NUMBERS, Can.REVENUE), fill))
