"""Whose something was, once that is known: rows of strangers find their person when the identifier appears."""

from django.db import transaction
from django.db.models import Max

from oyez.contact.models import Approach, OpenCase, OptOut, Purchase
from oyez.kit import worker
from oyez.kit.worker import Lease
from oyez.people.models import Identifier

BATCH = 2_000
PART = 500
KNOWN_BY_SUBJECT = (Approach, OpenCase, OptOut, Purchase)


def are_there_new(position: int) -> bool:
    """Whether identifiers appeared since."""
    return (Identifier.objects.aggregate(last=Max("pk"))["last"] or 0) > position


def recognise_strangers(lease: Lease) -> bool:
    """Take the next identifiers and give their persons what was kept for nobody yet."""
    rows = list(
        Identifier.objects.filter(pk__gt=lease.position)
        .order_by("pk")
        .values_list("pk", "kind", "value", "person_id")[:BATCH]
    )
    if not rows:
        return False
    with transaction.atomic():
        _give({f"{kind}:{value}": person for _pk, kind, value, person in rows})
        worker.move(lease, rows[-1][0])
    return True


def _give(persons: dict[str, int]) -> None:
    subjects = list(persons)
    for table in KNOWN_BY_SUBJECT:
        nobodys = table._default_manager.filter(person=None)
        if nobodys.exists():
            for start in range(0, len(subjects), PART):
                waiting = nobodys.filter(subject__in=subjects[start : start + PART])
                for subject in set(waiting.values_list("subject", flat=True)):
                    nobodys.filter(subject=subject).update(person_id=persons[subject])
