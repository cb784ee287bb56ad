"""No more of it, or again: what a person wants holds from the next moment on, for all their addresses."""

from django.db import transaction
from django.db.models import Q

from oyez.company.changes import audit
from oyez.company.core.scope import Viewer
from oyez.contact.core.policy import PURPOSES
from oyez.contact.models import Consent, OptOut
from oyez.contact.models.wishes import EVERYTHING
from oyez.journal.changes import accept
from oyez.journal.core.facts import Fact
from oyez.kit.clock import now, to_micros
from oyez.kit.errors import Refused
from oyez.people.queries import person_of

SOURCE = "oyez"


@transaction.atomic
def opt_out(viewer: Viewer, subject: str, *, purpose: str = EVERYTHING, how: str, cause: str = "") -> OptOut:
    """Write nothing more of a purpose (or `all`) to the person behind a subject. Said twice, it is kept once."""
    _check(subject, purpose)
    found, is_new = OptOut.objects.get_or_create(
        subject=subject,
        purpose=purpose,
        withdrawn_at=None,
        defaults={
            "person_id": person_of(subject),
            "at": to_micros(now()),
            "how": how[:32],
            "cause": cause[:200],
        },
    )
    if is_new:
        _end_consents(found)
        accept([_fact(found, "opt_out", how)])
        audit(viewer, "opt_out", f"opt-out:{found.pk}", after={"purpose": purpose, "how": how})
    return found


@transaction.atomic
def opt_in(viewer: Viewer, subject: str, *, purpose: str = EVERYTHING, how: str) -> int:
    """Take back what a person said; says how many opt-outs ended. `all` takes back every purpose."""
    _check(subject, purpose)
    rows = OptOut.objects.filter(subject=subject, withdrawn_at=None)
    person = person_of(subject)
    if person is not None:
        same = Q(person=person) | Q(person__merged_into=person)
        rows = rows | OptOut.objects.filter(same, withdrawn_at=None)
    ended = list(rows if purpose == EVERYTHING else rows.filter(purpose=purpose))
    for row in ended:
        row.withdrawn_at = now()
        row.save(update_fields=["withdrawn_at"])
        accept([_fact(row, "opt_in", how)])
        audit(viewer, "opt_in", f"opt-out:{row.pk}", after={"purpose": row.purpose, "how": how})
    return len(ended)


@transaction.atomic
def consent(
    viewer: Viewer, person: int, purpose: str, *, channel: str = "", basis: str, source: str
) -> Consent:
    """Write down that a person said yes to a purpose, with the words they said yes to and where."""
    if purpose not in PURPOSES:
        raise Refused(f"“{purpose}” is not a purpose: {', '.join(PURPOSES)}.")
    found, is_new = Consent.objects.get_or_create(
        person_id=person,
        purpose=purpose,
        channel=channel,
        until=None,
        defaults={"basis": basis[:200], "source": source[:200], "since": to_micros(now())},
    )
    if is_new:
        audit(viewer, "consent", f"person:{person}", after={"purpose": purpose, "channel": channel})
    return found


def _check(subject: str, purpose: str) -> None:
    if ":" not in subject:
        raise Refused("An identifier is kind:value, such as email:ana@example.org.")
    if purpose not in (EVERYTHING, *PURPOSES):
        raise Refused(f"“{purpose}” is not a purpose: {EVERYTHING}, {', '.join(PURPOSES)}.")


def _end_consents(row: OptOut) -> None:
    """Whoever says no has taken their yes back."""
    if row.person_id is None:
        return
    rows = Consent.objects.filter(person=row.person_id, until=None)
    (rows if row.purpose == EVERYTHING else rows.filter(purpose=row.purpose)).update(until=now())


def _fact(row: OptOut, kind: str, how: str) -> Fact:
    return Fact(
        source=SOURCE,
        id=f"{kind}:{row.pk}",
        occurred_at=to_micros(now()),
        kind=kind,
        subject=row.subject,
        attributes={"purpose": row.purpose, "how": how},
        news=True,
    )
