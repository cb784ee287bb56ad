"""Find the customer who is in front of somebody."""

from collections.abc import Mapping
from typing import Any

from oyez.company.core.roles import Can
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page


def fill(page: Page) -> Mapping[str, Any]:
    return {}


CARDS.add("lookup", Card("share/cards/lookup.html", (Can.ROWS,), fill))
