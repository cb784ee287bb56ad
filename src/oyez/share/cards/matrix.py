"""The account matrix as a drawing with the table behind it."""

from collections.abc import Mapping
from typing import Any

from oyez.company.core.roles import Can
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page
from oyez.share.pictures import picture


def fill(page: Page) -> Mapping[str, Any]:
    return {"picture": picture(page.viewer, page.matrix)}


CARDS.add("matrix", Card("share/cards/matrix.html", (Can.NUMBERS, Can.REVENUE), fill))
