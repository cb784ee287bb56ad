"""Text messages leave through the outbox as mail does, in a step of their own: neither waits for the other."""

import time
from typing import Any

from django.db.models.functions import Now

from oyez.kit import crash, outbox, sms, worker
from oyez.kit.errors import Refused, Unavailable
from oyez.kit.models import Outgoing

STEP = outbox.TEXT_STEP
TEXT = Outgoing.Channel.SMS


def pending(position: int) -> bool:
    return outbox.waits(TEXT)


def send_due(lease: worker.Lease) -> bool:
    """Settle what a crash left half way, then send what is due for a while; say whether there is more."""
    outbox.settle(TEXT)
    if not Outgoing.objects.filter(outbox.due(TEXT)).exists():
        return False
    way = sms.line()
    until = time.monotonic() + worker.SLICE_SECONDS
    worker.renew(lease)
    row = outbox.claim(TEXT)
    while row is not None:
        outcome = _send(row, way)
        row = outbox.record(row, outcome, go_on=time.monotonic() < until)
    return True


def _send(row: Outgoing, way: sms.Line) -> dict[str, Any]:
    """Deliver, and say how the row stands now: taken, refused by a clear answer, or unknown."""
    crash.here("outgoing-claimed")
    try:
        sms.send(way, row.recipient, row.text)
    except Refused as error:
        return outbox.later(row, error)
    except Unavailable:  # nothing left, and nothing will for a while: the text loses no attempt
        outbox.put_back(row)
        raise
    except sms.Unclear as error:
        if row.audience == Outgoing.Audience.STAFF:
            return outbox.later(row, error)
        return {"state": Outgoing.State.UNKNOWN, "last_error": worker.describe(error)}
    crash.here("outgoing-left")
    return {"state": Outgoing.State.SENT, "sent_at": Now(), "last_error": ""}


worker.STEPS.add(STEP, worker.Step(STEP, pending, send_due))
