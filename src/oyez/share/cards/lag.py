"""Whether every step keeps up."""

from collections.abc import Mapping
from typing import Any

from oyez.company.core.roles import Can
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page


def fill(page: Page) -> Mapping[str, Any]:
    return {"lag": page.lag}


CARDS.add("lag", Card("share/cards/lag.html", (Can.HEALTH,), fill))
