"""All columns that the rules look at, for everybody or for some."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from oyez.contact.core.asking import Asking
from oyez.contact.core.moments import date_of, day_of
from oyez.contact.core.policy import Policy
from oyez.contact.core.several import Columns
from oyez.contact.gathering import history as past
from oyez.contact.gathering.accounts import accounts
from oyez.contact.gathering.persons import Addresses, Firms, Persons, addresses, firms, persons
from oyez.contact.gathering.rows import keeping_all
from oyez.contact.rules import week
from oyez.kit.clock import to_micros


@dataclass(frozen=True)
class Gathered:
    """The columns, and what a mail needs besides."""

    persons: Persons
    firms: Firms
    addresses: Addresses
    columns: Columns


def gather(asking: Asking, policy: Policy, people: Sequence[int] | None, at: datetime) -> Gathered:
    """What is known of persons (`None`: of everybody) at a moment."""
    with keeping_all():
        return _gather(asking, policy, people, at)


def _gather(asking: Asking, policy: Policy, people: Sequence[int] | None, at: datetime) -> Gathered:
    day = day_of(at)
    today = date_of(day)
    found = persons(people)
    own = firms(found, today)
    reached = addresses(found, asking.address_kind, only=asking.address_prefix)
    approached = past.history(found, policy, day)
    in_wave = past.wave(found, asking, policy, week(policy))
    around = accounts(own.keys, asking, day, today)
    columns = Columns(
        ids=found.rows.roots,
        profiles=own.profiles,
        profile=own.profile,
        already_asked=in_wave.asked,
        opted_out=past.opted_out(found, asking),
        consented=past.consented(found, asking, policy, to_micros(at)),
        has_address=reached.known,
        deliverable=reached.deliverable,
        case=past.with_case(found, asking),
        delayed_until=around.delayed_until,
        regular_on=past.regular(found, asking, policy.regular, day),
        last=approached.last,
        in_year=approached.in_year,
        recontacts=past.recontacts(found, asking),
        invited=in_wave.invited,
        answered=in_wave.answered,
        reminders=in_wave.reminders,
        remind_on=in_wave.remind_on,
        higher_on=past.higher_on(found, asking, policy, day),
        account=around.account,
        rooms=around.rooms,
    )
    return Gathered(found, own, reached, columns)
