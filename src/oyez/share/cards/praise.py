"""What customers praised since yesterday."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from oyez.company.core.roles import Can
from oyez.kit.clock import now
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page
from oyez.share.queries.people import praise
from oyez.share.sentences import line


def fill(page: Page) -> Mapping[str, Any]:
    yesterday = datetime.combine(page.today - timedelta(days=1), time(), page.zone)
    found = praise(page.viewer, yesterday, now(), limit=3)
    return {"lines": [line(page, event) for event in found]}


CARDS.add("praise", Card("share/cards/praise.html", (Can.ROWS,), fill))
