"""Taking in one mail that came back: once, whatever it is, with what it changes, in one transaction.

Anybody can write such a mail. So a bounce or a complaint counts only against an address that we wrote to: the mail
names one of our Message-IDs, or we wrote to that address within the last month.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from oyez.company.core.scope import OPERATOR
from oyez.contact.changes.addresses import answered, bounced, complained
from oyez.contact.changes.opting import opt_out
from oyez.contact.core.inbound import received as read
from oyez.contact.core.inbound.reading import read_mail
from oyez.contact.core.inbound.received import Kind
from oyez.contact.models import Received
from oyez.contact.originals import Original, latest_to, original_of
from oyez.journal.changes import accept, reject
from oyez.journal.core.facts import Fact, Value
from oyez.kit.clock import now, to_micros
from oyez.people.core.identifiers import subject as subject_of
from oyez.people.queries import person_of

SOURCE = "mail"
RAW_LENGTH = 200_000
TEXT_LENGTH = 20_000
State = Received.State


@dataclass(frozen=True)
class Outcome:
    """What became of a mail; `known` says that it was taken before, and nothing happened."""

    kind: str
    state: str
    subject: str = ""
    note: str = ""
    known: bool = False


@dataclass
class _Mail:
    """A mail on its way in."""

    raw: bytes
    digest: str
    said: read.Received
    original: Original | None
    facts: list[Fact] = field(default_factory=list)


@transaction.atomic
def take(raw: bytes) -> Outcome:
    """Read a mail and do what follows from it. The same mail taken again is known, and changes nothing."""
    digest = hashlib.sha256(raw).hexdigest()
    before = Received.objects.filter(digest=digest).first()
    if before is not None:
        return Outcome(before.kind, before.state, before.subject, before.note, known=True)
    said = read_mail(raw)
    mail = _Mail(raw, digest, said, original_of(said.answers))
    outcome = EFFECTS[said.kind](mail)
    accept(mail.facts)
    _keep(mail, outcome)
    return outcome


def _bounce(mail: _Mail) -> Outcome:
    """Each address that failed and that we wrote to is marked; the mail's own recipient before a forwarded one."""
    hit = ""
    for failure in mail.said.failures:
        original = _original_for(mail, failure.address)
        if original is not None and original.subject and not original.to_staff:
            said = f"{failure.status} {failure.diagnostic}".strip()
            bounced(original.subject, hard=failure.hard, evidence=said)
            attributes: dict[str, Value] = {"hard": failure.hard, "status": failure.status}
            _note(mail, "bounce", original, attributes)
            hit = hit or original.subject
    return _used(mail, hit) if hit else _unmatched(mail, "no mail of ours went to the address that failed")


def _original_for(mail: _Mail, address: str) -> Original | None:
    """Whom we wrote to: where one address failed, whom the named mail went to; of several, those we wrote to."""
    if mail.original is not None and len(mail.said.failures) == 1:
        return mail.original
    if mail.original is not None and mail.original.subject == subject_of("email", address):
        return mail.original
    return latest_to(address)


def _complaint(mail: _Mail) -> Outcome:
    original = mail.original or (latest_to(mail.said.person) if mail.said.person else None)
    if original is None or not original.subject or original.to_staff:
        return _unmatched(mail, "no mail of ours went to who complained")
    complained(original.subject, f"complaint {mail.said.message_id}")
    opt_out(OPERATOR, original.subject, how="complaint", cause=original.cause or mail.said.message_id)
    _note(mail, "complaint", original, {})
    return _used(mail, original.subject)


def _auto_reply(mail: _Mail) -> Outcome:
    """A line on the timeline, and never an answer."""
    subject = _writer(mail)
    if not subject or (mail.original is not None and mail.original.to_staff):
        return Outcome(mail.said.kind, State.USED, note="nobody we know")
    _note(mail, "auto_reply", mail.original or Original(subject), {}, subject=subject)
    return _used(mail, subject)


def _unsubscribe(mail: _Mail) -> Outcome:
    """A request to opt out counts for whom our mail went to, else for who wrote."""
    subject = mail.original.subject if mail.original is not None else _writer(mail)
    if not subject:
        return _unmatched(mail, "it does not say who wants no more mail")
    opt_out(OPERATOR, subject, how="mail", cause=mail.said.message_id)
    return _used(mail, subject)


def _reply(mail: _Mail) -> Outcome:
    """A person's answer is an interaction of theirs, in their own words, and news."""
    subject = _writer(mail)
    original = mail.original or latest_to(mail.said.person)
    if not subject or (original is None and person_of(subject) is None):
        return _unmatched(mail, "neither the writer nor the mail that is answered is known")
    answered(subject)
    attributes: dict[str, Value] = {"title": mail.said.subject[:200]}
    _note(mail, "message", original or Original(subject), attributes, subject=subject, own_words=True)
    return _used(mail, subject)


def _other(mail: _Mail) -> Outcome:
    """What a person we know wrote out of the blue is theirs; anything else waits for somebody to look."""
    subject = _writer(mail)
    if subject and mail.said.text and person_of(subject) is not None:
        return _reply(mail)
    return _unmatched(mail, "it answers no mail of ours")


EFFECTS: dict[Kind, Callable[[_Mail], Outcome]] = {
    Kind.HARD_BOUNCE: _bounce,
    Kind.SOFT_BOUNCE: _bounce,
    Kind.COMPLAINT: _complaint,
    Kind.AUTO_REPLY: _auto_reply,
    Kind.UNSUBSCRIBE: _unsubscribe,
    Kind.REPLY: _reply,
    Kind.OTHER: _other,
}


def _writer(mail: _Mail) -> str:
    return subject_of("email", mail.said.sender) or ""


def _used(mail: _Mail, subject: str) -> Outcome:
    return Outcome(mail.said.kind, State.USED, subject)


def _unmatched(mail: _Mail, why: str) -> Outcome:
    """Kept whole, so that a person can see it and take it again."""
    reject(SOURCE, mail.said.kind, None, why, mail.raw[:RAW_LENGTH].decode("utf-8", "replace"))
    return Outcome(mail.said.kind, State.UNMATCHED, note=why)


def _note(
    mail: _Mail,
    kind: str,
    original: Original,
    attributes: dict[str, Value],
    *,
    subject: str = "",
    own_words: bool = False,
) -> None:
    """A fact on the person's timeline; its text only where it is their own."""
    whose = subject or original.subject
    if original.about or original.cause:
        attributes["in_reply_to"] = original.about or original.cause
    if original.cause:
        attributes["cause"] = original.cause
    sent = mail.said.sent_at
    moment = to_micros(now())
    mail.facts.append(
        Fact(
            source=SOURCE,
            id=f"{kind}:{mail.digest}:{whose}"[:200],
            occurred_at=min(to_micros(sent), moment) if sent is not None and sent.year > 2000 else moment,
            kind=kind,
            channel="email",
            subject=whose,
            account=original.account,
            unit=original.unit,
            touchpoint=original.touchpoint,
            language=mail.said.language or None,
            text=mail.said.text[:TEXT_LENGTH].replace("\x00", "") if own_words else "",
            attributes=attributes,
            news=True,
        )
    )


def _keep(mail: _Mail, outcome: Outcome) -> None:
    Received.objects.create(
        digest=mail.digest,
        message_id=mail.said.message_id[:300],
        kind=outcome.kind,
        subject=outcome.subject,
        original=(mail.original.message_id if mail.original else "")[:300],
        at=to_micros(now()),
        state=outcome.state,
        note=outcome.note[:300],
    )


@transaction.atomic
def keep_unread(raw: bytes, why: str) -> Outcome:
    """A mail that could not be taken at all is kept with the reason, so that the rest goes on."""
    digest = hashlib.sha256(raw).hexdigest()
    if not Received.objects.filter(digest=digest).exists():
        reject(SOURCE, "unreadable", None, why, raw[:RAW_LENGTH].decode("utf-8", "replace"))
        Received.objects.create(
            digest=digest, kind=Kind.OTHER, at=to_micros(now()), state=State.REJECTED, note=why[:300]
        )
    return Outcome(Kind.OTHER, State.REJECTED, note=why)
