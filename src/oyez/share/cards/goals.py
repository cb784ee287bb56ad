"""Goals met, missed and undecided, those that were missed first."""

from collections.abc import Mapping
from typing import Any

from oyez.act.aims import by_urgency, goal_number, tally
from oyez.act.queries.goals import goals
from oyez.company.core.roles import Can
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page

SHOWN = 6


def fill(page: Page) -> Mapping[str, Any]:
    found = by_urgency(goals(page.viewer))
    rows = [
        {
            "name": one.goal.name,
            "owner": one.goal.owner.name,
            "number": goal_number(one),
            "verdict": one.verdict.value,
        }
        for one in found[:SHOWN]
    ]
    return {"rows": rows, "tally": tally(found), "more": max(0, len(found) - SHOWN)}


CARDS.add("goals", Card("share/cards/goals.html", (Can.NUMBERS,), fill))
