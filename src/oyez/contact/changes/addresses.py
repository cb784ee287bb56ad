"""What bounces and complaints do to an address, and what a person undoes."""

from django.db import transaction

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.contact.core.bounced import is_dead, soft_days
from oyez.contact.models import Address
from oyez.kit.clock import now, to_micros
from oyez.kit.errors import NotFound

DAY = 86_400_000_000
EVIDENCE = 500
State = Address.State


@transaction.atomic
def bounced(subject: str, *, hard: bool, evidence: str) -> Address:
    """Note that a mail did not arrive: a hard bounce, or soft ones on three days of fourteen, and none follows."""
    row = _row(subject)
    moment = to_micros(now())
    row.soft_days = list(soft_days(row.soft_days, moment // DAY))
    if row.state != State.COMPLAINED:
        _move(row, State.UNDELIVERABLE if hard or is_dead(row.soft_days) else State.SOFT, evidence)
    row.save()
    return row


@transaction.atomic
def complained(subject: str, evidence: str) -> Address:
    """Note that somebody called our mail spam: nothing goes to that address again."""
    row = _row(subject)
    _move(row, State.COMPLAINED, evidence)
    row.save()
    return row


@transaction.atomic
def answered(subject: str) -> None:
    """A person wrote from an address: soft bounces of before say nothing any more."""
    Address.objects.filter(subject=subject, state=State.SOFT).update(
        state=State.OK, soft_days=[], since=to_micros(now())
    )


@transaction.atomic
def revive(viewer: Viewer, subject: str) -> Address:
    """Write to an address again, on somebody's word that it works."""
    viewer.needs(Can.PROGRAMME)
    row = Address.objects.select_for_update().filter(subject=subject).first()
    if row is None:
        raise NotFound("Nothing stands against this address.")
    before = row.state
    row.state, row.soft_days, row.since, row.evidence = State.OK, [], now(), ""
    row.save()
    audit(viewer, "revive_address", f"address:{row.pk}", before={"state": before}, after={"state": row.state})
    return row


def _row(subject: str) -> Address:
    Address.objects.get_or_create(subject=subject, defaults={"since": to_micros(now())})
    return Address.objects.select_for_update().get(subject=subject)


def _move(row: Address, state: str, evidence: str) -> None:
    """Later evidence for the same says nothing new; an address that is dead is not made less so."""
    if row.state == state or (row.state == State.UNDELIVERABLE and state == State.SOFT):
        return
    row.state, row.since, row.evidence = state, now(), evidence[:EVIDENCE]
