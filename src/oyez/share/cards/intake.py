"""What came in, what waits, and what could not be used."""

from collections.abc import Mapping
from typing import Any

from oyez.company.core.roles import Can
from oyez.journal.queries import inbox_count, last_seq
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page
from oyez.share.queries.intake import rejected_count


def fill(page: Page) -> Mapping[str, Any]:
    return {
        "interactions": last_seq(),
        "waiting": inbox_count(),
        "rejected": rejected_count(page.viewer),
    }


CARDS.add("intake", Card("share/cards/intake.html", (Can.IMPORTS,), fill))
