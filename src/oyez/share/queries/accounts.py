"""Accounts as a viewer may know them: who is a contact there, what they answered last, what is promised."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.journal import queries as journal
from oyez.journal.models import Interaction
from oyez.kit.clock import today
from oyez.kit.errors import NotFound
from oyez.people import queries as people
from oyez.people.core.money import Revenue
from oyez.people.models import Account, Person
from oyez.share.core.timeline import Event
from oyez.share.models import NextStep
from oyez.share.queries import identity
from oyez.share.queries.people import events_of, is_pseudonymous, name_of, root

LATEST = 1_000
EACH = 2  # the newest of each may be one that a correction replaced
ROLE_ORDER = ("decision_maker", "influencer", "user", "purchasing_agent")


@dataclass(frozen=True)
class Line:
    """One account in a list; revenue only for those who may know it."""

    account: Account
    revenue: Decimal | None
    currency: str
    days_to_renewal: int | None


def may_open(viewer: Viewer) -> bool:
    """Accounts have names; who may only see pseudonyms sees letters in the matrix."""
    return (viewer.may(Can.REVENUE) or viewer.may(Can.IDENTITIES)) and not is_pseudonymous(viewer)


def lines(viewer: Viewer) -> list[Line]:
    """The viewer's accounts, those that were lost apart, the next renewal first."""
    if not may_open(viewer):
        return []
    company = the_company()
    day = today(company.time_zone)
    revenue = people.revenue(viewer) if viewer.may(Can.REVENUE) else {}
    rows = people.accounts(viewer).filter(Q(lost_on=None) | Q(lost_on__gt=day))
    found = [_line(row, revenue, company.currency, day) for row in rows]
    return sorted(found, key=lambda line: (_renewal(line), line.account.name))


def line(viewer: Viewer, account: Account) -> Line:
    """One account that the viewer may open, as a line."""
    company = the_company()
    revenue = people.revenue(viewer) if viewer.may(Can.REVENUE) else {}
    return _line(account, revenue, company.currency, today(company.time_zone))


def _line(account: Account, revenue: Mapping[str, Revenue], currency: str, day: date) -> Line:
    known = revenue.get(account.key)
    days = (account.renewal - day).days if account.renewal else None
    return Line(account, known.amount if known else None, currency, days)


def _renewal(line: Line) -> date:
    soon = line.days_to_renewal is not None and line.days_to_renewal >= 0
    return line.account.renewal if soon and line.account.renewal else date.max


def one(viewer: Viewer, key: str) -> Account:
    """One account, if the viewer may open it."""
    if not may_open(viewer):
        raise NotFound("There is no such account.")
    return people.account(viewer, key)


def growing(viewer: Viewer, key: str) -> Account:
    """One account at which the viewer may plan what is done next: they know its name and what it is billed."""
    viewer.needs(Can.REVENUE)
    return one(viewer, key)


def next_steps(viewer: Viewer, keys: Collection[str]) -> dict[str, NextStep]:
    """The newest step of each of these accounts, the open one first."""
    if not (may_open(viewer) and viewer.may(Can.REVENUE)):
        return {}
    visible = people.accounts(viewer).values("key")
    rows = NextStep.objects.filter(account__in=visible).order_by("planned_at")
    wanted = frozenset(keys)
    found: dict[str, NextStep] = {}
    for row in rows:
        is_newer = row.outcome == "" or found.get(row.account, row).outcome != ""
        if row.account in wanted and is_newer:
            found[row.account] = row
    return found


@dataclass(frozen=True)
class ContactLine:
    """A contact with their roles and the last thing they answered."""

    person: Person
    name: str
    roles: tuple[str, ...]
    answer: Event | None
    answered_days_ago: int | None


def contacts(viewer: Viewer, account: Account) -> list[ContactLine]:
    """Who is who at an account and what each answered last, those who decide first."""
    if not (viewer.may(Can.IDENTITIES) and viewer.may(Can.ROWS)):
        return []
    roles: dict[int, list[str]] = {}
    persons: dict[int, Person] = {}
    for row in people.contacts(viewer, account):
        person_id = root(row)
        roles.setdefault(person_id, []).append(row.role)
        persons.setdefault(person_id, row.person)
    persons |= Person.objects.in_bulk([pk for pk, person in persons.items() if person.pk != pk])
    answers = last_answers(viewer, list(persons))
    day = today(the_company().time_zone)
    found = [
        ContactLine(
            person,
            name_of(viewer, person),
            tuple(sorted(roles[pk], key=ROLE_ORDER.index)),
            answers.get(pk),
            (day - answers[pk].at.date()).days if pk in answers else None,
        )
        for pk, person in persons.items()
    ]
    return sorted(found, key=lambda line: (ROLE_ORDER.index(line.roles[0]), line.name))


def last_answers(viewer: Viewer, ids: list[int]) -> dict[int, Event]:
    """The last response of each of these persons that the viewer may see."""
    of_subject = identity.subjects(viewer, ids)
    rows = journal.narrowed(viewer, people.account_keys(viewer)).filter(
        subject__in=list(of_subject), kind="response", mention=False
    )
    newest: dict[int, list[int]] = {}
    for seq, subject in rows.order_by("-occurred_at", "-seq").values_list("seq", "subject")[:LATEST]:
        newest.setdefault(of_subject[subject or ""], []).append(seq)
    wanted = [seq for seqs in newest.values() for seq in seqs[:EACH]]
    make = events_of(viewer)
    found: dict[int, Interaction] = {}
    for row in journal.standing(list(rows.filter(seq__in=wanted).order_by("-occurred_at", "-seq"))):
        found.setdefault(of_subject[row.subject or ""], row)
    return {person: make(row) for person, row in found.items()}


def subsidiaries(viewer: Viewer, account: Account) -> list[Account]:
    """The accounts below this one that the viewer may see."""
    return list(people.accounts(viewer).filter(parent=account))
