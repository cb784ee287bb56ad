"""Counts again, from the purchases and the ledger alone, whether anybody was asked beyond the rules.

Nothing of the engine is used, and it is written in another way: each pair of asking and each run of purchases
is looked at by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations


@dataclass(frozen=True)
class Rules:
    """The numbers that must have been kept to."""

    rest: int = 30
    rest_of_kind: int = 60
    yearly: int = 6
    orders: int = 6
    within: int = 90


@dataclass
class Recount:
    """What was found: sentences about each breach, and how many customers are regular ones."""

    breaches: list[str] = field(default_factory=list)
    regular: int = 0
    spared: int = 0
    asked: int = 0
    reasons: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def recount(
    bought: Iterable[tuple[int, date]],
    asked: Iterable[tuple[int, date]],
    held: Iterable[tuple[int, date, str]],
    rules: Rules,
) -> Recount:
    """Compare (person, day) of purchases and askings, and (person, day, reason) of those held, with the rules."""
    shopping: dict[int, list[date]] = defaultdict(list)
    for person, day in bought:
        shopping[person].append(day)
    mails: dict[int, list[date]] = defaultdict(list)
    for person, day in asked:
        mails[person].append(day)
    reasons: dict[int, dict[date, str]] = defaultdict(dict)
    for person, day, reason in held:
        reasons[person][day] = reason
    found = Recount(asked=sum(map(len, mails.values())))
    for person in sorted({*shopping, *mails, *reasons}):
        _one(person, sorted(shopping[person]), sorted(mails[person]), reasons[person], rules, found)
    return found


def _one(
    person: int,
    shopping: list[date],
    mails: list[date],
    reasons: dict[date, str],
    rules: Rules,
    found: Recount,
) -> None:
    since = regular_since(shopping, rules)
    found.regular += since is not None
    for first, second in combinations(mails, 2):
        if (second - first).days < rules.rest_of_kind:
            found.breaches.append(f"{person} was asked on {first} and on {second}")
    for at in range(len(mails) - rules.yearly):
        if (mails[at + rules.yearly] - mails[at]).days < 365:
            found.breaches.append(f"{person} was asked {rules.yearly + 1} times from {mails[at]} on")
    for day in mails:
        if since is not None and day >= since:
            found.breaches.append(f"{person} is a regular buyer since {since} and was asked on {day}")
        if day - timedelta(1) not in shopping:
            found.breaches.append(f"{person} was asked on {day} about nothing")
    for day in sorted(set(shopping)):
        _decision(person, day + timedelta(1), since, mails, reasons, rules, found)


def _decision(
    person: int,
    day: date,
    since: date | None,
    mails: list[date],
    reasons: dict[date, str],
    rules: Rules,
    found: Recount,
) -> None:
    """After each purchase there is either a mail or the reason why there is none, and it is the right one."""
    expected = _expected(day, since, [mail for mail in mails if mail < day], rules)
    got = "send" if day in mails else reasons.get(day, "nothing")
    found.reasons[got] += 1
    found.spared += got == "regular_buyer_exempt"
    if (day in mails) and day in reasons:
        found.breaches.append(f"{person} was both asked and held on {day}")
    if got != expected:
        found.breaches.append(f"{person} on {day}: {got}, though by the rules {expected}")


def _expected(day: date, since: date | None, before: Sequence[date], rules: Rules) -> str:
    if since is not None and day >= since:
        return "regular_buyer_exempt"
    ages = [(day - mail).days for mail in before]
    if any(age < rules.rest for age in ages):
        return "quarantine_any"
    if any(age < rules.rest_of_kind for age in ages):
        return "quarantine_kind"
    return "annual_cap" if sum(age < 365 for age in ages) >= rules.yearly else "send"


def regular_since(shopping: list[date], rules: Rules) -> date | None:
    """The day of the purchase that was the sixth within ninety days, of all the first."""
    for day in shopping:
        window = [other for other in shopping if day - timedelta(rules.within) < other <= day]
        upto = [other for other in shopping if other <= day]
        if len(window) >= rules.orders and len(upto) >= rules.orders:
            return day
    return None
