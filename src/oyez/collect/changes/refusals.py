"""Keeps rows that cannot be used; one that waits already since an import before is not kept twice."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from oyez.collect.models import KeptRow
from oyez.journal import changes as journal
from oyez.journal.models import Rejected

PART = 500


class Refusal(NamedTuple):
    """A row that cannot be used: where it came from, its line, why, and its text."""

    source: str
    origin: str
    line: int
    reason: str
    raw: str


def keep(refusals: Sequence[Refusal], own: set[str]) -> int:
    """Keep what does not wait yet; how many waited already. `own` are the origins of the import at hand.

    Equal rows of one import are all kept: without ids they may be answers of several persons.
    """
    if not refusals:
        return 0
    key = journal.secret()
    prints = [_fingerprint(key, refusal) for refusal in refusals]
    waiting = _waiting(set(prints), own)
    fresh = [
        (print_, refusal) for print_, refusal in zip(prints, refusals, strict=True) if print_ not in waiting
    ]
    numbers = journal.reject_all(refusal for _, refusal in fresh)
    rows = [
        KeptRow(fingerprint=print_, rejected=number)
        for (print_, _), number in zip(fresh, numbers, strict=True)
    ]
    KeptRow.objects.bulk_create(rows, batch_size=PART)
    return len(refusals) - len(fresh)


def _fingerprint(key: bytes, refusal: Refusal) -> bytes:
    content = hashlib.blake2b(digest_size=16, key=key, person=b"oyez rejected")
    for said in (refusal.source, refusal.reason, refusal.raw.strip()):
        text = said.encode(errors="surrogatepass")
        content.update(len(text).to_bytes(8, "big") + text)
    return content.digest()


def _waiting(prints: set[bytes], own: set[str]) -> set[bytes]:
    """Those of these rows that an import before keeps waiting."""
    found: set[bytes] = set()
    wanted = list(prints)
    for start in range(0, len(wanted), PART):
        rows = KeptRow.objects.filter(fingerprint__in=wanted[start : start + PART])
        by_number = {number: bytes(print_) for print_, number in rows.values_list("fingerprint", "rejected")}
        found |= {by_number[number] for number in _still_waiting(list(by_number), own)}
    return found


def _still_waiting(numbers: Sequence[int], own: set[str]) -> set[int]:
    found: set[int] = set()
    for start in range(0, len(numbers), PART):
        rows = Rejected.objects.filter(
            pk__in=numbers[start : start + PART], state=Rejected.State.WAITING
        ).exclude(origin__in=own)
        found |= set(rows.values_list("pk", flat=True))
    return found
