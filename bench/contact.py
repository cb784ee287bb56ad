"""A dry run over 1 M persons, read from a real database with their whole history; claimed: at most 20 s of one core.

And what follows it: a wave that asks 50,000 of them; claimed: at most 30 s until each has an invitation in the queue,
and everybody else of the audience the reason for having none. Then the queue is emptied with no pace to keep: each mail
is looked at by the rules once more, written, and handed to the outbox.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any

from bench.machine import beside

PERSONS = int(os.environ.get("OYEZ_BENCH_ROWS", "1000000"))
MOST_SECONDS, MOST_QUEUEING = 20.0, 30.0
AUDIENCE, RATE = "person.country == 'US' and person.language != 'en'", 0.617  # some 50,000 of a million
AT = datetime(2026, 3, 10, 10, tzinfo=UTC)
DAY = 86_400_000_000
NOW = int(AT.timestamp()) * 1_000_000
SURVEY = """
survey: autumn
title: How are we doing?
kind: relationship
mode: identified
questions:
  - {id: nps, type: nps, text: "How likely are you to recommend us?"}
"""
COUNTRIES = ("DE", "GB", "US", "FR", "", "AT")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="oyez-bench-") as folder:
        os.environ["OYEZ_DATA"] = folder
        os.environ["OYEZ_AS_OF"] = AT.isoformat()
        os.environ["DJANGO_SETTINGS_MODULE"] = "oyez.web.settings"
        import django

        django.setup()
        return _measure()


def _measure() -> int:
    from oyez.company.changes import found_company
    from oyez.company.core.scope import OPERATOR
    from oyez.contact.core.asking import Asking
    from oyez.contact.queries.deciding import decide
    from oyez.web.upgrade import migrate

    migrate()
    found_company("Bench", currency="EUR", time_zone="UTC")
    filled = _timed(lambda: fill(Random(7)))[0]
    took: list[float] = []
    print(f"persons                     {PERSONS:>12,}  (filled in {filled:.0f} s)")
    for kind in ("relationship", "transaction"):
        asking = Asking(kind=kind, key="spring", wave="2026-03", purpose="research", rate=0.9)  # type: ignore[arg-type]
        busy = time.process_time()
        seconds, decisions = _timed(lambda asking=asking: decide(OPERATOR, asking, None, AT))
        busy = time.process_time() - busy
        took.append(busy)
        print(f"dry run, {kind:<18} {seconds:>12.1f} s  ({busy:.1f} s of a core) {decisions.sentence()}")
    queueing = _wave()
    print(f"most memory                 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10:>12,} MB")
    print(
        f"slowest dry run             {max(took):>12.1f} s  of a core (claimed: at most {MOST_SECONDS:.0f} s)"
    )
    print(f"wave in the queue           {queueing:>12.1f} s  (claimed: at most {MOST_QUEUEING:.0f} s)")
    print(beside())
    return 0 if max(took) <= MOST_SECONDS and queueing <= MOST_QUEUEING else 1


def _wave() -> float:
    """Seconds until a wave's invitations wait to leave."""
    from oyez.company.core.scope import OPERATOR
    from oyez.surveys.changes import editing, sending, waving
    from oyez.surveys.models import Invitation

    editing.create(OPERATOR, SURVEY)
    editing.publish(OPERATOR, "autumn", 1)
    given = waving.Plan("Autumn", audience=AUDIENCE, rate=RATE, per_minute=1_000_000, any_hour=True)
    wave = waving.plan(OPERATOR, "autumn", "autumn-1", given)
    seconds, count = _timed(lambda: waving.begin(wave))
    print(
        f"invitations in the queue    {seconds:>12.1f} s  {count:,}, decided and written with who was not asked"
    )
    posting, _ = _timed(lambda: sum(iter(sending.send_some, 0)))
    sent = Invitation.objects.filter(state=Invitation.State.POSTED).count()
    print(f"its mails in the outbox     {posting:>12.1f} s  {sent:,} written, {sent / posting:,.0f} a second")
    return seconds


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def fill(dice: Random) -> None:
    """Persons with addresses, a fifth of them at accounts, their approaches, purchases, wishes and cases."""
    made = AT.isoformat(sep=" ")
    accounts = PERSONS // 50
    _insert("people_account", ("id", "key", "name", "tier", "created_at"), (
        (at, f"a{at}", f"Account {at}", dice.choice(("A", "B", "", "")), made)
        for at in range(1, accounts + 1)))  # fmt: skip
    _insert("people_person", ("id", "name", "language", "country", "prospect", "merged_into_id", "created_at"), (
        (at, "", dice.choice(("de", "en", "")), dice.choice(COUNTRIES), at % 17 == 0,
         at - 1 if at % 100 == 0 else None, made) for at in range(1, PERSONS + 1)))  # fmt: skip
    _insert("people_identifier", ("kind", "value", "person_id", "first_seen_at"), (
        ("email", f"p{at}@example.org", at, made) for at in range(1, PERSONS + 1) if at % 20))  # fmt: skip
    roles = ("user", "user", "influencer", "decision_maker", "purchasing_agent")
    _insert("people_contact", ("person_id", "account_id", "role"), (
        (at, at // 5 % accounts + 1, dice.choice(roles)) for at in range(1, PERSONS + 1, 5)))  # fmt: skip
    _insert("contact_approach",
        ("person_id", "subject", "account", "kind", "key", "wave", "purpose", "basis", "channel", "at", "cause"),
        _approaches(dice))  # fmt: skip
    _insert("contact_purchase", ("seq", "subject", "person_id", "at"), (
        (at, "", min(PERSONS, 1 + int(dice.expovariate(3 / PERSONS))), NOW - dice.randrange(300) * DAY)
        for at in range(1, PERSONS * 2)))  # fmt: skip
    _insert("contact_optout", ("subject", "person_id", "purpose", "at", "how", "cause"), (
        (f"email:p{at}@example.org", at, "all", NOW, "page", "") for at in range(1, PERSONS + 1, 50)))  # fmt: skip
    _insert("contact_opencase", ('"case"', "subject", "person_id", "account", "since"), (
        (str(at), "", at, "", NOW) for at in range(7, PERSONS + 1, 200)))  # fmt: skip


def _approaches(dice: Random) -> Iterator[tuple[Any, ...]]:
    kinds = ("transaction", "relationship", "study", "marketing", "marketing", "reminder")
    for at in range(PERSONS * 5 // 2):
        person = dice.randrange(1, PERSONS + 1)
        account = f"a{person // 5 % (PERSONS // 50) + 1}" if person % 5 == 1 else ""
        day = NOW - dice.randrange(500) * DAY
        yield person, "", account, dice.choice(kinds), f"s{at % 9}", "", "", "", "email", day, str(at)


def _insert(table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    from django.db import connection, transaction

    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))


if __name__ == "__main__":
    sys.exit(main())
