"""Whose mail one of our Message-IDs was: rooms that send mail say so here, and nobody has to know them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from oyez.kit.clock import wall
from oyez.kit.models import Outgoing
from oyez.kit.registry import Registry
from oyez.people.core.identifiers import subject as subject_of

RECENT = timedelta(days=30)  # within which a bounce that names no mail is believed of an address


@dataclass(frozen=True)
class Original:
    """A mail of ours. `subject` is whom it went to; `about` is what it asked about, such as a survey's key."""

    subject: str
    message_id: str = ""
    cause: str = ""
    about: str = ""
    account: str | None = None
    unit: str | None = None
    touchpoint: str | None = None
    to_staff: bool = False


KINDS = {Outgoing.Channel.EMAIL.value: "email", Outgoing.Channel.SMS.value: "phone"}
ORIGINALS: Registry[Callable[[str], Original | None]] = Registry("finder of originals")


def original_of(message_ids: Iterable[str]) -> Original | None:
    """The first of some Message-IDs that is ours."""
    for message_id in message_ids:
        for finder in ORIGINALS.values():
            if (found := finder(message_id)) is not None:
                return found
        if (row := Outgoing.objects.filter(message_id=message_id).first()) is not None:
            return _from_outbox(row)
    return None


def latest_to(address: str) -> Original | None:
    """The last mail that went to an address within a month: a bounce or an answer that names none is about it."""
    sent = Outgoing.objects.filter(
        channel=Outgoing.Channel.EMAIL, recipient__iexact=address, sent_at__gte=wall() - RECENT
    )
    row = sent.order_by("-sent_at").first()
    return None if row is None else _from_outbox(row)


def latest_text_to(number: str) -> Original | None:
    """The last text message that went to a number within a month: what comes back is about it."""
    sent = Outgoing.objects.filter(
        channel=Outgoing.Channel.SMS, recipient=number, sent_at__gte=wall() - RECENT
    )
    name = sent.order_by("-sent_at").values_list("message_id", flat=True).first()
    return original_of([name]) if name else None


def _from_outbox(row: Outgoing) -> Original:
    return Original(
        subject=subject_of(KINDS[row.channel], row.recipient) or "",
        message_id=row.message_id,
        cause=f"{row.rule}:{row.cause}"[:200],
        to_staff=row.audience == Outgoing.Audience.STAFF,
    )
