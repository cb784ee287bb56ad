"""What members do in cases: take, answer, note, refer, close, reopen. Each is one transaction with its audit line."""

import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from oyez.act.changes import telling
from oyez.act.core import numbers
from oyez.act.core.states import BY_MEMBERS, State, Verb, after
from oyez.act.desks import Desks
from oyez.act.mails import Mailroom, Referral, Reply
from oyez.act.models import Case, CaseEntry, RootCause
from oyez.act.queries.cases import visible
from oyez.company.changes import audit
from oyez.company.core.scope import Viewer
from oyez.company.models import Member
from oyez.company.queries import the_company
from oyez.journal.changes import accept
from oyez.journal.models import Interaction
from oyez.kit.clock import now
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.people.queries import email_of, known

TEXT_LENGTH = 20_000
NOTE_LENGTH = 600
CHANNELS = ("email", "phone")


@transaction.atomic
def take(viewer: Viewer, number: str) -> Case:
    """Put a case on one's own desk."""
    case = _locked(viewer, number)
    member = _member(viewer)
    if case.owner_id == member.pk and case.state == State.TAKEN:
        return case
    before = _standing(case)
    following = after(State(case.state), Verb.TAKE)
    if case.owner_id != member.pk:
        case.referred = False
    case.state, case.owner = following, member
    case.save(update_fields=["state", "owner", "referred"])
    _enter(viewer, case, CaseEntry.Kind.TAKEN)
    return _audited(viewer, "take_case", case, before)


@transaction.atomic
def answer(viewer: Viewer, number: str, text: str, *, channel: str = "email", once: str = "") -> Case:
    """Answer the customer: by e-mail, or write down what was said on the phone.

    `once`: the same answer handed in twice is sent once.
    """
    case = _locked(viewer, number)
    text = _written(text, _("Write what you want to tell the customer."))
    if channel not in CHANNELS:
        raise Refused(_("An answer goes by e-mail (email) or by phone (phone)."))
    once = once or secrets.token_hex(16)
    if case.entries.filter(once=once).exists():
        return case
    before, first = _standing(case), case.answered_at is None
    case.state = after(State(case.state), Verb.ANSWER)
    if channel == "email":
        _send(viewer, case, text, once)
    _enter(viewer, case, CaseEntry.Kind.REPLY, text, {"channel": channel}, once)
    accept([telling.answered(case, once, channel, text)])
    if first:
        case.answered_at = now()
    case.due_at = case.solve_by
    if case.owner_id is None and viewer.member is not None:
        case.owner_id = viewer.member
    case.save(update_fields=["state", "answered_at", "due_at", "owner"])
    return _audited(viewer, "answer_case", case, before, channel=channel)


def _send(viewer: Viewer, case: Case, text: str, once: str) -> None:
    address = email_of(known(case.person_id))
    if address is None:
        raise Refused(
            _("No e-mail address of this customer is known. Call, and write down here what was said.")
        )
    reply_to = _member(viewer).email if viewer.member else ""
    reply = Reply(address, text, f"{case.number}:{once}", reply_to)
    Mailroom(the_company()).write_to_customer(case, reply)


@transaction.atomic
def note(viewer: Viewer, number: str, text: str) -> Case:
    """Write something down that only colleagues see."""
    case = _locked(viewer, number)
    text = _written(text, _("Write the note."))
    after(State(case.state), Verb.NOTE)
    _enter(viewer, case, CaseEntry.Kind.NOTE, text)
    return _audited(viewer, "note_case", case, _standing(case))


@transaction.atomic
def refer(viewer: Viewer, number: str, member_id: int, text: str = "") -> Case:
    """Put a case on another member's desk and tell them; from then on they see it, wherever it comes from."""
    case = _locked(viewer, number)
    return _refer(viewer, case, Desks().handlers.get(member_id), text)


@transaction.atomic
def refer_upward(viewer: Viewer, number: str, text: str = "") -> Case:
    """Put a case on the desk of the general manager above it."""
    case = _locked(viewer, number)
    desks = Desks()
    above = desks.handlers.get(desks.general_manager(case.unit, case.owner_id) or 0)
    if above is None:
        raise Refused(_("There is no general manager above this case. Refer it to a member by name."))
    return _refer(viewer, case, above, text)


def _refer(viewer: Viewer, case: Case, to: Member | None, text: str) -> Case:
    if to is None:
        raise Refused(_("This member cannot be given cases: choose one whose role includes them."))
    if to.pk == case.owner_id:
        raise Refused(_("The case is on the desk of %(name)s already.") % {"name": to.name})
    before = _standing(case)
    case.state, case.owner, case.referred = after(State(case.state), Verb.REFER), to, True
    case.save(update_fields=["state", "owner", "referred"])
    entry = _enter(
        viewer, case, CaseEntry.Kind.REFERRAL, text.strip()[:TEXT_LENGTH], {"to": to.pk, "name": to.name}
    )
    quote = Interaction.objects.filter(seq=case.opening_seq).values_list("text", flat=True).first() or ""
    referral = Referral(viewer.name, text.strip()[:NOTE_LENGTH], f"{case.number}:{entry.pk}")
    Mailroom(the_company()).tell_referred(case, to, quote, referral)
    return _audited(viewer, "refer_case", case, before)


@transaction.atomic
def close(viewer: Viewer, number: str, cause: str, outcome: str, text: str = "") -> Case:
    """Close a case with its root cause and how it ended."""
    case = _locked(viewer, number)
    found = RootCause.objects.filter(key=cause).first()
    if found is None:
        raise Refused(_("Say why it happened: a case is closed with its root cause."))
    if outcome not in BY_MEMBERS:
        raise Refused(_("Say how it ended: %(outcomes)s.") % {"outcomes": ", ".join(BY_MEMBERS)})
    before = _standing(case)
    case.state = after(State(case.state), Verb.CLOSE)
    case.root_cause, case.outcome, case.closed_at = found, outcome, now()
    case.save(update_fields=["state", "root_cause", "outcome", "closed_at"])
    details = {"outcome": outcome, "cause": found.name}
    _enter(viewer, case, CaseEntry.Kind.CLOSED, text.strip()[:TEXT_LENGTH], details)
    accept([telling.closed(case, found.key)])
    return _audited(viewer, "close_case", case, before, root_cause=found.key, outcome=outcome)


@transaction.atomic
def reopen(viewer: Viewer, number: str, text: str = "") -> Case:
    """Open a closed case again; what was found out about it stays in its thread."""
    case = _locked(viewer, number)
    before = _standing(case)
    case.state = after(State(case.state), Verb.REOPEN)
    case.root_cause, case.outcome, case.closed_at = None, "", None
    try:
        with transaction.atomic():
            case.save(update_fields=["state", "root_cause", "outcome", "closed_at"])
    except IntegrityError:
        raise Refused(_("Another case about the same is open by now. Go on there.")) from None
    _enter(viewer, case, CaseEntry.Kind.REOPENED, text.strip()[:TEXT_LENGTH])
    accept([telling.reopened(case)])
    return _audited(viewer, "reopen_case", case, before)


@transaction.atomic
def set_cause(viewer: Viewer, number: str, cause: str) -> Case:
    """Say early why it happened, before the case is closed."""
    case = _locked(viewer, number)
    found = RootCause.objects.filter(key=cause, enabled=True).first()
    if found is None:
        raise Refused(_("There is no such root cause."))
    if not case.is_open:
        raise Refused(_("This case is closed. Reopen it first."))
    before = _standing(case)
    case.root_cause = found
    case.save(update_fields=["root_cause"])
    return _audited(viewer, "set_cause", case, before, root_cause=found.key)


def _locked(viewer: Viewer, number: str) -> Case:
    """A case that the viewer sees, held until the transaction ends; others' cases are not there."""
    row = visible(viewer).select_for_update(of=("self",)).filter(pk=numbers.parse(number)).first()
    if row is None:
        raise NotFound(_("There is no such case."))
    return row


def _member(viewer: Viewer) -> Member:
    if viewer.member is None:
        raise NotAllowed(_("Only a member has a desk to take a case to."))
    return Member.objects.get(pk=viewer.member)


def _written(text: str, otherwise: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(otherwise)
    if len(text) > TEXT_LENGTH:
        raise Refused(
            _("This is longer than %(count)d characters. Shorten it; nothing was sent.")
            % {"count": TEXT_LENGTH}
        )
    return text.replace("\x00", "")


def _enter(
    viewer: Viewer,
    case: Case,
    kind: CaseEntry.Kind,
    text: str = "",
    details: dict[str, Any] | None = None,
    once: str | None = None,
) -> CaseEntry:
    return CaseEntry.objects.create(
        case=case, kind=kind, at=now(), member_id=viewer.member, text=text, details=details or {}, once=once
    )


def _standing(case: Case) -> dict[str, Any]:
    return {"state": str(case.state), "owner": case.owner_id}


def _audited(viewer: Viewer, verb: str, case: Case, before: dict[str, Any], **more: Any) -> Case:
    """Leave a line that says what changed; never what was written."""
    audit(viewer, verb, f"case:{case.number}", before, _standing(case) | more)
    return case
