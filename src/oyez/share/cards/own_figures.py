"""The figures of a viewer's own scope: each score in use, over the last twelve months."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from oyez.company.core.roles import Can
from oyez.measure.ask import ask
from oyez.measure.core.question import Question
from oyez.measure.figures import figure
from oyez.share.cards import CARDS, Card
from oyez.share.cards.numbers import FOUR
from oyez.share.page import Page


def fill(page: Page) -> Mapping[str, Any]:
    answers = [ask(page.viewer, Question(name, since=page.year)) for name in FOUR]
    used = [answer for answer in answers if answer.total and (answer.total.n or answer.total.suppressed)]
    return {"figures": [figure(a.metric, a.total) for a in used or answers], "label": _("Your figures")}


CARDS.add("figures", Card("share/cards/figures.html", (Can.NUMBERS,), fill))
