"""Mail and texts leave through the outbox: written with its cause in one transaction, sent by the worker afterwards.

A row is marked as sending before it leaves. Found so after a crash, mail to staff is sent again under the same
Message-ID; mail to customers is not, and is shown as unknown.
"""

import smtplib
import time
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import formataddr, parseaddr
from typing import Any

from anymail.exceptions import AnymailAPIError
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from oyez.kit import crash, worker
from oyez.kit.clock import wall
from oyez.kit.errors import Refused, Unavailable
from oyez.kit.models import Outgoing
from oyez.kit.reached import TROUBLE, never_connected

STEP = "outbox"
TEXT_STEP = "texts"
ATTEMPTS = 10
PART = 500
REFUSALS = (  # clear answers that a mail did not leave
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    Unavailable,
    ValueError,
)
RULE_NAMESPACE = uuid.UUID("6e2f0c6e-5f0b-4c0f-9d8b-3a9e5b1f7c11")


@dataclass(frozen=True)
class Mail:
    """One message to one recipient, because of one thing that happened."""

    rule: str
    cause: str
    recipient: str
    audience: Outgoing.Audience
    subject: str
    text: str
    html: str = ""
    reply_to: str = ""
    sender: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    channel: Outgoing.Channel = Outgoing.Channel.EMAIL

    @property
    def effect(self) -> tuple[str, str, str]:
        """What it is unique by, for ever."""
        return (self.rule, self.cause, self.recipient)

    @property
    def message_id(self) -> str:
        """The same for the same effect, so that a mail that is sent again is known as the same."""
        name = uuid.uuid5(RULE_NAMESPACE, "\n".join(self.effect))
        return f"<{name}@{settings.OYEZ_MAIL_DOMAIN}>"


def post(mail: Mail) -> bool:
    """Put a mail into the outbox; one that was there already, for ever, is not written twice."""
    return post_all([mail]) == 1


def post_all(mails: Sequence[Mail]) -> int:
    """Put mails into the outbox, and say how many of them were not there before."""
    for mail in mails:
        _check(mail)
    known = _known(mails)
    fresh = {mail.effect: mail for mail in mails if mail.effect not in known}
    rows = [_row(mail) for mail in fresh.values()]
    Outgoing.objects.bulk_create(rows, batch_size=PART, ignore_conflicts=True)  # another may write one now
    return len(rows)


def _known(mails: Sequence[Mail]) -> set[tuple[str, str, str]]:
    """The effects among these that were written before, under whatever Message-ID."""
    found: set[tuple[str, str, str]] = set()
    for start in range(0, len(mails), PART):
        some = mails[start : start + PART]
        rows = Outgoing.objects.filter(
            rule__in={mail.rule for mail in some},
            cause__in={mail.cause for mail in some},
        )
        found.update(rows.values_list("rule", "cause", "recipient"))
    return found


def _row(mail: Mail) -> Outgoing:
    return Outgoing(
        rule=mail.rule,
        cause=mail.cause,
        recipient=mail.recipient,
        audience=mail.audience,
        channel=mail.channel,
        message_id=mail.message_id,
        subject=" ".join(mail.subject.split())[:300],
        text=mail.text,
        html=mail.html,
        reply_to=mail.reply_to,
        sender=mail.sender,
        headers=dict(mail.headers),
        created_at=wall(),
    )


def _check(mail: Mail) -> None:
    """A line break in what becomes a header would begin another header: refused, whoever wrote it."""
    said = (mail.recipient, mail.reply_to, mail.sender, *mail.headers, *mail.headers.values())
    if any("\r" in text or "\n" in text for text in said):
        raise Refused("An address, a name or a header of a mail holds a line break.")


def due(channel: str = Outgoing.Channel.EMAIL) -> Q:
    """Rows of a channel that may leave now."""
    ready = Q(next_try_at=None) | Q(next_try_at__lt=Now())
    return Q(state=Outgoing.State.WAITING, channel=channel) & ready


def waits(channel: str) -> bool:
    """Whether there is anything to do in a channel."""
    begun = Q(state=Outgoing.State.SENDING, channel=channel)
    return Outgoing.objects.filter(due(channel) | begun).exists()


def pending(position: int) -> bool:
    return waits(Outgoing.Channel.EMAIL)


def send_due(lease: worker.Lease) -> bool:
    """Settle what a crash left half way, then send what is due for a while; say whether there is more."""
    settle()
    if not Outgoing.objects.filter(due()).exists():
        return False
    connection = reach_server()
    until = time.monotonic() + worker.SLICE_SECONDS
    try:
        worker.renew(lease)
        row = claim(Outgoing.Channel.EMAIL)
        while row is not None:
            outcome = _send(row, connection)
            row = record(row, outcome, go_on=time.monotonic() < until)
    finally:
        connection.close()
    return True


def claim(channel: str) -> Outgoing | None:
    """Mark the oldest row that is due as sending: from here on a crash leaves it open whether it left."""
    row = Outgoing.objects.filter(due(channel)).order_by("id").first()
    if row is None:
        return None
    claimed = Outgoing.objects.filter(pk=row.pk, state=Outgoing.State.WAITING)
    return row if claimed.update(state=Outgoing.State.SENDING) else None


def settle(channel: str = Outgoing.Channel.EMAIL) -> None:
    """Only the holder of the lease sends, so a row found as sending was interrupted."""
    stuck = Outgoing.objects.filter(state=Outgoing.State.SENDING, channel=channel)
    if not stuck.exists():
        return
    stuck.filter(audience=Outgoing.Audience.STAFF).update(state=Outgoing.State.WAITING)
    stuck.filter(audience=Outgoing.Audience.CUSTOMER).update(state=Outgoing.State.UNKNOWN)


def reach_server() -> BaseEmailBackend:
    """Open the way out before a mail is touched: while the server is away, no mail fails for it."""
    connection: BaseEmailBackend = get_connection()
    _open(connection)
    return connection


def _open(connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise Unavailable(f"The mail server cannot be reached ({type(error).__name__}).") from error


def _freshen(connection: BaseEmailBackend) -> None:
    """A server may have hung up since the last mail; noticed in the middle of one, it would be unclear if it left."""
    talk = getattr(connection, "connection", None)
    if isinstance(talk, smtplib.SMTP):
        try:
            talk.noop()
        except (OSError, smtplib.SMTPException):
            connection.close()
    _open(connection)


def _send(row: Outgoing, connection: BaseEmailBackend) -> dict[str, Any]:
    """Deliver, and say how the row stands now: taken, refused by a clear answer, or unknown."""
    crash.here("outgoing-claimed")
    try:
        _freshen(connection)
    except Unavailable:  # nothing left, and nothing will for a while: the mail loses no attempt
        put_back(row)
        raise
    try:
        _message(row, connection).send()
    except REFUSALS as error:
        return later(row, error)
    except AnymailAPIError as error:
        if never_connected(error.__cause__):
            put_back(row)
            raise Unavailable("The mail provider cannot be reached.") from error
        is_clear = error.status_code is not None and error.status_code < TROUBLE
        if is_clear or row.audience == Outgoing.Audience.STAFF:
            return later(row, error)
        return {"state": Outgoing.State.UNKNOWN, "last_error": worker.describe(error)}
    except Exception as error:  # it broke off half way: whether the mail left, nobody can say
        connection.close()
        if row.audience == Outgoing.Audience.STAFF:
            return later(row, error)
        return {"state": Outgoing.State.UNKNOWN, "last_error": worker.describe(error)}
    crash.here("outgoing-left")
    return {"state": Outgoing.State.SENT, "sent_at": Now(), "last_error": ""}


def record(row: Outgoing, outcome: dict[str, Any], *, go_on: bool) -> Outgoing | None:
    """Write down how a mail fared, and claim the next in the same breath: one commit for both."""
    with transaction.atomic():
        Outgoing.objects.filter(pk=row.pk).exclude(state=Outgoing.State.SENT).update(**outcome)
        return claim(row.channel) if go_on else None


def _message(row: Outgoing, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        to=[row.recipient],
        from_email=_sender(row.sender),
        reply_to=[row.reply_to] if row.reply_to else None,
        headers={"Message-ID": row.message_id, "Auto-Submitted": "auto-generated", **row.headers},
        connection=connection,
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    return message


def _sender(name: str) -> str:
    """Our address, under the name that this mail is sent in."""
    own = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or own[0], own[1]))


def put_back(row: Outgoing) -> None:
    """It never left: it waits as before."""
    Outgoing.objects.filter(pk=row.pk, state=Outgoing.State.SENDING).update(state=Outgoing.State.WAITING)


def later(row: Outgoing, error: Exception) -> dict[str, Any]:
    """Back off; after many attempts set the row aside where people see it."""
    failures = row.failures + 1
    return {
        "state": Outgoing.State.PARKED if failures >= ATTEMPTS else Outgoing.State.WAITING,
        "failures": failures,
        "next_try_at": Now() + timedelta(seconds=min(3600, 5 * 2**failures)),
        "last_error": worker.describe(error),
    }


@transaction.atomic
def hold_all() -> int:
    """Let nothing leave until `release_all`; what was on its way may have arrived, and only a person can know."""
    for step in (STEP, TEXT_STEP):
        worker.hold_by_hand(step)
    on_its_way = Outgoing.objects.filter(state=Outgoing.State.SENDING)
    on_its_way.filter(audience=Outgoing.Audience.CUSTOMER).update(state=Outgoing.State.UNKNOWN)
    waiting = Outgoing.objects.filter(state__in=(Outgoing.State.WAITING, Outgoing.State.SENDING))
    return waiting.update(state=Outgoing.State.HELD)


@transaction.atomic
def release_all() -> int:
    """Let everything leave that is held; say how many mails that are."""
    for step in (STEP, TEXT_STEP):
        worker.release_by_hand(step)
    held = Outgoing.objects.filter(state=Outgoing.State.HELD)
    return held.update(state=Outgoing.State.WAITING, next_try_at=None)


@transaction.atomic
def discard_held() -> int:
    """Open the way for new mail and never send what was held: it may have arrived before."""
    for step in (STEP, TEXT_STEP):
        worker.release_by_hand(step)
    return Outgoing.objects.filter(state=Outgoing.State.HELD).update(state=Outgoing.State.UNKNOWN)


def retry(ids: Collection[int]) -> int:
    """Let mails leave that were parked, or whose arrival is unknown and a person decided to send again."""
    stuck = (Outgoing.State.PARKED, Outgoing.State.UNKNOWN)
    rows = Outgoing.objects.filter(pk__in=ids, state__in=stuck)
    return rows.update(state=Outgoing.State.WAITING, failures=0, next_try_at=None, last_error="")


worker.STEPS.add(STEP, worker.Step(STEP, pending, send_due))
