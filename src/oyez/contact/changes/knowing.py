"""What the journal tells the rules: cases open and close, somebody buys, other tools write and are answered."""

from collections.abc import Sequence
from typing import Any

from oyez.contact.changes.rows import insert_approaches, insert_purchases
from oyez.contact.core.policy import INVITATIONS, Kind
from oyez.contact.models import Approach, OpenCase, OptOut, Purchase
from oyez.contact.models.wishes import EVERYTHING
from oyez.journal.models import Interaction
from oyez.kit.clock import to_micros
from oyez.people.changes import persons_of
from oyez.people.models import Person

OURS = "oyez"  # what Oyez sends it writes into the ledger itself, when it sends it
ORDERS = ("order", "purchase")
SENT = {"invitation": "study", "reminder": "reminder", "marketing": "marketing", "message": "marketing"}


def know(rows: Sequence[Interaction]) -> None:
    """Read rows of the journal on; reading a row again changes nothing."""
    known = persons_of({row.subject for row in rows if row.subject})
    _count_purchases([row for row in rows if row.kind in ORDERS and row.subject], known)
    insert_approaches(_approach(row, known) for row in rows if _is_approach(row))
    for row in rows:
        match row.kind:
            case "case_opened":
                _open_case(row, known)
            case "case_closed":
                OpenCase.objects.filter(case=_case(row)).delete()
            case "opt_out" if row.source != OURS and row.subject:
                _opt_out(row, known)
            case "redaction":
                _redact(row)
    _note_answers([row for row in rows if row.direction == "in" and row.survey and row.subject], known)


def _count_purchases(rows: list[Interaction], known: dict[str, int]) -> None:
    replaced = [bytes(row.replaces) for row in rows if row.replaces]
    if replaced:
        old = Interaction.objects.filter(key__in=replaced).values_list("seq", flat=True)
        Purchase.objects.filter(pk__in=list(old)).delete()
    insert_purchases(
        (row.seq, row.subject, known.get(row.subject or ""), to_micros(row.occurred_at)) for row in rows
    )


def _is_approach(row: Interaction) -> bool:
    """Whether another tool wrote to somebody; a message counts where it belongs to a campaign."""
    if row.direction != "out" or row.source == OURS or not row.subject or row.kind not in SENT:
        return False
    return row.kind != "message" or bool(row.attributes.get("campaign"))


def _approach(row: Interaction, known: dict[str, int]) -> tuple[Any, ...]:
    kind: Kind | str = SENT[row.kind]
    programme = row.attributes.get("programme")
    if row.kind == "invitation" and programme in INVITATIONS:
        kind = str(programme)
    key = str(row.survey or row.attributes.get("campaign") or row.source)
    wave = str(row.attributes.get("wave", ""))
    return (
        known.get(row.subject or ""), row.subject, row.account or "", kind, key[:64], wave[:64], "", "",
        row.channel, to_micros(row.occurred_at), f"journal:{row.seq}",
    )  # fmt: skip


def _case(row: Interaction) -> str:
    return str(row.attributes.get("case", ""))[:64]


def _open_case(row: Interaction, known: dict[str, int]) -> None:
    if _case(row):
        OpenCase.objects.update_or_create(
            case=_case(row),
            defaults={
                "subject": row.subject or "",
                "person_id": known.get(row.subject or ""),
                "account": row.account or "",
                "since": row.occurred_at,
            },
        )


def _opt_out(row: Interaction, known: dict[str, int]) -> None:
    """Another tool was told no: it counts here too, unless it was taken back since this row was first read."""
    cause = f"journal:{row.seq}"
    if OptOut.objects.filter(cause=cause).exists():
        return
    OptOut.objects.get_or_create(
        subject=row.subject,
        purpose=EVERYTHING,
        withdrawn_at=None,
        defaults={
            "person_id": known.get(row.subject or ""),
            "at": row.occurred_at,
            "how": "import",
            "cause": cause,
        },
    )


def _note_answers(rows: list[Interaction], known: dict[str, int]) -> None:
    """An answer ends reminders, whichever of the person's addresses was asked."""
    asked = Approach.objects.filter(key__in={row.survey for row in rows}) if rows else Approach.objects.none()
    keys = set(asked.order_by().values_list("key", flat=True).distinct())
    wanted = [row for row in rows if row.survey in keys and row.subject in known]
    same = _one_person({known[row.subject or ""] for row in wanted})
    for row in wanted:
        Approach.objects.filter(
            person__in=same[known[row.subject or ""]],
            key=row.survey,
            answered_at=None,
            at__lte=row.occurred_at,
        ).update(answered_at=row.occurred_at)


def _one_person(ids: set[int]) -> dict[int, list[int]]:
    """For each person all that are one with them after merges."""
    into = dict(Person.objects.filter(pk__in=ids).values_list("pk", "merged_into_id"))
    roots = {person: root or person for person, root in into.items()}
    group: dict[int, list[int]] = {root: [root] for root in roots.values()}
    absorbed = Person.objects.filter(merged_into__in=list(group)).values_list("pk", "merged_into_id")
    for person, root in absorbed:
        group[root or person].append(person)
    return {person: group[root] for person, root in roots.items()}


def _redact(row: Interaction) -> None:
    seqs = [int(seq) for seq in str(row.attributes.get("seqs", "")).split(",") if seq]
    Purchase.objects.filter(pk__in=seqs).delete()
    Approach.objects.filter(cause__in=[f"journal:{seq}" for seq in seqs]).update(subject="")
