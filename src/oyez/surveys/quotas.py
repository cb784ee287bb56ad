"""How far the quotas of a survey are filled."""

from oyez.surveys.core.definition import Definition
from oyez.surveys.models import QuotaFill


def filled(survey: str, definition: Definition) -> dict[str, int]:
    """Complete answers under each quota."""
    counts = dict(QuotaFill.objects.filter(survey__key=survey).values_list("name", "count"))
    return {quota.name: counts.get(quota.name, 0) for quota in definition.quotas}
