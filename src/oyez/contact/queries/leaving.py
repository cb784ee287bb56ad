"""The last look before a mail leaves: an opt-out counts at once, whatever was decided when the list was made."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from oyez.contact.core.eligible import Code
from oyez.contact.deliverable import undeliverable_among
from oyez.contact.models import OptOut
from oyez.contact.models.wishes import EVERYTHING
from oyez.people.core.identifiers import parts
from oyez.people.models import Identifier

PART = 500


def may_leave(subjects: Sequence[str], purpose: str) -> dict[str, str]:
    """For each subject `send`, or why nothing may be sent: `opted_out` or `undeliverable`."""
    said = dict.fromkeys(subjects, Code.send.name)
    bad = undeliverable_among(said)
    out = _opted_out(list(said), purpose)
    for subject in said:
        if subject in out:
            said[subject] = Code.opted_out.name
        elif subject in bad:
            said[subject] = Code.undeliverable.name
    return said


def _opted_out(subjects: list[str], purpose: str) -> set[str]:
    rows = OptOut.objects.filter(withdrawn_at=None, purpose__in=[EVERYTHING, purpose])
    found: set[str] = set()
    for start in range(0, len(subjects), PART):
        some = subjects[start : start + PART]
        found.update(rows.filter(subject__in=some).values_list("subject", flat=True))
        found |= _by_person(some, rows)
    return found


def _by_person(subjects: list[str], rows: QuerySet[OptOut]) -> set[str]:
    """Those of the subjects whose person, after merges, opted out under whatever address."""
    standing = _standing(subjects)
    roots = set(standing.values())
    saying = rows.filter(Q(person__in=roots) | Q(person__merged_into__in=roots))
    out = {into or person for person, into in saying.values_list("person_id", "person__merged_into_id")}
    return {subject for subject, person in standing.items() if person in out}


def _standing(subjects: list[str]) -> dict[str, int]:
    by_kind: dict[str, list[str]] = {}
    for subject in subjects:
        kind, value = parts(subject)
        by_kind.setdefault(kind, []).append(value)
    found: dict[str, int] = {}
    for kind, values in by_kind.items():
        rows = Identifier.objects.filter(kind=kind, value__in=values)
        for value, person, into in rows.values_list("value", "person_id", "person__merged_into_id"):
            found[f"{kind}:{value}"] = into or person
    return found
