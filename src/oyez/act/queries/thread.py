"""What was said in a case, and what is known about its customer, narrowed before anything leaves."""

from collections.abc import Sequence
from dataclasses import dataclass

from oyez.act.models import Case, CaseEntry
from oyez.act.queries.cases import visible
from oyez.company.core.scope import Viewer
from oyez.company.models import Touchpoint, Unit
from oyez.journal import queries as journal
from oyez.journal.models import Interaction
from oyez.kit.models import Outgoing
from oyez.people.models import Account, Preference
from oyez.people.queries import Known, account_keys, email_of, known, preferences

HISTORY = 8
OUR_OWN = 20  # replies and openings that the thread shows itself


@dataclass(frozen=True)
class Line:
    """One line of a thread. `said` is what the customer said; hidden where it was said in another scope."""

    entry: CaseEntry
    said: Interaction | None = None
    hidden: bool = False
    mail: str = ""


def thread(viewer: Viewer, of: Case) -> list[Line]:
    """What happened in a case, in order.

    An answer that was given elsewhere (another unit, another account) shows only to those who see that place:
    the case does not carry it over the wall.
    """
    entries = list(of.entries.select_related("member").order_by("at", "pk"))
    said = _said(viewer, of, [row.interaction_seq for row in entries if row.interaction_seq is not None])
    sent = _sent(of)
    lines = []
    for entry in entries:
        row = said.get(entry.interaction_seq or 0)
        hidden = entry.interaction_seq is not None and row is None
        lines.append(Line(entry, row, hidden, sent.get(entry.once or "", "")))
    return lines


def _said(viewer: Viewer, of: Case, seqs: Sequence[int]) -> dict[int, Interaction]:
    rows = Interaction.objects.filter(seq__in=seqs, mode="identified")
    inside = set(
        journal.narrowed(viewer, account_keys(viewer)).filter(seq__in=seqs).values_list("seq", flat=True)
    )
    return {
        row.seq: row for row in rows if row.seq in inside or (row.unit, row.account) == (of.unit, of.account)
    }


def _sent(of: Case) -> dict[str, str]:
    """How far each reply has come, by its cause."""
    rows = Outgoing.objects.filter(rule="case_reply", cause__startswith=f"{of.number}:")
    return {cause.partition(":")[2]: state for cause, state in rows.values_list("cause", "state")}


@dataclass(frozen=True)
class Customer:
    """Who a case is about, as far as the viewer may know."""

    known: Known
    address: str | None
    preferences: Sequence[Preference]
    history: Sequence[Interaction]
    other_cases: int


def customer(viewer: Viewer, of: Case) -> Customer:
    """The person of a case with what happened before, narrowed to the viewer's scope."""
    person = known(of.person_id)
    everybody = [person.person.pk, *(row.pk for row in person.absorbed)]
    return Customer(
        known=person,
        address=email_of(person),
        preferences=preferences(person),
        history=_history(viewer, of, person),
        other_cases=visible(viewer).filter(person__in=everybody).exclude(pk=of.pk).count(),
    )


def _history(viewer: Viewer, of: Case, person: Known) -> list[Interaction]:
    """What happened with a person besides what the thread shows already."""
    in_thread = set(of.entries.exclude(interaction_seq=None).values_list("interaction_seq", flat=True))
    rows = journal.timeline(
        viewer,
        subjects=person.subjects,
        accounts=account_keys(viewer),
        limit=HISTORY + len(in_thread) + OUR_OWN,
    )
    others = [row for row in rows if row.seq not in in_thread and row.attributes.get("case") != of.number]
    return [row for row in others if row.kind not in ("case_opened", "case_closed")][:HISTORY]


@dataclass(frozen=True)
class Places:
    """Where a case happened, by name."""

    touchpoint: str
    unit: str
    account: str


def places(viewer: Viewer, of: Case) -> Places:
    """Names of a case's touchpoint, unit and account."""
    return Places(
        Touchpoint.objects.filter(key=of.touchpoint).values_list("name", flat=True).first() or of.touchpoint,
        Unit.objects.filter(key=of.unit).values_list("name", flat=True).first() or of.unit or "",
        Account.objects.filter(key=of.account).values_list("name", flat=True).first() or of.account or "",
    )
