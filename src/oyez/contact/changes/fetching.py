"""Fetching what came back: message after message, each taken in a transaction of its own, marked after its commit."""

from dataclasses import dataclass

from django.db import DataError, IntegrityError, transaction

from oyez.contact.changes.receiving import Outcome, keep_unread, take
from oyez.contact.models import Folder
from oyez.kit.clock import wall
from oyez.kit.errors import Refused
from oyez.kit.imap import Inbox, Message, opened

# What is wrong with one mail, as against a database that is away: then all of them wait.
UNUSABLE = (
    Refused,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    DataError,
    IntegrityError,
)
AT_MOST = 200  # messages at a time, so that a full mailbox does not hold the worker


@dataclass(frozen=True)
class Fetched:
    """How many messages were taken, and whether more wait."""

    taken: int
    more: bool


def fetch(inbox: Inbox, at_most: int = AT_MOST) -> Fetched:
    """Take the messages that came since the last time. A message is marked seen once what it changed is kept."""
    row, _ = Folder.objects.get_or_create(name=inbox.name)
    with opened(inbox) as mailbox:
        if (
            row.validity != mailbox.validity
        ):  # the numbers began anew; what was taken before is known by its content
            row.validity, row.last = mailbox.validity, 0
        waiting = mailbox.after(row.last, at_most + 1)
        taken = waiting[:at_most]
        for uid in taken:
            _take(row, uid, mailbox.fetch(uid))
            mailbox.mark([uid])
    row.looked_at = wall()
    row.save()
    return Fetched(len(taken), len(waiting) > len(taken))


@transaction.atomic
def _take(row: Folder, uid: int, message: Message | None) -> None:
    """The mail and how far the folder was read are kept together, or not at all."""
    if message is not None:
        take_or_keep(message)
    row.last = uid
    row.save()


def take_or_keep(message: Message) -> Outcome:
    """A mail that the database or the journal will not have is kept with the reason, and the next is taken."""
    if not message.raw:
        return keep_unread(f"UID {message.uid}".encode(), f"a mail of {message.size:,} bytes is not read")
    try:
        return take(message.raw)
    except UNUSABLE as error:
        return keep_unread(message.raw, f"it cannot be taken ({type(error).__name__})")
