"""Accepts facts as it is told on its input, and says which were committed.

Each line is a fact; `ok ID` is printed after the commit returned, and not a moment before. With most facts a mail
of thanks to the customer is put into the outbox in the same transaction.
"""

import json
import os
import signal
import sys
from typing import Any

from oyez.web.cli import setup

setup()

from django.db import connection, transaction  # noqa: E402

from oyez.journal.changes import accept  # noqa: E402
from oyez.journal.core.facts import Fact  # noqa: E402
from oyez.kit.models import Outgoing  # noqa: E402
from oyez.kit.outbox import Mail, post  # noqa: E402


def send(told: dict[str, Any]) -> None:
    address = f"{told['id']}@customers.example"
    fact = Fact(
        source="proof",
        id=told["id"],
        occurred_at=int(told["occurred_at"]),
        kind="response",
        channel="web",
        subject=None if told["mode"] == "anonymous" else f"email:{address}",
        unit="harbour",
        touchpoint="fitting",
        mode=told["mode"],
        scores={"nps": int(told["score"])},
        text="as it was",
        news=True,
    )
    with transaction.atomic():
        accept([fact])
        if told["thanks"]:
            post(Mail("thanks", told["id"], address, Outgoing.Audience.CUSTOMER, "Thank you", "Thank you."))
    sys.stdout.write(f"ok {told['id']}\n")
    sys.stdout.flush()


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    backend = ""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = str(cursor.fetchone()[0])
    sys.stdout.write(f"ready {os.getpid()} {backend}\n")
    sys.stdout.flush()
    for line in sys.stdin:
        send(json.loads(line))


if __name__ == "__main__":
    main()
