"""Every metric that anybody answered, each a door to the page where it is taken apart."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from oyez.company.core.roles import Can
from oyez.measure.ask import ask
from oyez.measure.core.question import Question
from oyez.measure.figures import figure
from oyez.share.cards import CARDS, Card
from oyez.share.page import Page


def fill(page: Page) -> Mapping[str, Any]:
    answers = [ask(page.viewer, Question(name, since=page.year)) for name in ("count", *page.scales)]
    explore = reverse("measure:explore")
    return {
        "figures": [
            figure(
                answer.metric,
                answer.total,
                url=f"{explore}?{urlencode({'metric': answer.metric.name, 'every': 'month'})}",
            )
            for answer in answers
            if answer.total and answer.total.n != 0
        ],
        "label": _("All metrics"),
    }


CARDS.add("metrics", Card("share/cards/figures.html", (Can.NUMBERS, Can.ROWS), fill))
