"""What one mail turned out to be."""

from datetime import datetime
from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """What sort of mail came back."""

    HARD_BOUNCE = "hard_bounce"
    SOFT_BOUNCE = "soft_bounce"
    AUTO_REPLY = "auto_reply"
    COMPLAINT = "complaint"
    UNSUBSCRIBE = "unsubscribe"
    REPLY = "reply"
    OTHER = "other"


class Failure(msgspec.Struct, frozen=True):
    """One address that a mail did not reach; hard says that the address is to blame and will stay so.

    `status` is an enhanced status code (RFC 3463) such as 5.1.1, or empty; `diagnostic` is what the server said.
    """

    address: str
    hard: bool
    status: str = ""
    diagnostic: str = ""


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """One mail, read: whom it is about, which of our mails it answers, and the sender's own words.

    `person` is the address of whom it is about where no address failed: who complained, or who wrote.
    `answers` holds Message-IDs with their angle brackets, the likeliest first. `sent_at` is in UTC.
    """

    kind: Kind
    failures: tuple[Failure, ...] = ()
    answers: tuple[str, ...] = ()
    person: str = ""
    message_id: str = ""
    sender: str = ""
    recipients: tuple[str, ...] = ()
    sent_at: datetime | None = None
    subject: str = ""
    language: str = ""
    text: str = ""
