"""A mail that came back, read: what it is, about whom, which of our mails it answers, and its sender's words."""

import re

from oyez.contact.core.inbound.automatic import is_automatic, is_bulk
from oyez.contact.core.inbound.bounces.reading import failures
from oyez.contact.core.inbound.complaints import complainant
from oyez.contact.core.inbound.headers import addresses, first_address, message_ids, moment
from oyez.contact.core.inbound.parts import Mail, take_apart
from oyez.contact.core.inbound.received import Failure, Kind, Received
from oyez.contact.core.inbound.replies.cutting import own_words
from oyez.contact.core.inbound.stopping import asks_to_stop

MOST_ANSWERS = 20
WRITTEN = re.compile(
    r"^[ \t>]{0,20}(?:original-)?message-?id[ \t]{0,4}:\s{0,4}(<[^<>\s]{1,300}>)",
    re.IGNORECASE | re.MULTILINE,
)
ANSWERING = re.compile(
    r"^\s*(re|aw|antw|antwort|sv|vs|rv|ref|r|odp|res|ynt|vá|отв|回复|回覆|答复|返信|답장|회신)(\[\d+\])?\s?[:：]",
    re.IGNORECASE,
)


def read_mail(raw: bytes) -> Received:
    """Read one mail as it came (RFC 5322). Whatever the bytes are, it answers; what it cannot tell is `other`."""
    mail = take_apart(raw)
    complained = complainant(mail)
    if complained is not None:
        return _received(mail, Kind.COMPLAINT, person=complained)
    failed = failures(mail)
    if failed:
        hard = any(failure.hard for failure in failed)
        return _received(mail, Kind.HARD_BOUNCE if hard else Kind.SOFT_BOUNCE, failed=failed)
    return _written(mail)


def _written(mail: Mail) -> Received:
    """A mail that somebody, or somebody's program, wrote to us."""
    sender, text = _sender(mail), own_words(mail.text)
    if is_automatic(mail):
        return _received(mail, Kind.AUTO_REPLY, person=sender, text=text)
    if asks_to_stop(mail, text):
        return _received(mail, Kind.UNSUBSCRIBE, person=sender, text=text)
    is_reply = bool(sender and text) and not is_bulk(mail) and _is_answer(mail)
    return _received(mail, Kind.REPLY if is_reply else Kind.OTHER, person=sender, text=text)


def _is_answer(mail: Mail) -> bool:
    if message_ids(mail.header("in-reply-to")) or message_ids(mail.header("references")):
        return True
    return ANSWERING.match(mail.header("subject")) is not None


def _received(
    mail: Mail, kind: Kind, *, person: str = "", failed: list[Failure] | None = None, text: str = ""
) -> Received:
    return Received(
        kind=kind,
        failures=tuple(failed or ()),
        answers=_answers(mail),
        person=person,
        message_id=next(iter(message_ids(mail.header("message-id"))), ""),
        sender=_sender(mail),
        recipients=tuple(addresses(mail.header("to"))),
        sent_at=moment(mail.header("date")),
        subject=mail.header("subject"),
        language=mail.header("content-language").split(",")[0].strip()[:16],
        text=text,
    )


def _sender(mail: Mail) -> str:
    return first_address(mail.header("from")) or first_address(mail.header("sender"))


def _answers(mail: Mail) -> tuple[str, ...]:
    """Our Message-IDs: what the mail carries says it best, then its own headers, the nearest first."""
    carried = [name for block in mail.originals for name in WRITTEN.findall(_unfolded(block))]
    answered = message_ids(mail.header("in-reply-to"))
    chain = message_ids(mail.header("references"))[::-1]
    pasted = WRITTEN.findall(_unfolded(mail.text))
    return tuple(dict.fromkeys([*carried, *answered, *chain, *pasted]))[:MOST_ANSWERS]


def _unfolded(text: str) -> str:
    return re.sub(r"\n[ \t]+(?=<)", " ", text)
