"""An installation of a size of one's choosing: units, accounts with contacts, persons, interactions, cases.

It is built into a folder once; a folder that has it already is used as it is (`OYEZ_BENCH_FOLDER` keeps one).
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

ROWS = int(os.environ.get("OYEZ_BENCH_ROWS", "1000000"))
REGIONS, BRANCHES, TOUCHPOINTS, ACCOUNT_MANAGERS = 6, 34, 12, 8
ROLES = ("executive", "manager", "analyst", "agent", "cx_manager", "administrator", "touchpoint_owner")
STAGES = ("discover", "buy", "delivery", "service", "account")
CONTACTS = ("decision_maker", "influencer", "user", "user", "purchasing_agent")
OTHERS = ("order", "visit", "ticket", "call", "promise", "delivery")
MONTHS, DAYS = 24, 730
BATCH = 20_000
IMPORTS = 60
PHRASES = (
    "the delivery was late but",
    "the fitter was kind and",
    "the kitchen looks great;",
    "we waited long for an answer,",
)


@dataclass(frozen=True)
class World:
    """How much there is of everything in an installation with so many interactions."""

    rows: int

    @property
    def persons(self) -> int:
        return max(200, self.rows // 5)

    @property
    def accounts(self) -> int:
        return 400 if self.rows >= 500_000 else 120

    @property
    def news(self) -> int:
        """The newest interactions, which may open cases."""
        return max(100, self.rows // 200)

    @property
    def others(self) -> int:
        """Rows of every other sort: rejected ones, lines of the audit trail."""
        return max(120, self.rows // 200)


@contextmanager
def folder_of(rows: int = ROWS) -> Iterator[Path]:
    """A folder with a world of this size, for this process to be the installation of."""
    kept = os.environ.get("OYEZ_BENCH_FOLDER")
    with tempfile.TemporaryDirectory(prefix="oyez-bench-") as scratch:
        folder = Path(kept) / str(rows) if kept else Path(scratch)
        set_up(folder)
        built = folder / "built"
        if not built.exists():
            build(World(rows))
            built.touch()
        yield folder


def set_up(folder: Path) -> None:
    """Let this process be the installation in a folder, migrated."""
    os.environ["OYEZ_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "oyez.web.settings"
    import django

    django.setup()
    from oyez.web.upgrade import migrate

    migrate()


def build(world: World) -> None:
    """Fill an empty installation."""
    from oyez.kit.worker import catch_up
    from oyez.measure.store import sealing

    dice = Random(20_260_101)
    _company()
    _accounts(world, dice)
    _persons(world)
    _interactions(world, dice)
    _say("sealing")
    list(sealing.rebuild())
    _say("cases")
    catch_up()
    _past(world)
    _say("built\n")


def _say(words: str) -> None:
    print(f" {words}", end="", file=sys.stderr, flush=True)


def branch(at: int) -> str:
    return f"branch{at % BRANCHES}"


def _company() -> None:
    from oyez.act.changes import defaults
    from oyez.company import changes as company
    from oyez.company.core.scope import OPERATOR

    company.found_company("Bench", currency="EUR", time_zone="Europe/Berlin")
    company.ensure_hierarchy(OPERATOR, "regions", "Regions")
    for at in range(REGIONS):
        company.ensure_unit(OPERATOR, f"region{at}", f"Region {at}", kind="region", places={"regions": None})
    for at in range(BRANCHES):
        above = f"region{at % REGIONS}"
        company.ensure_unit(OPERATOR, branch(at), f"Branch {at}", places={"regions": above})
    members = {role: _member(role, role) for role in ROLES}
    for at in range(ACCOUNT_MANAGERS):
        _member(f"account_manager{at}", "account_manager")
    for at in range(TOUCHPOINTS):
        owner = members["touchpoint_owner"] if at == 1 else None
        stage = STAGES[at % len(STAGES)]
        company.ensure_touchpoint(
            OPERATOR, f"touchpoint{at}", f"Touchpoint {at}", stage=stage, unit=branch(at), owner=owner
        )
    defaults.install(OPERATOR)


def _member(name: str, role: str) -> Any:
    from oyez.company import changes as company
    from oyez.company.core.scope import OPERATOR

    member = company.add_member(OPERATOR, f"{name}@example.org", name)
    place = ("region1", "regions") if role in ("manager", "agent") else (None, None)
    company.grant(OPERATOR, member, role, *place)
    return member


def _accounts(world: World, dice: Random) -> None:
    """Accounts with a bill a month, and five contacts each."""
    from oyez.company.core.scope import OPERATOR
    from oyez.kit.clock import now
    from oyez.people import changes as people

    today = now().date()
    people.ensure_accounts(
        OPERATOR,
        [
            people.AccountSeen(
                f"account{at}",
                name=f"Account {at}",
                tier=dice.choice(("gold", "silver", "basic")),
                renewal=today + timedelta(days=dice.randrange(400)),
                manager=f"account_manager{at % ACCOUNT_MANAGERS}@example.org",
                unit=branch(at),
                lost_on=today - timedelta(days=dice.randrange(300)) if at % 25 == 24 else None,
            )
            for at in range(world.accounts)
        ],
    )
    people.bill(
        OPERATOR,
        [
            (f"account{at}", f"{at}-{month}", today - timedelta(days=30 * month + 5), "EUR", _amount(dice))
            for at in range(world.accounts)
            for month in range(MONTHS)
        ],
    )
    seen = [
        people.Sighting((_contact(at, place),), name=f"Contact {place} of {at}", language="de")
        for at in range(world.accounts)
        for place in range(len(CONTACTS))
    ]
    known = people.recognise(OPERATOR, seen, "bench")
    people.ensure_contacts(
        OPERATOR,
        [
            (known[_contact(at, place)], f"account{at}", role)
            for at in range(world.accounts)
            for place, role in enumerate(CONTACTS)
        ],
    )


def _amount(dice: Random) -> Decimal:
    return Decimal(round(dice.lognormvariate(8.5, 1), 2))


def _contact(account: int, place: int) -> str:
    return f"email:c{account}-{place}@example.org"


def _persons(world: World) -> None:
    from django.db import transaction

    from oyez.company.core.scope import OPERATOR
    from oyez.people import changes as people

    for start in range(0, world.persons, BATCH):
        numbers = range(start, min(world.persons, start + BATCH))
        with transaction.atomic():
            people.recognise(
                OPERATOR,
                [people.Sighting((_private(at),), name=f"Person {at}", language="de") for at in numbers],
                "bench",
            )
        _say("p")


def _private(person: int) -> str:
    return f"email:p{person}@example.org"


def _interactions(world: World, dice: Random) -> None:
    from django.db import transaction

    from oyez.journal import changes as journal

    for start in range(0, world.rows, BATCH):
        facts = [_fact(world, dice, at) for at in range(start, min(world.rows, start + BATCH))]
        with transaction.atomic():
            journal.append(facts)
        _say(".")


def _fact(world: World, dice: Random, at: int) -> Any:
    """The newest are news; of the others a fifth belongs to accounts, and some of those ask how all goes."""
    from oyez.journal.core.facts import Fact
    from oyez.kit.clock import now, to_micros

    news = at >= world.rows - world.news
    age = timedelta(days=5 if news else DAYS, seconds=0) * dice.random()
    account = dice.randrange(world.accounts) if dice.random() < 0.2 else None
    relationship = account is not None and dice.random() < 0.15
    said: dict[str, Any] = {
        "source": "bench",
        "id": str(at),
        "occurred_at": to_micros(now() - age),
        "channel": dice.choice(("email", "web", "phone", "app")),
        "subject": _private(dice.randrange(world.persons))
        if account is None
        else _contact(account, dice.randrange(len(CONTACTS))),
        "account": None if account is None else f"account{account}",
        "unit": branch(dice.randrange(BRANCHES)),
        "touchpoint": None if relationship else f"touchpoint{dice.randrange(TOUCHPOINTS)}",
        "language": dice.choice(("de", "en", "fr", "nl")),
        "news": news,
    }
    if relationship:
        said |= {
            "kind": "response",
            "survey": "relationship",
            "scores": {"csat": dice.choice((2, 3, 4, 4, 5))},
        }
    elif news or dice.random() < 0.75:
        said |= _response(dice)
    else:
        said |= _other(dice.choice(OTHERS), dice, said["occurred_at"])
    return Fact(**said)


def _response(dice: Random) -> dict[str, Any]:
    scores = {"nps": dice.randrange(11), "csat": dice.randrange(1, 6), "ces": dice.randrange(1, 8)}
    words = " ".join(dice.choices(PHRASES, k=3)) if dice.random() < 0.5 else ""
    mode = "confidential" if dice.random() < 0.01 else "identified"
    survey = "in-confidence" if mode == "confidential" else "after-the-fitting"
    return {"kind": "response", "survey": survey, "scores": scores, "text": words, "mode": mode}


def _other(kind: str, dice: Random, occurred_at: int) -> dict[str, Any]:
    attributes: dict[str, Any] = {}
    if kind == "order":
        attributes = {"amount": dice.randrange(100, 9_000), "currency": "EUR"}
    if kind in ("promise", "delivery"):
        attributes = {"reference": str(dice.randrange(10**6))}
    return {"kind": kind, "attributes": attributes}


def _past(world: World) -> None:
    """Cases that were closed, imports that ended, rows that could not be used, a trail of audit."""
    from oyez.act.models import Case, RootCause
    from oyez.collect.models import Import
    from oyez.company.models import AuditLine
    from oyez.journal.models import Rejected
    from oyez.kit.clock import now, to_micros

    cause = RootCause.objects.order_by("rank").first()
    Case.objects.filter(pk__in=list(Case.objects.values_list("pk", flat=True)[::3])).update(
        state="closed", closed_at=now(), root_cause=cause, outcome=Case.Outcomes.values[0]
    )
    Import.objects.bulk_create(
        Import(
            name=f"file{at}.csv",
            path=f"file{at}.csv",
            size=10**6,
            fingerprint=f"{at:064}",
            mapping="responses",
            mapping_text="",
            state="done",
            taken=1_000,
            share=1,
            actor="operator",
            created_at=now(),
            finished_at=now(),
        )
        for at in range(IMPORTS)
    )
    Rejected.objects.bulk_create(
        Rejected(
            source="responses",
            origin="file1.csv",
            line=at,
            reason="nps must be 0 to 10",
            raw="1,2,3",
            at=to_micros(now()),
        )
        for at in range(world.others)
    )
    AuditLine.objects.bulk_create(
        AuditLine(at=now(), actor="operator", role="operator", verb="grant", target=f"member:{at}")
        for at in range(world.others)
    )
