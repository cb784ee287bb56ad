"""A dry run over 1 M persons, read from a real database with their whole history; claimed: at most 20 s of one core.

And what follows it: a wave that asks 50,000 of them and writes down why the others were not asked.
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
MOST_SECONDS = 20.0
WAVE = 50_000
AT = datetime(2026, 3, 10, 10, tzinfo=UTC)
DAY = 86_400_000_000
NOW = int(AT.timestamp()) * 1_000_000
COUNTRIES = ("DE", "GB", "US", "FR", "", "AT")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="oyez-bench-") as folder:
        os.environ["OYEZ_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "oyez.web.settings"
        import django

        django.setup()
        return _measure()


def _measure() -> int:
    from oyez.company.changes import found_company
    from oyez.company.core.scope import OPERATOR
    from oyez.contact.changes.approaching import approach
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
    some = Random(3).sample(range(1, PERSONS + 1), min(WAVE, PERSONS))
    asking = Asking(kind="relationship", key="autumn", wave="2026-03", purpose="research")
    seconds, decisions = _timed(lambda: decide(OPERATOR, asking, some, AT))
    print(f"dry run of {len(some):,}           {seconds:>12.1f} s")
    seconds, done = _timed(lambda: approach(OPERATOR, asking, decisions, AT))
    print(
        f"wave of {len(some):,} written      {seconds:>12.1f} s  {len(done.asked):,} asked, {done.held:,} held"
    )
    print(f"most memory                 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10:>12,} MB")
    print(
        f"slowest dry run             {max(took):>12.1f} s  of a core (claimed: at most {MOST_SECONDS:.0f} s)"
    )
    print(beside())
    return 0 if max(took) <= MOST_SECONDS else 1


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
