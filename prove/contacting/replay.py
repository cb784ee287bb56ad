"""Replays purchases through the journal, and asks after each: the engine as it is, against a real database."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from oyez.company.core.scope import OPERATOR
from oyez.contact.changes.approaching import approach
from oyez.contact.core.asking import Asking
from oyez.contact.core.policy import Policy
from oyez.contact.models import Approach, Held
from oyez.contact.queries.deciding import decide
from oyez.journal import changes as journal
from oyez.journal.core.facts import Fact
from oyez.kit import worker
from oyez.kit.clock import to_micros
from oyez.people import changes as people
from oyez.people.changes import Sighting

Purchase = tuple[str, date]
KEY = "after-purchase"
SHOP_HOUR, MAIL_HOUR = time(8, tzinfo=UTC), time(10, tzinfo=UTC)
TOLD_AT_ONCE = 2_000
READING = ("contact", "contact-persons")  # what the rules live on; the rest of the house may rest


def purchases(path: Path) -> Iterator[Purchase]:
    """(customer, day) of each purchase in the file of the CDNOW data set."""
    for line in path.read_text("ascii").splitlines():
        words = line.split()
        if words and words[0].isdigit():
            yield words[0], datetime.strptime(words[1], "%Y%m%d").replace(tzinfo=UTC).date()


def subject(customer: str) -> str:
    return f"email:c{customer}@example.org"


def meet(customers: Sequence[str]) -> dict[str, int]:
    """Make the customers known; their persons."""
    known: dict[str, int] = {}
    for start in range(0, len(customers), TOLD_AT_ONCE):
        seen = [Sighting((subject(one),), country="US") for one in customers[start : start + TOLD_AT_ONCE]]
        known |= people.recognise(OPERATOR, seen, "replay")
    return {one: known[subject(one)] for one in customers}


def replay(bought: Sequence[Purchase], policy: Policy) -> dict[str, int]:
    """Day by day: the day's purchases are told, then those who bought the day before are asked. Their persons."""
    persons = meet(sorted({customer for customer, _day in bought}))
    by_day: dict[date, list[tuple[int, str]]] = defaultdict(list)
    for at, (customer, day) in enumerate(bought):
        by_day[day].append((at, customer))
    for day in sorted({*by_day, *(day + timedelta(1) for day in by_day)}):
        _tell([_order(at, customer, day) for at, customer in by_day.get(day, ())])
        _ask(day, sorted({customer for _at, customer in by_day.get(day - timedelta(1), ())}), persons, policy)
    return persons


def _order(at: int, customer: str, day: date) -> Fact:
    moment = to_micros(datetime.combine(day, SHOP_HOUR))
    return Fact(source="cdnow", id=str(at), occurred_at=moment, kind="order", subject=subject(customer))


def _tell(facts: list[Fact]) -> None:
    if facts:
        with transaction.atomic():
            journal.append(facts)
        for step in READING:
            while worker.run_step(worker.STEPS[step]):
                pass


def _ask(day: date, customers: list[str], persons: dict[str, int], policy: Policy) -> None:
    """Everybody who bought the day before; some answer three days later."""
    if not customers:
        return
    at = datetime.combine(day, MAIL_HOUR)
    asking = Asking(kind="transaction", key=KEY, wave=(day - timedelta(1)).isoformat(), purpose="service")
    decisions = decide(OPERATOR, asking, [persons[one] for one in customers], at, policy)
    done = approach(OPERATOR, asking, decisions, at)
    _tell([_answer(one.subject, at) for one in done.asked if sha256(one.subject.encode()).digest()[0] < 64])


def _answer(said_by: str, asked: datetime) -> Fact:
    at = asked + timedelta(days=3)
    return Fact(
        source="cdnow",
        id=f"answer:{said_by}:{asked.date()}",
        occurred_at=to_micros(at),
        kind="response",
        subject=said_by,
        survey=KEY,
        scores={"nps": 9.0},
    )


def asked() -> list[tuple[int, date]]:
    """(person, day) of each approach in the ledger."""
    rows = Approach.objects.filter(key=KEY).values_list("person_id", "at")
    return [(person, at.date()) for person, at in rows if person is not None]


def held() -> list[tuple[int, date, str]]:
    """(person, day, reason) of each who was not asked."""
    rows = Held.objects.filter(key=KEY).values_list("person_id", "at", "code")
    return [(person, at.date(), code) for person, at, code in rows]
