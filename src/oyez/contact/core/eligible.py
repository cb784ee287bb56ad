"""May this person be asked this, today? The checks in their order; the first that fails is the reason (METHOD 7)."""

from collections.abc import Mapping, Sequence
from enum import IntEnum

import msgspec

from oyez.contact.core.asking import Asking
from oyez.contact.core.policy import Numbers, Policy, Profile, is_lawful, numbers
from oyez.contact.core.regular import NEVER, is_regular
from oyez.contact.core.sampling import sampled

YEAR = 365
WEEK = 7
FAR = 1_000_000


class Code(IntEnum):
    """What becomes of a person in a wave, in the order of the checks."""

    send = 0
    already_asked = 1
    opted_out = 2
    no_lawful_basis = 3
    no_address = 4
    undeliverable = 5
    open_case = 6
    delayed = 7
    regular_buyer_exempt = 8
    key_customer = 9
    recontacted = 10
    not_invited = 11
    answered = 12
    reminded = 13
    too_soon = 14
    quarantine_any = 15
    quarantine_kind = 16
    annual_cap = 17
    outranked = 18
    account_cap = 19
    sampled_out = 20


class Verdict(msgspec.Struct, frozen=True):
    """The reason, and the number that explains it: a day from which it is different, or a count."""

    code: Code
    detail: int = 0


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """How often an account was contacted within a week and in this wave, and how many contacts it has."""

    week: int = 0
    wave: int = 0
    contacts: int = 0

    def left(self, policy: Policy) -> int:
        """How many more may be asked now. A small account may always have one of its contacts asked."""
        share = max(1, int(policy.account_share * self.contacts + 1e-9))
        return min(policy.account_weekly - self.week, share - self.wave)


class Invited(msgspec.Struct, frozen=True, kw_only=True):
    """What followed an invitation: reminders, an answer, and the day from which a reminder may come."""

    reminders: int = 0
    answered: bool = False
    remind_on: int = 0


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a person when the rules are asked. Days are counted from 1970, in UTC.

    `last` holds the last day of an approach of each kind, `in_year` how many of those that count fell within a
    year, `regular_on` the latest day on which they bought as a regular, `higher_on` the next day on which
    something of higher priority is planned, `case` an open case other than the one asked about.
    """

    id: str
    profile: Profile = Profile()
    already_asked: bool = False
    opted_out: bool = False
    consented: bool = False
    has_address: bool = True
    deliverable: bool = True
    case: bool = False
    delayed_until: int = NEVER
    regular_on: int = NEVER
    last: Mapping[str, int] = {}
    in_year: int = 0
    recontacts: int = 0
    invited: Invited | None = None
    higher_on: int = FAR
    room: Room | None = None


def eligible(facts: Facts, asking: Asking, policy: Policy, day: int) -> Verdict:
    """Whether a person may be asked on a day, and if not, why (METHOD 7, vector 7.1)."""
    own = numbers(policy, facts.profile, asking.kind, asking.purpose, asking.channel)
    return (
        _may_never(facts, asking, own)
        or _not_now(facts, asking, policy, own, day)
        or _too_often(facts, asking, policy, own, day)
        or _too_many(facts, asking, policy)
        or Verdict(Code.send)
    )


def _may_never(facts: Facts, asking: Asking, own: Numbers) -> Verdict | None:
    if facts.already_asked:
        return Verdict(Code.already_asked)
    if facts.opted_out:
        return Verdict(Code.opted_out)
    if not is_lawful(own.basis, consented=facts.consented, prospect=facts.profile.prospect):
        return Verdict(Code.no_lawful_basis)
    if asking.address_kind and not facts.has_address:
        return Verdict(Code.no_address)
    if asking.address_kind and not facts.deliverable:
        return Verdict(Code.undeliverable)
    return None


def _not_now(facts: Facts, asking: Asking, policy: Policy, own: Numbers, day: int) -> Verdict | None:
    if facts.case:
        return Verdict(Code.open_case)
    if facts.delayed_until > day:
        return Verdict(Code.delayed, facts.delayed_until)
    if asking.kind != "transaction":
        return None
    if own.regular_role or is_regular(facts.regular_on, policy.regular, day):
        return Verdict(Code.regular_buyer_exempt, max(0, facts.regular_on))
    if own.key_customer and asking.rate < 1:
        return Verdict(Code.key_customer)
    return None


def _too_often(facts: Facts, asking: Asking, policy: Policy, own: Numbers, day: int) -> Verdict | None:
    if asking.kind == "recontact":
        over = facts.recontacts >= policy.recontacts_per_case
        return Verdict(Code.recontacted, facts.recontacts) if over else None
    if asking.kind == "reminder":
        return _no_reminder(facts.invited, policy, day)
    if (until := free_on(facts.last, own)) > day:
        return Verdict(Code.quarantine_any, until)
    if (until := facts.last.get(asking.kind, NEVER) + own.rest_of_kind) > day:
        return Verdict(Code.quarantine_kind, until)
    if asking.kind in policy.yearly_counts and facts.in_year >= own.yearly:
        return Verdict(Code.annual_cap, facts.in_year)
    if facts.higher_on < day + own.rest_days:
        return Verdict(Code.outranked, facts.higher_on)
    return None


def _no_reminder(invited: Invited | None, policy: Policy, day: int) -> Verdict | None:
    if invited is None:
        return Verdict(Code.not_invited)
    if invited.answered:
        return Verdict(Code.answered)
    if invited.reminders >= policy.reminders.most:
        return Verdict(Code.reminded, invited.reminders)
    return Verdict(Code.too_soon, invited.remind_on) if invited.remind_on > day else None


def _too_many(facts: Facts, asking: Asking, policy: Policy) -> Verdict | None:
    if facts.room is not None and facts.room.left(policy) <= 0:
        return Verdict(Code.account_cap, facts.room.week)
    if asking.rate < 1 and not sampled(asking.draw, facts.id, asking.rate):
        return Verdict(Code.sampled_out)
    return None


def free_on(last: Mapping[str, int], own: Numbers) -> int:
    """The first day on which the rest period after every approach is over."""
    return max((day + own.rest_after(kind) for kind, day in last.items()), default=NEVER)


def summed(history: Sequence[tuple[int, str]], policy: Policy, day: int) -> tuple[dict[str, int], int]:
    """Of approaches (day, kind): the last day of each kind, and how many that count fell within a year."""
    last: dict[str, int] = {}
    for on, kind in history:
        last[kind] = max(on, last.get(kind, NEVER))
    counted = [on for on, kind in history if kind in policy.yearly_counts and on > day - YEAR]
    return last, len(counted)
