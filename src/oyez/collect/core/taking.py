"""What one row becomes, before anything is written."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec

from oyez.journal.core.facts import Fact


class PersonSeen(msgspec.Struct, frozen=True, gc=False):
    """A person as a row names them, with their role at an account if it says one."""

    subjects: tuple[str, ...]
    name: str = ""
    language: str = ""
    country: str = ""
    prospect: bool = False
    preferences: tuple[tuple[str, str], ...] = ()
    noted_on: date | None = None
    account: str = ""
    role: str = ""


class AccountSaid(msgspec.Struct, frozen=True, gc=False):
    """An account as a row describes it."""

    key: str
    name: str = ""
    tier: str = ""
    renewal: date | None = None
    manager: str = ""
    unit: str = ""
    parent: str = ""
    lost_on: date | None = None


class Billed(msgspec.Struct, frozen=True, gc=False):
    """Something billed to an account."""

    account: str
    reference: str
    on: date
    currency: str
    amount: Decimal


class UnitSaid(msgspec.Struct, frozen=True, gc=False):
    """A unit as a row describes it, with its place in a hierarchy."""

    key: str
    name: str
    kind: str = "branch"
    hierarchy: str = ""
    parent: str = ""


class Taken(msgspec.Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A row that can be used, and all that it becomes; all of it is written or nothing."""

    facts: Sequence[Fact]
    persons: Sequence[PersonSeen] = ()
    accounts: Sequence[AccountSaid] = ()
    billed: Sequence[Billed] = ()
    units: Sequence[UnitSaid] = ()
    touchpoints: Sequence[tuple[str, str]] = ()

    def says_more(self) -> bool:
        """Whether it says something besides facts and persons."""
        return bool(self.accounts or self.billed or self.units or self.touchpoints)


class Rejected(msgspec.Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A row that cannot be used, and why."""

    reason: str


Outcome = Taken | Rejected
