"""Accounts of the town with contacts, bills and answers about the relationship."""

from datetime import date
from decimal import Decimal

from oyez.company.core.scope import OPERATOR
from oyez.company.models import Member
from oyez.people import changes as people
from oyez.people.models import Account
from tests.town import HARBOUR, Town, fact, tell


def account(
    key: str, billed: int, *, manager: Member | None = None, unit: str = HARBOUR, **said: date
) -> Account:
    """An account that was billed so much in February 2026."""
    people.ensure_accounts(
        OPERATOR,
        [
            people.AccountSeen(
                key, name=key.capitalize(), unit=unit, manager=manager.email if manager else "",
                renewal=said.get("renewal"), lost_on=said.get("lost_on"),
            )
        ],
    )  # fmt: skip
    if billed:
        people.bill(OPERATOR, [(key, f"{key}-1", date(2026, 2, 1), "EUR", Decimal(billed))])
    return Account.objects.get(key=key)


def contact(key: str, name: str, role: str) -> str:
    """Somebody with a role at an account; gives their subject."""
    subject = f"email:{name}@{key}.example"
    found = people.recognise(OPERATOR, [people.Sighting((subject,), name=name.capitalize())], "town")
    people.ensure_contacts(OPERATOR, [(found[subject], key, role)])
    return subject


def answered(key: str, subject: str, nps: float, day: str = "2026-03-02", **said: object) -> None:
    """An answer about the relationship."""
    usual = {"survey": "relationship", "account": key, "touchpoint": None}
    tell(fact(f"{subject}-{day}-{nps}", day, subject=subject, scores={"nps": nps}, **(usual | said)))


def manager(town: Town) -> Member:
    """Somebody who looks after accounts."""
    return town.member("account_manager")
