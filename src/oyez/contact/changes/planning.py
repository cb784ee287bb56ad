"""What is going to be asked when, so that lesser surveys make way and a calendar can show it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.contact.core.asking import Asking
from oyez.contact.models import Planned
from oyez.kit.clock import to_micros

PART = 500


@transaction.atomic
def plan(viewer: Viewer, asking: Asking, persons: Iterable[tuple[int, str, datetime]]) -> int:
    """Plan a wave: (person, account key or nothing, moment). A person planned before gets the new moment."""
    viewer.needs(Can.PROGRAMME)
    rows = [
        Planned(
            person_id=person,
            account=account,
            kind=asking.kind,
            key=asking.key,
            wave=asking.wave,
            at=to_micros(at),
            about_the_seller=asking.about_the_seller,
        )
        for person, account, at in persons
    ]
    Planned.objects.bulk_create(
        rows,
        batch_size=PART,
        update_conflicts=True,
        unique_fields=["key", "wave", "kind", "person"],
        update_fields=["account", "at", "about_the_seller"],
    )
    audit(
        viewer, "plan_wave", f"{asking.kind}:{asking.key}", after={"wave": asking.wave, "persons": len(rows)}
    )
    return len(rows)


@transaction.atomic
def unplan(viewer: Viewer, asking: Asking) -> int:
    """Take what is left of a planned wave back; says for how many persons."""
    viewer.needs(Can.PROGRAMME)
    count, _rows = Planned.objects.filter(kind=asking.kind, key=asking.key, wave=asking.wave).delete()
    audit(viewer, "unplan_wave", f"{asking.kind}:{asking.key}", after={"wave": asking.wave, "persons": count})
    return count
