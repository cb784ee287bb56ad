"""The newest words of customers with a low score, as evidence."""

from collections.abc import Mapping
from typing import Any

from oyez.company.core.roles import Can
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page
from oyez.share.queries.people import complaints
from oyez.share.sentences import line

SHOWN = 5


def fill(page: Page) -> Mapping[str, Any]:
    return {"lines": [line(page, event) for event in complaints(page.viewer, limit=SHOWN)]}


CARDS.add("voices", Card("share/cards/voices.html", (Can.ROWS,), fill))
