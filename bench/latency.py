"""How soon an answer counts, and its case and mail are there: with `oyez serve` running, over 200 answers.

From the moment at which the commit of an identified answer returned: until `/api/v1/ask` counts it (claimed: 1 s),
until its case is on the owner's desk and until the mail is with the mail server (claimed: 5 s each); 95th percentile.
"""

import os
import random
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from bench.machine import beside
from tests.mailbox import Mailbox
from tests.served import Served, environment

ANSWERS = int(os.environ.get("OYEZ_BENCH_ANSWERS", "200"))
BEFORE = 50
GAP = (0.1, 0.5)
COUNTED, ON_DESK, MAILED = 1.0, 5.0, 5.0
LOOK = 0.05
PATIENCE = 60


class Watch:
    """Looks again and again how many there are, and notes when each came."""

    def __init__(self, count: Any) -> None:
        self.came: list[float] = []
        self._count = count
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._stop.is_set():
            before = time.monotonic()
            self.came += [time.monotonic()] * (self._count() - len(self.came))
            time.sleep(max(0, LOOK - (time.monotonic() - before)))

    def wait_for(self, many: int) -> None:
        until = time.monotonic() + PATIENCE
        while len(self.came) < many and time.monotonic() < until:
            time.sleep(LOOK)
        self._stop.set()
        self._thread.join()


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="oyez-bench-") as folder, Mailbox() as mailbox:
        os.environ |= environment(Path(folder), OYEZ_MAIL_URL=mailbox.url)
        os.environ["DJANGO_SETTINGS_MODULE"] = "oyez.web.settings"
        import django

        django.setup()
        key = _prepared()
        with Served(Path(folder), OYEZ_MAIL_URL=mailbox.url) as server:
            return _measure(server, mailbox, key)


def _prepared() -> str:
    """The town, a trigger for Bea, some answers so that numbers are shown, and a key to ask with."""
    from oyez.act.changes.triggers import Wanted, add_trigger
    from oyez.company.changes import create_api_key, set_touchpoint_owner
    from oyez.company.core.scope import OPERATOR
    from oyez.web.upgrade import migrate
    from tests import town

    migrate()
    people = town.found()
    set_touchpoint_owner(OPERATOR, town.FITTING, people.bea.pk)
    add_trigger(OPERATOR, Wanted(name="Low", score="nps", limit=6, touchpoint=town.FITTING))
    town.tell(*town.answers("nps", [value % 11 for value in range(BEFORE)]))
    analyst = people.member("analyst")
    return create_api_key(OPERATOR, analyst, "analyst", "bench")[1]


def _measure(server: Served, mailbox: Mailbox, key: str) -> int:
    def counted() -> int:
        return server.asked("nps", key) - BEFORE

    server.asked("nps", key)
    watches = {"counted": Watch(counted), "desk": Watch(_cases), "mail": Watch(lambda: len(mailbox.messages))}
    committed = _send()
    for watch in watches.values():
        watch.wait_for(ANSWERS)
    claims = {"counted": COUNTED, "desk": ON_DESK, "mail": MAILED}
    print(f"{ANSWERS} answers, one every {sum(GAP) / 2:.1f} s, seconds after the commit of each:")
    held = True
    for name, watch in watches.items():
        waits = sorted(came - sent for came, sent in zip(watch.came, committed, strict=False))
        worst = waits[int(0.95 * len(waits))] if len(waits) == ANSWERS else float("inf")
        held &= worst <= claims[name]
        print(
            f"  {name:8} half within {waits[len(waits) // 2]:.2f}, 95 % within {worst:.2f} "
            f"(claimed {claims[name]:.0f}), the last {waits[-1]:.2f}; {len(waits)} of {ANSWERS} came"
        )
    print(beside())
    return 0 if held else 1


def _send() -> list[float]:
    """Accept one answer after the other, and give when the commit of each returned."""
    from oyez.journal.changes import accept
    from oyez.kit.clock import now, to_micros
    from tests.town import fact

    committed = []
    for at in range(ANSWERS):
        time.sleep(random.uniform(*GAP))
        subject = f"email:new{at}@example.org"
        accept(
            [fact(f"new-{at}", subject=subject, scores={"nps": 1}, news=True, occurred_at=to_micros(now()))]
        )
        committed.append(time.monotonic())
        print(".", end="", file=sys.stderr, flush=True)
    return committed


def _cases() -> int:
    from oyez.act.models import Case

    return Case.objects.exclude(owner=None).count()


if __name__ == "__main__":
    sys.exit(main())
