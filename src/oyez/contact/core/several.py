"""The same verdicts as `eligible`, for very many persons at once: a column for each thing that is known of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from oyez.contact.core.asking import Asking
from oyez.contact.core.eligible import FAR, Code, Room
from oyez.contact.core.policy import Numbers, Policy, Profile, is_lawful, numbers
from oyez.contact.core.regular import NEVER
from oyez.contact.core.sampling import draws

Days = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
NO_ACCOUNT = -1


@dataclass
class Columns:
    """What is known of n persons; each column has n entries, in the order of `ids`.

    `profile` and `account` point into `profiles` and `rooms`; an account of -1 is none. What is left out is
    as if nothing were known. Days are counted from 1970.
    """

    ids: Days
    profiles: Sequence[Profile]
    profile: Days
    already_asked: Truths = field(default_factory=lambda: np.zeros(0, bool))
    opted_out: Truths = field(default_factory=lambda: np.zeros(0, bool))
    consented: Truths = field(default_factory=lambda: np.zeros(0, bool))
    has_address: Truths = field(default_factory=lambda: np.zeros(0, bool))
    deliverable: Truths = field(default_factory=lambda: np.zeros(0, bool))
    case: Truths = field(default_factory=lambda: np.zeros(0, bool))
    delayed_until: Days = field(default_factory=lambda: np.zeros(0, np.int64))
    regular_on: Days = field(default_factory=lambda: np.zeros(0, np.int64))
    last: Mapping[str, Days] = field(default_factory=dict)
    in_year: Days = field(default_factory=lambda: np.zeros(0, np.int64))
    recontacts: Days = field(default_factory=lambda: np.zeros(0, np.int64))
    invited: Truths = field(default_factory=lambda: np.zeros(0, bool))
    answered: Truths = field(default_factory=lambda: np.zeros(0, bool))
    reminders: Days = field(default_factory=lambda: np.zeros(0, np.int64))
    remind_on: Days = field(default_factory=lambda: np.zeros(0, np.int64))
    higher_on: Days = field(default_factory=lambda: np.zeros(0, np.int64))
    account: Days = field(default_factory=lambda: np.zeros(0, np.int64))
    rooms: Sequence[Room] = ()

    def __post_init__(self) -> None:
        """What was left out is unknown for all."""
        for name in ("already_asked", "opted_out", "consented", "case", "invited", "answered"):
            self._fill(name, False)
        for name in ("has_address", "deliverable"):
            self._fill(name, True)
        for name in ("in_year", "recontacts", "reminders", "remind_on"):
            self._fill(name, 0)
        for name in ("delayed_until", "regular_on"):
            self._fill(name, NEVER)
        self._fill("higher_on", FAR)
        self._fill("account", NO_ACCOUNT)

    def _fill(self, name: str, value: object) -> None:
        column = getattr(self, name)
        if len(column) != len(self.ids):
            setattr(self, name, np.full(len(self.ids), value, column.dtype))


@dataclass(frozen=True)
class Verdicts:
    """A code and the number that explains it for each person, and the lawful basis of each."""

    code: npt.NDArray[np.int8]
    detail: Days


class _Deciding:
    """Codes given so far; whoever has one keeps it."""

    def __init__(self, count: int) -> None:
        self.code = np.zeros(count, np.int8)
        self.detail = np.zeros(count, np.int64)

    def refuse(self, code: Code, where: Truths, detail: Days | int = 0) -> None:
        chosen = where & (self.code == Code.send)
        self.code[chosen] = code
        self.detail[chosen] = detail[chosen] if isinstance(detail, np.ndarray) else detail


def decide_all(columns: Columns, asking: Asking, policy: Policy, day: int) -> Verdicts:
    """The verdict on each person; within an account those drawn first go first, whatever the order of the rows."""
    own = [numbers(policy, one, asking.kind, asking.purpose, asking.channel) for one in columns.profiles]
    deciding = _Deciding(len(columns.ids))
    _may_never(deciding, columns, asking, own)
    _not_now(deciding, columns, asking, policy, own, day)
    _too_often(deciding, columns, asking, policy, own, day)
    _too_many(deciding, columns, asking, policy)
    return Verdicts(deciding.code, deciding.detail)


def _days(columns: Columns, values: Sequence[int]) -> Days:
    """A number of each profile, for each person."""
    return np.array(values, np.int64)[columns.profile]


def _truths(columns: Columns, values: Sequence[bool]) -> Truths:
    return np.array(values, np.bool_)[columns.profile]


def _may_never(deciding: _Deciding, columns: Columns, asking: Asking, own: Sequence[Numbers]) -> None:
    def lawful(consented: bool) -> Truths:
        said = [
            is_lawful(one.basis, consented=consented, prospect=profile.prospect)
            for one, profile in zip(own, columns.profiles, strict=True)
        ]
        return _truths(columns, said)

    deciding.refuse(Code.already_asked, columns.already_asked)
    deciding.refuse(Code.opted_out, columns.opted_out)
    deciding.refuse(Code.no_lawful_basis, ~np.where(columns.consented, lawful(True), lawful(False)))
    if asking.address_kind:
        deciding.refuse(Code.no_address, ~columns.has_address)
        deciding.refuse(Code.undeliverable, ~columns.deliverable)


def _not_now(
    deciding: _Deciding, columns: Columns, asking: Asking, policy: Policy, own: Sequence[Numbers], day: int
) -> None:
    deciding.refuse(Code.open_case, columns.case)
    deciding.refuse(Code.delayed, columns.delayed_until > day, columns.delayed_until)
    if asking.kind != "transaction":
        return
    stays = policy.regular.stays_days
    regular = columns.regular_on != NEVER
    if stays:
        regular &= day - columns.regular_on < stays
    by_role = _truths(columns, [one.regular_role for one in own])
    deciding.refuse(Code.regular_buyer_exempt, regular | by_role, np.maximum(columns.regular_on, 0))
    if asking.rate < 1:
        deciding.refuse(Code.key_customer, _truths(columns, [one.key_customer for one in own]))


def _too_often(
    deciding: _Deciding, columns: Columns, asking: Asking, policy: Policy, own: Sequence[Numbers], day: int
) -> None:
    if asking.kind == "recontact":
        over = columns.recontacts >= policy.recontacts_per_case
        deciding.refuse(Code.recontacted, over, columns.recontacts)
        return
    if asking.kind == "reminder":
        _no_reminder(deciding, columns, policy, day)
        return
    free = np.full(len(columns.ids), NEVER, np.int64)
    for kind, last in columns.last.items():
        free = np.maximum(free, last + _days(columns, [one.rest_after(kind) for one in own]))
    deciding.refuse(Code.quarantine_any, free > day, free)
    if asking.kind in columns.last:
        same = columns.last[asking.kind] + _days(columns, [one.rest_of_kind for one in own])
        deciding.refuse(Code.quarantine_kind, same > day, same)
    if asking.kind in policy.yearly_counts:
        over = columns.in_year >= _days(columns, [one.yearly for one in own])
        deciding.refuse(Code.annual_cap, over, columns.in_year)
    soon = columns.higher_on < day + _days(columns, [one.rest_days for one in own])
    deciding.refuse(Code.outranked, soon, columns.higher_on)


def _no_reminder(deciding: _Deciding, columns: Columns, policy: Policy, day: int) -> None:
    deciding.refuse(Code.not_invited, ~columns.invited)
    deciding.refuse(Code.answered, columns.answered)
    deciding.refuse(Code.reminded, columns.reminders >= policy.reminders.most, columns.reminders)
    deciding.refuse(Code.too_soon, columns.remind_on > day, columns.remind_on)


def _too_many(deciding: _Deciding, columns: Columns, asking: Asking, policy: Policy) -> None:
    left = np.flatnonzero(deciding.code == Code.send)
    drawn = np.zeros(len(columns.ids), np.float64)
    needed = left if asking.rate < 1 else left[columns.account[left] != NO_ACCOUNT]
    drawn[needed] = draws(asking.draw, columns.ids[needed].tolist())
    out = drawn >= asking.rate if asking.rate < 1 else np.zeros(len(drawn), np.bool_)
    _cap_accounts(deciding, columns, policy, drawn, out)
    deciding.refuse(Code.sampled_out, out)


def _cap_accounts(
    deciding: _Deciding, columns: Columns, policy: Policy, drawn: npt.NDArray[np.float64], out: Truths
) -> None:
    """In each account those with the smallest draw are asked until its room is used up."""
    waiting = np.flatnonzero((deciding.code == Code.send) & (columns.account != NO_ACCOUNT))
    order = waiting[np.lexsort((columns.ids[waiting], drawn[waiting], columns.account[waiting]))]
    if not len(order):
        return
    account = columns.account[order]
    asked = ~out[order]
    before: Days = np.cumsum(asked) - asked  # over all accounts; less those of the accounts before
    starts = np.flatnonzero(np.r_[True, account[1:] != account[:-1]])
    of_account: Days = np.repeat(before[starts], np.diff(np.r_[starts, len(order)]))
    room = np.array([one.left(policy) for one in columns.rooms], np.int64)[account]
    week = np.array([one.week for one in columns.rooms], np.int64)[account]
    taken = np.minimum(before - of_account, np.maximum(room, 0))
    full = taken >= room
    code, detail = np.zeros(len(drawn), np.bool_), np.zeros(len(drawn), np.int64)
    code[order], detail[order] = full, week + taken
    deciding.refuse(Code.account_cap, code, detail)
