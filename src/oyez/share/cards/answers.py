"""Who of a viewer's accounts answered last, and what."""

from collections.abc import Mapping
from typing import Any

from oyez.company.core.roles import Can
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page
from oyez.share.queries.people import answered_by
from oyez.share.sentences import line

SHOWN = 6


def fill(page: Page) -> Mapping[str, Any]:
    return {
        "lines": [
            {"person": person, "name": name, "account": account, **line(page, event)}
            for event, person, name, account in answered_by(page.viewer, limit=SHOWN)
        ]
    }


CARDS.add("answers", Card("share/cards/answers.html", (Can.ROWS, Can.IDENTITIES), fill))
