"""How much happens in each stage, and how much of it anybody is asked about."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from oyez.company.core.roles import Can
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page
from oyez.share.queries.stages import stages


def fill(page: Page) -> Mapping[str, Any]:
    rows = stages(page.viewer, page.year, page.today + timedelta(days=1))
    most = max((row.interactions + row.answers for row in rows), default=0)
    return {"rows": rows, "most": most}


CARDS.add("stages", Card("share/cards/stages.html", (Can.NUMBERS,), fill))
