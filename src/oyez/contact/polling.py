"""Looking into the mailbox once a minute, while the worker runs."""

from datetime import timedelta

from oyez.contact.changes.fetching import fetch
from oyez.contact.models import Folder
from oyez.kit import worker
from oyez.kit.clock import wall
from oyez.kit.imap import Inbox, inbox_at
from oyez.kit.settings import INBOX_URL

STEP = "mailbox"
EVERY = timedelta(minutes=1)


def inbox() -> Inbox | None:
    """The mailbox of this installation, if it has one."""
    url = INBOX_URL.text()
    return inbox_at(url) if url else None


def is_due(position: int) -> bool:
    """Whether nobody looked within the last minute. A look that failed is tried again by the worker's own back-off."""
    found = inbox()
    if found is None:
        return False
    row = Folder.objects.filter(name=found.name).first()
    return row is None or row.looked_at is None or wall() - row.looked_at >= EVERY


def poll(lease: worker.Lease) -> bool:
    """Take what came; say whether more waits."""
    found = inbox()
    return found is not None and fetch(found).more
