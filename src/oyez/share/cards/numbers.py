"""Five numbers: four scores with their intervals, and how much revenue has been heard from."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from oyez.company.core.roles import Can
from oyez.kit.charts import numerals
from oyez.kit.charts.figure import Figure, counted
from oyez.measure.ask import ask
from oyez.measure.core.matrix.placing import Heard
from oyez.measure.core.question import Question
from oyez.measure.figures import figure
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page

FOUR = ("nps", "csat", "ces", "stars")


def fill(page: Page) -> Mapping[str, Any]:
    answers = [ask(page.viewer, Question(name, since=page.year)) for name in FOUR]
    figures = [figure(answer.metric, answer.total) for answer in answers]
    return {"figures": [*figures, heard_figure(page.matrix.heard)], "label": _("Five numbers")}


def heard_figure(heard: Heard) -> Figure:
    """Revenue heard from, counted."""
    name = _("Revenue we have heard from")
    if not heard.of:
        return Figure(name=name, hidden=_("No accounts are known yet."))
    words = _("%(accounts)s of %(of)s accounts") % {
        "accounts": numerals.number(heard.accounts),
        "of": numerals.number(heard.of),
    }
    return counted(name, numerals.percent(heard.share), heard.share, words)


CARDS.add("numbers", Card("share/cards/figures.html", (Can.NUMBERS, Can.REVENUE), fill))
