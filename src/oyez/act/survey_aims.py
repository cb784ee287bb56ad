"""Goals that a survey is to judge, as the lint of surveys asks for them."""

from collections.abc import Iterator

from oyez.act.models import Goal
from oyez.surveys.core.lint.facts import AIMS, Aim


def aims(survey: str) -> Iterator[Aim]:
    """The standing goals of a survey: the change from their baseline, and what the answers expected can show."""
    for goal in Goal.objects.filter(survey=survey, withdrawn_at=None).order_by("key"):
        yield Aim(goal.name, goal.target - float(goal.baseline["value"]), goal.detectable)


AIMS.add("goals", aims)
