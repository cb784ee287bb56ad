"""A small named world for tests.

Ana is a customer. Bea is the agent and Cem the manager of the harbour branch, in the region north. Dara
manages the hill branch, in the region south: she must see nothing of what happens at the harbour. Eli is the
administrator.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.test import Client

from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR, Viewer
from oyez.company.models import Member
from oyez.company.queries import viewer_for
from oyez.journal import changes as journal
from oyez.journal.core.facts import Fact
from oyez.kit.clock import to_micros
from oyez.people import changes as people
from oyez.people.models import Person

ANA = "email:ana@example.org"
HARBOUR = "harbour"
HILL = "hill"
FITTING = "fitting"
HOTEL = "hotel-astoria"
PASSWORD = "a long word that only the town knows"


@dataclass(frozen=True)
class Town:
    """The people of the town and what they may see."""

    ana: Person
    bea: Member
    cem: Member
    dara: Member
    eli: Member

    def viewer(self, member: Member, role: str | None = None) -> Viewer:
        return viewer_for(member, role)

    def member(self, role: str, unit: str | None = None) -> Member:
        """Somebody new in a role, company-wide or for one unit."""
        count = Member.objects.count()
        return _member(
            f"{role.replace('_', ' ').capitalize()} {count}", f"{role}{count}@example.org", role, unit
        )

    def client(self, member: Member, role: str | None = None) -> Client:
        """A browser in which a member is signed in, in one of their roles."""
        client = Client()
        client.force_login(member)
        if role:
            session = client.session
            session["role"] = role
            session.save()
        return client


def found() -> Town:
    """Build the town: a company, two regions with a branch each, four members, a customer, an account."""
    company.found_company("The Town", currency="EUR", time_zone="Europe/Berlin")
    company.ensure_hierarchy(OPERATOR, "regions", "Regions")
    for region, branch in (("north", HARBOUR), ("south", HILL)):
        company.ensure_unit(OPERATOR, region, region.capitalize(), kind="region", places={"regions": None})
        company.ensure_unit(OPERATOR, branch, branch.capitalize(), places={"regions": region})
    bea = _member("Bea", "bea@example.org", "agent", HARBOUR)
    cem = _member("Cem", "cem@example.org", "manager", HARBOUR)
    dara = _member("Dara", "dara@example.org", "manager", HILL)
    eli = _member("Eli", "eli@example.org", "administrator", None)
    company.ensure_touchpoint(OPERATOR, FITTING, "Fitting", stage="delivery", unit=HARBOUR)
    people.ensure_accounts(OPERATOR, [people.AccountSeen(HOTEL, name="Hotel Astoria", unit=HARBOUR)])
    known = people.recognise(OPERATOR, [people.Sighting((ANA,), name="Ana")], "town")
    return Town(Person.objects.get(pk=known[ANA]), bea, cem, dara, eli)


def _member(name: str, email: str, role: str, unit: str | None) -> Member:
    member = company.add_member(OPERATOR, email, name, password=PASSWORD)
    company.grant(OPERATOR, member, role, unit, "regions" if unit else None)
    return member


def fact(id: str, day: str = "2026-03-02", **said: Any) -> Fact:
    """One thing that happened to Ana at the harbour, unless said otherwise."""
    usual: dict[str, Any] = {
        "source": "town",
        "kind": "response",
        "channel": "email",
        "subject": ANA,
        "unit": HARBOUR,
        "touchpoint": FITTING,
        "occurred_at": micros(day),
    }
    return Fact(id=id, **(usual | said))


def micros(day: str) -> int:
    """Noon of a day, in UTC, as the journal keeps moments."""
    return to_micros(datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC))


def tell(*facts: Fact) -> list[str]:
    """Append facts to the journal at once and give the verdict on each."""
    with transaction.atomic():
        return list(journal.append(facts))


def answers(score: str, values: Iterable[float], day: str = "2026-03-02", **said: Any) -> list[Fact]:
    """One answer per value, each by somebody else."""
    return [
        fact(
            f"{score}-{day}-{at}",
            day,
            **({"subject": f"email:{score}{at}@example.org"} | said),
            scores={score: value},
        )
        for at, value in enumerate(values)
    ]
