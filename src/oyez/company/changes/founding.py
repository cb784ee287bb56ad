"""The company itself: founded once, and its k never lowered."""

from django.db import transaction

from oyez.company.changes.trail import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import OPERATOR, Viewer
from oyez.company.models import (
    Company,
)
from oyez.kit.clock import now
from oyez.kit.errors import Refused


@transaction.atomic
def found_company(name: str, *, currency: str, time_zone: str, k: int = 5) -> Company:
    """Set up the company of this installation; there is only one."""
    if Company.objects.exists():
        raise Refused("This installation already has a company.")
    company = Company.objects.create(
        pk=1, name=name, currency=currency.upper(), time_zone=time_zone, k=k, created_at=now()
    )
    audit(OPERATOR, "found_company", f"company:{name}")
    return company


@transaction.atomic
def set_k(viewer: Viewer, k: int) -> None:
    """Raise the fewest voices shown together; answers were given under the old promise, so never lower it."""
    viewer.needs(Can.MEMBERS)
    company = Company.objects.select_for_update().get()
    if k < company.k:
        raise Refused(f"People answered under the promise of {company.k}; it can be raised, never lowered.")
    before, company.k = company.k, k
    company.save(update_fields=["k"])
    audit(viewer, "set_k", "company", {"k": before}, {"k": k})
