"""Relationship surveys come by themselves: each account in a month of its own, spread by hash."""

from django.db import transaction

from oyez.company.core.scope import OPERATOR
from oyez.company.queries import the_company
from oyez.kit.clock import today
from oyez.surveys.changes.waving import Plan, plan
from oyez.surveys.models import Survey, Wave
from oyez.surveys.queries import standing


@transaction.atomic
def plan_month() -> int:
    """This month's wave of each live survey that comes every so many months, planned once."""
    day = today(the_company().time_zone)
    planned = 0
    for version, asked in standing(Survey.State.LIVE):
        key = f"{version.survey.key}-{day:%Y-%m}"
        if not asked.timing.every_months or Wave.objects.filter(key=key).exists():
            continue
        plan(OPERATOR, version.survey.key, key, Plan(name=key, audience=asked.audience, reminder_days=3))
        planned += 1
    return planned
