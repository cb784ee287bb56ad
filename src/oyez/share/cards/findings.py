"""The findings that the last search told."""

from collections.abc import Mapping
from typing import Any

from oyez.company.core.roles import Can
from oyez.share.cards import CARDS, Card
from oyez.share.findings import looks
from oyez.share.findings.words import words_for
from oyez.share.page import Page
from oyez.share.queries.findings import latest


def fill(page: Page) -> Mapping[str, Any]:
    found = latest(page.viewer)
    if found is None:
        return {"found": None, "told": []}
    words = words_for(page.viewer, found.told, page.company.currency)
    return {
        "found": found,
        "told": [looks()[one.kind].tell(one, words) for one in found.told],
        "searched_at": found.searched_at.astimezone(page.zone),
    }


CARDS.add("findings", Card("share/cards/findings.html", (Can.PROGRAMME,), fill))
