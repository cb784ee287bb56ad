"""Taking in one text message: no more of it, or words of a person; the same one taken again changes nothing."""

from dataclasses import dataclass

from django.db import transaction

from oyez.company.core.scope import OPERATOR
from oyez.contact.changes.opting import opt_out
from oyez.contact.core.inbound.texting import wants_to_stop
from oyez.contact.originals import Original, latest_text_to
from oyez.journal.changes import accept
from oyez.journal.core.facts import Fact, Value
from oyez.kit.clock import now, to_micros
from oyez.kit.errors import Refused
from oyez.people.core.identifiers import parts
from oyez.people.core.identifiers import subject as subject_of

SOURCE = "sms"
TEXT_LENGTH = 20_000


@dataclass(frozen=True)
class Text:
    """A text message as the provider hands it over; `stopped`: the provider took it as a wish to stop."""

    name: str
    sender: str
    body: str
    stopped: bool = False


@transaction.atomic
def take(text: Text) -> str:
    """Do what follows from a text; says which it was, `opt_out` or `message`."""
    subject = subject_of("phone", text.sender)
    if subject is None or not text.name:
        raise Refused("A text message names its sender's number and has a name of its own.")
    original = latest_text_to(parts(subject)[1])
    if text.stopped or wants_to_stop(text.body):
        opt_out(OPERATOR, subject, how="sms", cause=original.cause if original else text.name)
        return "opt_out"
    accept([_fact(text, subject, original or Original(subject))])
    return "message"


def _fact(text: Text, subject: str, original: Original) -> Fact:
    attributes: dict[str, Value] = {}
    if original.about or original.cause:
        attributes["in_reply_to"] = original.about or original.cause
    if original.cause:
        attributes["cause"] = original.cause
    return Fact(
        source=SOURCE,
        id=f"message:{text.name}"[:200],
        occurred_at=to_micros(now()),
        kind="message",
        channel="sms",
        subject=subject,
        account=original.account,
        unit=original.unit,
        touchpoint=original.touchpoint,
        text=text.body[:TEXT_LENGTH].replace("\x00", ""),
        attributes=attributes,
        news=True,
    )
