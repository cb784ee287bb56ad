"""Everything that is known of one person, as plain data: the parts of people, journal and cases, and of other rooms."""

from typing import Any

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal import queries as journal
from oyez.journal.models import Interaction
from oyez.people import queries as people
from oyez.people.exports import PARTS
from oyez.people.queries import Known
from oyez.share.queries import identity
from oyez.share.queries.cases import of_person
from oyez.share.queries.people import visible


def export_person(viewer: Viewer, person_id: int) -> dict[str, Any]:
    """All parts, in the order in which rooms added them; that somebody took them is in the audit trail."""
    viewer.needs(Can.IDENTITIES)
    known = visible(viewer, person_id)
    found = {name: PARTS[name](viewer, known) for name in PARTS}
    audit(viewer, "export_person", f"person:{known.person.pk}")
    return found


def _person(viewer: Viewer, known: Known) -> dict[str, Any]:
    person = known.person
    return {
        "id": person.pk,
        "name": person.name,
        "language": person.language,
        "country": person.country,
        "prospect": person.prospect,
        "known_since": person.created_at.isoformat(),
        "also_recorded_as": [row.pk for row in known.absorbed],
    }


def _identifiers(viewer: Viewer, known: Known) -> list[dict[str, Any]]:
    return [
        {"kind": row.kind, "value": row.value, "first_seen_at": row.first_seen_at.isoformat()}
        for row in known.identifiers
    ]


def _preferences(viewer: Viewer, known: Known) -> list[dict[str, Any]]:
    return [
        {"name": row.name, "value": row.value, "noted_on": row.noted_on.isoformat(), "source": row.source}
        for row in people.preferences(known)
    ]


def _contacts(viewer: Viewer, known: Known) -> list[dict[str, Any]]:
    return [
        {"account": row.account.key, "name": row.account.name, "role": row.role}
        for row in identity.contacts(viewer, {known.person.pk})
    ]


def _interactions(viewer: Viewer, known: Known) -> list[dict[str, Any]]:
    rows = journal.narrowed(viewer, people.account_keys(viewer)).filter(subject__in=list(known.subjects))
    found = list(rows.exclude(kind="redaction").order_by("occurred_at", "seq"))
    standing = {row.seq for row in journal.standing(found)}
    return [_interaction(viewer, row) | {"stands": row.seq in standing} for row in found]


def _interaction(viewer: Viewer, row: Interaction) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "source": row.source,
        "occurred_at": row.occurred_at.isoformat(),
        "recorded_at": row.recorded_at.isoformat(),
        "kind": row.kind,
        "channel": row.channel,
        "direction": row.direction,
        "subject": row.subject,
        "account": row.account,
        "unit": row.unit,
        "touchpoint": row.touchpoint,
        "survey": row.survey,
        "language": row.language,
        "mention": row.mention,
        "scores": row.scores,
        "text": row.text,
        "attributes": journal.attributes(viewer, row),
    }


def _cases(viewer: Viewer, known: Known) -> list[dict[str, Any]]:
    return [
        {
            "number": case.number,
            "opened_at": case.opened_at.isoformat(),
            "touchpoint": case.touchpoint,
            "trigger": case.trigger,
            "state": case.state,
            "owner": case.owner.name if case.owner else None,
            "outcome": case.outcome,
            "root_cause": case.root_cause.name if case.root_cause else None,
            "closed_at": case.closed_at.isoformat() if case.closed_at else None,
        }
        for case in of_person(viewer, known)
    ]


for name, part in (
    ("person", _person),
    ("identifiers", _identifiers),
    ("preferences", _preferences),
    ("contacts", _contacts),
    ("interactions", _interactions),
    ("cases", _cases),
):
    PARTS.add(name, part)
