"""Nobody is asked beyond the contact rules: the CDNOW purchases replayed day by day, with a survey after each.

Customers who reach six purchases within 90 days get no transaction invitation from that purchase on; every purchase
ends in one mail or in one recorded reason; and a recount from the purchases and the ledger alone, which uses nothing
of the engine, finds each verdict again.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

DATA = Path(__file__).parents[2] / "shared" / "data" / "cdnow" / "CDNOW_master.txt"


def main() -> int:
    if not DATA.exists():
        print(f"not run: the purchases are not beside the repository ({DATA.name})")
        return 0
    with tempfile.TemporaryDirectory(prefix="oyez-prove-") as folder:
        os.environ["OYEZ_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "oyez.web.settings"
        import django

        django.setup()
        return _prove()


def _prove() -> int:
    import oyez.contact.jobs  # noqa: F401  # what the worker has to run here, and nothing else
    from oyez.company.changes import found_company
    from oyez.contact.rules import built_in
    from oyez.web.upgrade import migrate
    from prove.contacting.recount import Rules, recount
    from prove.contacting.replay import asked, held, purchases, replay

    migrate()
    found_company("CDNOW", currency="USD", time_zone="UTC")
    bought = sorted(purchases(DATA), key=lambda one: one[1])
    started = time.perf_counter()
    persons = replay(bought, built_in())
    took = time.perf_counter() - started
    days = sorted({day for _customer, day in bought})
    found = recount(((persons[who], day) for who, day in bought), asked(), held(), Rules())
    print(f"{len(bought):,} purchases of {len(persons):,} customers, {days[0]} to {days[-1]}; {took:.0f} s")
    print(f"decided on: {sum(found.reasons.values()):,} days on which somebody had bought the day before")
    for reason, count in Counter(found.reasons).most_common():
        print(f"  {count:>7,}  {reason}")
    print(f"asked: {found.asked:,} times; busiest: {_busiest(asked())}")
    print(
        f"regular buyers (six purchases within 90 days): {found.regular:,} customers,"
        f" {found.spared:,} invitations not sent to them from that purchase on"
    )
    print(f"breaches found by the recount: {len(found.breaches):,}")
    for breach in found.breaches[:10]:
        print(f"  {breach}")
    return 1 if found.breaches or not found.regular else 0


def _busiest(mails: list[tuple[int, date]]) -> str:
    most = Counter(person for person, _day in mails).most_common(1)
    return f"{most[0][1]} mails to one customer in all" if most else "nobody"


if __name__ == "__main__":
    sys.exit(main())
