"""The play on one database: each named point, then random moments, then what must be true."""

import contextlib
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from oyez.web.cli import setup

setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from oyez.act.changes.triggers import Wanted, add_trigger  # noqa: E402
from oyez.company.changes import set_touchpoint_owner  # noqa: E402
from oyez.company.core.scope import OPERATOR  # noqa: E402
from oyez.journal.changes import redact  # noqa: E402
from oyez.journal.models import Interaction  # noqa: E402
from oyez.kit import crash  # noqa: E402
from oyez.kit.models import Outgoing  # noqa: E402
from oyez.web.upgrade import migrate  # noqa: E402
from prove.crashing import fsync, truth  # noqa: E402
from prove.crashing.victims import Sender, died, start, stop, wait_until, worker  # noqa: E402
from tests import town  # noqa: E402
from tests.mailbox import Mailbox  # noqa: E402

MOMENTS = 50
ROWS = 3_000


def main() -> None:
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else MOMENTS
    with Mailbox() as mailbox:
        os.environ["OYEZ_MAIL_URL"] = mailbox.url
        found_the_town()
        sender = Sender()
        wrong = [*fsync.wrong(sender)]
        wrong += [f"the point {name} was never reached" for name in points_not_reached(sender)]
        print(f"  {len(crash.POINTS)} named points: the process died at each", flush=True)
        kills = die_at_random(sender, moments)
        settle(sender)
        wrong += truth.broken(sender.sent, sender.acknowledged, mailbox.messages)
        print(
            f"  {kills} random kills, the sender among them {sender.deaths} times\n"
            f"  {len(sender.sent)} facts sent, {len(sender.acknowledged)} acknowledged; "
            f"{truth.counts(mailbox.messages)}"
        )
    for sentence in wrong:
        print(f"  NOT TRUE: {sentence}")
    print(
        "  nothing lost, nothing doubled" if not wrong else f"  {len(wrong)} things are not as they must be"
    )
    raise SystemExit(1 if wrong else 0)


def found_the_town() -> None:
    migrate()
    with transaction.atomic():
        people = town.found()
        set_touchpoint_owner(OPERATOR, town.FITTING, people.bea.pk)
        add_trigger(OPERATOR, Wanted(name="Low", score="nps", limit=truth.LOW, touchpoint=town.FITTING))


def points_not_reached(sender: Sender) -> Iterator[str]:
    """Bring a process to each named point in turn, restart it, and go on."""
    for name in crash.POINTS:
        print(f"  … {name}", file=sys.stderr, flush=True)
        if not SCENES.get(name, dies_as_worker)(name, sender):
            yield name
        recover()


def dies_as_worker(name: str, sender: Sender) -> bool:
    sender.begin()
    sender.send(5)
    return died(worker(crash_at=name))


def dies_as_sender(name: str, sender: Sender) -> bool:
    process = sender.begin(crash_at=name)
    sender.send(1)
    return died(process)


def dies_as_postman(name: str, sender: Sender) -> bool:
    """Once with a mail to a customer, once with one to staff, since they fare differently."""
    sender.begin()
    sender.send(2, scores=(10,))
    with_customer = died(worker(crash_at=name))
    recover()
    sender.send(2, scores=(0,), thanks=False)
    return with_customer and died(worker(crash_at=name))


def dies_as_sealer(name: str, sender: Sender) -> bool:
    """A redaction must reach the columnar copy at once, so it makes the worker seal."""
    sender.begin()
    sender.send(3)
    recover()
    told = Interaction.objects.filter(source="oyez", kind="case_opened").order_by("seq").first()
    row = told or Interaction.objects.order_by("seq").first()
    assert row is not None
    redact([row.seq], "a proof")
    return died(worker(crash_at=name))


def dies_as_import(name: str, sender: Sender) -> bool:
    """An import dies in a block, and the same command again brings the whole file in, each row once."""
    file = Path(settings.OYEZ_DATA) / "answers.csv"
    file.write_text("id,date,nps\n" + "".join(f"row-{at},2025-03-01,{at % 11}\n" for at in range(ROWS)))
    words = ("oyez.web", "import", str(file), "--as", "responses", "--json")
    reached = died(start(*words, crash_at=name, stdout=-3))
    again = start(*words, stdout=-3)
    again.wait(120)
    taken = Interaction.objects.exclude(source__in=("proof", "oyez")).count()
    if taken != ROWS:
        print(f"  NOT TRUE: {taken} of {ROWS} rows of the file are in the journal")
    return reached and taken == ROWS


SCENES: dict[str, Callable[[str, Sender], bool]] = {
    "inbox-written": dies_as_sender,
    "outgoing-claimed": dies_as_postman,
    "outgoing-left": dies_as_postman,
    "segment-written": dies_as_sealer,
    "segment-renamed": dies_as_sealer,
    "import-block": dies_as_import,
}


def recover() -> None:
    """Let an unharmed worker finish what the dead one left."""
    process = worker()
    done = wait_until(_is_at_rest)
    stop(process)
    assert done, f"the worker did not finish: {_left()}"


def _is_at_rest() -> bool:
    """Quiet twice, since what a case tells the journal goes round once more."""
    if not truth.quiet():
        return False
    time.sleep(0.5)
    return truth.quiet()


def _left() -> dict[str, int]:
    rows = Outgoing.objects.values_list("state", flat=True)
    return {state: list(rows).count(state) for state in set(rows)}


def die_at_random(sender: Sender, moments: int) -> int:
    """Kill workers (two at once on PostgreSQL) and now and then the sender while facts stream in."""
    crowd = 2 if connection.vendor == "postgresql" else 1
    workers = [worker() for _ in range(crowd)]
    sender.begin()
    for moment in range(moments):
        if moment % 10 == 0:
            print(f"  … {moment} of {moments} random moments", file=sys.stderr, flush=True)
        until = time.monotonic() + random.uniform(0.5, 4.0)
        while time.monotonic() < until:
            sender.send(1, thanks=random.random() < 0.3)
            time.sleep(random.uniform(0, 0.15))  # mails must be able to keep up, or the end takes an hour
            if random.random() < 0.1 and sender.acknowledged:
                sender.repeat(random.sample(sorted(sender.acknowledged), 1))
        victim = workers.pop(0)
        victim.kill()
        victim.wait()
        workers.append(worker())
        if moment % 5 == 4:
            sender.kill()
    for process in workers:
        stop(process)
    return moments


def settle(sender: Sender) -> None:
    """Send what was never acknowledged once more, then let everything come to rest."""
    sender.repeat(sorted(set(sender.sent) - sender.acknowledged))
    sender.repeat(sorted(set(sender.sent) - sender.acknowledged))
    sender.end()
    with contextlib.suppress(AssertionError):
        recover()


if __name__ == "__main__":
    main()
