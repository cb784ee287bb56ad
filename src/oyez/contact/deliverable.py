"""Addresses that take no mail: what bounced for good, or complained."""

from collections.abc import Iterable

from oyez.contact.models import Address

DEAD = (Address.State.UNDELIVERABLE, Address.State.COMPLAINED)
PART = 500


def undeliverable(kind: str) -> frozenset[str]:
    """The addresses of a kind (`email`, `phone`) that are not written to any more, without their kind."""
    rows = Address.objects.filter(state__in=DEAD, subject__startswith=f"{kind}:")
    return frozenset(subject.partition(":")[2] for subject in rows.values_list("subject", flat=True))


def undeliverable_among(subjects: Iterable[str]) -> frozenset[str]:
    """Those of the subjects that are not written to any more."""
    asked = list(subjects)
    found: set[str] = set()
    for start in range(0, len(asked), PART):
        rows = Address.objects.filter(state__in=DEAD, subject__in=asked[start : start + PART])
        found.update(rows.values_list("subject", flat=True))
    return frozenset(found)
