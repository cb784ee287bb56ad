"""The viewer's own cases."""

from collections.abc import Mapping
from typing import Any

from oyez.act.queries.cases import load
from oyez.act.queries.inbox import inbox
from oyez.company.core.roles import Can
from oyez.share.cards import CARDS, Card
from oyez.share.cards.cases import SHOWN, rows
from oyez.share.page import Page


def fill(page: Page) -> Mapping[str, Any]:
    box = inbox(page.viewer, "mine", limit=SHOWN)
    return {"load": load(page.viewer), "rows": rows(page, box.items), "view": "mine"}


CARDS.add("desk", Card("share/cards/cases.html", (Can.CASES,), fill))
