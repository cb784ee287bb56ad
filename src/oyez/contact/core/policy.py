"""The contact rules of a company as frozen values: who may be asked what, when and how often."""

from collections.abc import Mapping
from typing import Literal

import msgspec

Kind = Literal["transaction", "relationship", "study", "recontact", "marketing", "reminder"]
KINDS: tuple[Kind, ...] = ("transaction", "relationship", "study", "recontact", "marketing", "reminder")
INVITATIONS: tuple[Kind, ...] = ("transaction", "relationship", "study", "recontact")

Purpose = Literal["service", "research", "marketing"]
PURPOSES: tuple[Purpose, ...] = ("service", "research", "marketing")

Basis = Literal["free", "customer", "consent", "never"]
BASES: tuple[Basis, ...] = ("free", "customer", "consent", "never")  # from the mildest to the strictest

REST_OF_KIND = {"transaction": 60, "relationship": 180, "study": 90}
ATTRIBUTES = ("country", "tier", "role", "language")


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What rules may distinguish persons by; `country` is a two-letter code where it is known."""

    country: str = ""
    tier: str = ""
    roles: tuple[str, ...] = ()
    language: str = ""
    prospect: bool = False


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """Other numbers for some persons; what is `None` stays as it is for everybody."""

    when: dict[str, tuple[str, ...]]
    rest_days: int | None = None
    rest_of_kind: dict[str, int] = {}
    yearly: int | None = None

    def fits(self, profile: Profile) -> bool:
        """Whether each attribute named has one of the values named."""
        return all(_has(profile, name, values) for name, values in self.when.items())


def _has(profile: Profile, name: str, values: tuple[str, ...]) -> bool:
    if name == "role":
        return any(role in values for role in profile.roles)
    return getattr(profile, name) in values


class Regular(msgspec.Struct, frozen=True, kw_only=True):
    """Who buys so often that purchases never lead to a survey; `stays_days` 0 is for good."""

    orders: int = 6
    within_days: int = 90
    stays_days: int = 0
    roles: tuple[str, ...] = ("purchasing_agent",)


class Reminders(msgspec.Struct, frozen=True, kw_only=True):
    """How many reminders may follow an invitation, each after so many business days without a contact."""

    most: int = 1
    business_days: int = 3


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """The shares of a wave above which it pauses, and how few are still too few to tell."""

    opt_outs: float = 0.01
    complaints: float = 0.001
    fewest_opt_outs: int = 3
    fewest_complaints: int = 2


class Law(msgspec.Struct, frozen=True, kw_only=True):
    """What each purpose needs in each country: nothing, a customer, a consent; or it is not allowed at all."""

    otherwise: dict[str, Basis]
    countries: dict[str, dict[str, Basis]] = {}
    channels: dict[str, Basis] = {}

    def needs(self, country: str, purpose: str, channel: str) -> Basis:
        """The strictest of what the country and the channel ask for."""
        by_country = self.countries.get(country, {}).get(purpose, self.otherwise[purpose])
        by_channel = self.channels.get(channel, "free")
        return max(by_country, by_channel, key=BASES.index)


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """All contact rules. Days are calendar days, shares are from 0 to 1."""

    law: Law
    rest_days: int = 30
    rest_after_marketing: int = 7
    rest_of_kind: dict[str, int] = msgspec.field(default_factory=lambda: dict(REST_OF_KIND))
    recontacts_per_case: int = 1
    yearly: int = 6
    yearly_of_decision_makers: int = 4
    yearly_counts: tuple[str, ...] = INVITATIONS
    account_weekly: int = 3
    account_share: float = 0.3
    regular: Regular = Regular()
    key_tiers: tuple[str, ...] = ("A",)
    reminders: Reminders = Reminders()
    hours: str = "Mon-Fri 09:00-17:00"
    priority: tuple[str, ...] = ("recontact", "relationship", "study", "transaction", "marketing")
    longest_delay: int = 14
    stop: Stop = Stop()
    conditions: tuple[Condition, ...] = ()

    @property
    def longest_rest(self) -> int:
        """The days after which an approach keeps nobody from anything, the yearly cap apart."""
        days = [self.rest_days, self.rest_after_marketing, *self.rest_of_kind.values()]
        for condition in self.conditions:
            days += [condition.rest_days or 0, *condition.rest_of_kind.values()]
        return max(days)

    def rank(self, kind: str) -> int:
        """The smaller, the sooner it goes first; what is not listed comes last."""
        return self.priority.index(kind) if kind in self.priority else len(self.priority)

    def outranks(self, one: str, other: str) -> bool:
        """Whether one kind of survey goes before another."""
        return self.rank(one) < self.rank(other)


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """The rules as they are for one person and one kind of survey."""

    rest_days: int
    rest_after_marketing: int
    rest_of_kind: int
    yearly: int
    basis: Basis
    regular_role: bool
    key_customer: bool

    def rest_after(self, kind: str) -> int:
        """How many days nobody is asked anything after an approach of this kind; a reminder starts none."""
        return {"marketing": self.rest_after_marketing, "reminder": 0}.get(kind, self.rest_days)


def numbers(policy: Policy, profile: Profile, kind: str, purpose: str, channel: str) -> Numbers:
    """The rules for one person: those for everybody, changed by each condition that fits, the last one last."""
    yearly = policy.yearly
    if "decision_maker" in profile.roles:
        yearly = min(yearly, policy.yearly_of_decision_makers)
    rest, of_kind = policy.rest_days, _of_kind(policy.rest_of_kind, kind, 0)
    for condition in policy.conditions:
        if condition.fits(profile):
            rest = rest if condition.rest_days is None else condition.rest_days
            yearly = yearly if condition.yearly is None else condition.yearly
            of_kind = _of_kind(condition.rest_of_kind, kind, of_kind)
    return Numbers(
        rest_days=rest,
        rest_after_marketing=policy.rest_after_marketing,
        rest_of_kind=of_kind,
        yearly=yearly,
        basis=policy.law.needs(profile.country, purpose, channel),
        regular_role=any(role in policy.regular.roles for role in profile.roles),
        key_customer=profile.tier in policy.key_tiers,
    )


def _of_kind(said: Mapping[str, int], kind: str, otherwise: int) -> int:
    return said.get(kind, otherwise)


def is_lawful(basis: Basis, *, consented: bool, prospect: bool) -> bool:
    """Whether somebody may be written to (METHOD 7: lawful basis, purpose and country)."""
    if basis == "free":
        return True
    if basis == "customer":
        return consented or not prospect
    return basis == "consent" and consented


def ground(basis: Basis, *, consented: bool) -> str:
    """The lawful basis that an approach stands on, as it is recorded."""
    if consented:
        return "consent"
    return "existing_customer" if basis == "customer" else "legitimate_interest"
