"""The open cases a viewer sees, the most urgent first, with how many are late and how many were referred."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from oyez.act import sentences
from oyez.act.core.headlines import headline
from oyez.act.queries.cases import load
from oyez.act.queries.inbox import Item, inbox
from oyez.company.core.roles import Can
from oyez.journal.core.scales import scale_of
from oyez.kit.clock import now
from oyez.share.cards import CARDS, Card
from oyez.share.core.timeline import HIGH_POINTS, LOW_POINTS
from oyez.share.page import Page

SHOWN = 5


def fill(page: Page) -> Mapping[str, Any]:
    box = inbox(page.viewer, "due", limit=SHOWN)
    return {"load": load(page.viewer), "rows": rows(page, box.items), "view": "due"}


def rows(page: Page, items: Sequence[Item]) -> list[dict[str, Any]]:
    """Cases as lines of an inbox."""
    moment, zone = now(), page.company.time_zone
    found = []
    for item in items:
        due = sentences.due(item.case, moment, zone)
        found.append(
            {
                "url": reverse("act:case", args=[item.case.number]),
                "who": item.account or str(item.case.person),
                "what": headline(item.text) or sentences.reason(item.case),
                "due": due.text,
                "due_state": due.look,
                "current": False,
                **_score(page, item),
            }
        )
    return found


def _score(page: Page, item: Item) -> dict[str, Any]:
    value = item.case.score
    scale = scale_of(item.case.score_name, page.scales) if item.case.score_name else None
    if value is None or scale is None:
        return {"score": None, "maximum": "", "look": ""}
    points = scale.points(value)
    look = "low" if points <= LOW_POINTS else "high" if points >= HIGH_POINTS else ""
    return {"score": f"{value:g}", "maximum": f"{scale.maximum:g}", "look": look}


CARDS.add("cases", Card("share/cards/cases.html", (Can.CASES,), fill))
