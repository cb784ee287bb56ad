"""Quotas: what is full ends the way of whoever falls under it; a complete answer counts once."""

from django.db.models import F

from oyez.surveys.core.conditions import holds
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.quota import full
from oyez.surveys.core.route import Respondent, values
from oyez.surveys.models import QuotaFill, Response


def full_for(survey: int, definition: Definition, who: Respondent) -> str:
    """The full quota that somebody falls under, as far as they are known; empty where there is none."""
    counts = dict(QuotaFill.objects.filter(survey=survey).values_list("name", "count"))
    return full(definition, counts, values(definition, who)) or ""


def fill(response: Response, definition: Definition, who: Respondent) -> None:
    """Count a complete answer under each quota that it falls under."""
    known = values(definition, who)
    for quota in definition.quotas:
        if holds(quota.when, known):
            survey = response.version.survey
            QuotaFill.objects.get_or_create(survey=survey, name=quota.name)
            QuotaFill.objects.filter(survey=survey, name=quota.name).update(count=F("count") + 1)
