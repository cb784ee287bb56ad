"""Reads about people and accounts, each for a viewer."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Max, QuerySet, Sum

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.clock import today
from oyez.kit.errors import NotFound
from oyez.kit.look import once_a_look
from oyez.kit.remembered import Remembered
from oyez.people.core.identifiers import parts
from oyez.people.core.money import TRAILING_DAYS, Revenue, trailing
from oyez.people.models import Account, Billing, Contact, Identifier, Person, Preference, Rate

REVENUES: Remembered[Mapping[str, Revenue]] = Remembered(32)


def account_keys(viewer: Viewer) -> frozenset[str] | None:
    """The accounts that the viewer's symbol stands for; `None` where accounts narrow nothing."""
    symbol = viewer.scope.accounts
    if symbol is None:
        return None
    return frozenset(Account.objects.filter(manager_id=symbol.member).values_list("key", flat=True))


def accounts(viewer: Viewer) -> QuerySet[Account]:
    """The accounts a viewer may look at: company-wide, their own, or those of their units."""
    rows = Account.objects.select_related("manager", "unit", "parent").order_by("name")
    scope = viewer.scope
    if scope.is_everything():
        return rows if viewer.can else rows.none()
    if scope.accounts is not None:
        rows = rows.filter(manager_id=scope.accounts.member)
    if scope.units is not None:
        rows = rows.filter(unit__key__in=scope.units)
    return rows.none() if scope.touchpoints is not None else rows


def account(viewer: Viewer, key: str) -> Account:
    """One account, if the viewer may see it."""
    found = accounts(viewer).filter(key=key).first()
    if found is None:
        raise NotFound("There is no such account.")
    return found


@once_a_look
def billed(viewer: Viewer) -> tuple[int, int]:
    """(newest, how many): equal pairs, equal billings, since what is billed is written once and never changed."""
    viewer.needs(Can.REVENUE)
    found = Billing.objects.aggregate(newest=Max("pk"), count=Count("pk"))
    return found["newest"] or 0, found["count"]


@once_a_look
def rates(until: date) -> dict[str, Decimal]:
    """What each currency is worth on a day: the latest rate before it."""
    rows = Rate.objects.filter(since__lte=until).order_by("since").values_list("currency", "worth")
    return dict(rows)


@once_a_look
def account_ids(viewer: Viewer) -> tuple[tuple[int, str], ...]:
    """(row, key) of each account that a viewer may look at."""
    return tuple(accounts(viewer).values_list("pk", "key"))


def revenue(viewer: Viewer, until: date | None = None) -> Mapping[str, Revenue]:
    """Trailing billed revenue by account, for those who may know it."""
    viewer.needs(Can.REVENUE)
    company = the_company()
    until = until or today(company.time_zone)
    worth = rates(until)
    asked = (billed(viewer), account_ids(viewer), until, company.currency, tuple(worth.items()))
    return REVENUES.get(asked) or REVENUES.keep(asked, _revenue(viewer, until, company.currency, worth))


def _revenue(
    viewer: Viewer, until: date, currency: str, worth: Mapping[str, Decimal]
) -> Mapping[str, Revenue]:
    rows = (
        Billing.objects.filter(
            account__in=accounts(viewer).values("pk"),
            billed_on__gt=until - timedelta(days=TRAILING_DAYS),
            billed_on__lte=until,
        )
        .order_by()
        .values_list("account", "currency")
        .annotate(Sum("amount"))
    )
    sums: dict[int, list[tuple[date, str, Decimal]]] = {}
    for pk, own, amount in rows:
        sums.setdefault(pk, []).append((until, own, amount))
    return {
        key: trailing(sums.get(pk, []), until=until, currency=currency, rates=worth)
        for pk, key in account_ids(viewer)
    }


def contacts(viewer: Viewer, account_row: Account) -> list[Contact]:
    """Who is a contact at an account that the viewer may see."""
    viewer.needs(Can.IDENTITIES)
    account(viewer, account_row.key)
    return list(account_row.contacts.select_related("person").order_by("role", "person__name"))


def contact_roles(viewer: Viewer) -> dict[str, list[tuple[int, str]]]:
    """(person standing for them, role) by account, without names: what account scores are weighted by."""
    viewer.needs(Can.NUMBERS)
    rows = Contact.objects.filter(account__in=accounts(viewer).values("pk")).values_list(
        "account__key", "person_id", "person__merged_into_id", "role"
    )
    found: dict[str, list[tuple[int, str]]] = {}
    for key, person, into, role in rows:
        found.setdefault(key, []).append((into or person, role))
    return found


@dataclass(frozen=True)
class Known:
    """A person with all that merges brought together."""

    person: Person
    identifiers: tuple[Identifier, ...]
    subjects: frozenset[str]
    absorbed: tuple[Person, ...]


def known(person_id: int) -> Known:
    """A person and all identifiers of those they stand for. Callers check who may see them."""
    person = Person.objects.filter(pk=person_id).select_related("merged_into").first()
    if person is None:
        raise NotFound("There is no such person.")
    person = person.merged_into or person
    absorbed = tuple(person.absorbed.all())
    identifiers = tuple(Identifier.objects.filter(person__in=[person, *absorbed]).order_by("kind", "value"))
    return Known(person, identifiers, frozenset(row.subject for row in identifiers), absorbed)


def person_of(subject: str | None) -> int | None:
    """Who a journal's subject stands for now, after merges."""
    if not subject:
        return None
    kind, value = parts(subject)
    row = (
        Identifier.objects.filter(kind=kind, value=value)
        .values_list("person_id", "person__merged_into_id")
        .first()
    )
    return (row[1] or row[0]) if row else None


def persons_of(subjects: Iterable[str]) -> dict[str, Person]:
    """The persons behind subjects after merges, for rows that the viewer may see already."""
    by_kind: dict[str, set[str]] = {}
    for subject in subjects:
        kind, value = parts(subject)
        by_kind.setdefault(kind, set()).add(value)
    found: dict[str, Person] = {}
    for kind, values in by_kind.items():
        rows = Identifier.objects.filter(kind=kind, value__in=values).select_related("person__merged_into")
        found.update({row.subject: row.person.merged_into or row.person for row in rows})
    return found


def is_contact_of(person_ids: Collection[int], account_rows: QuerySet[Account]) -> bool:
    """Whether any of these persons is a contact at one of these accounts."""
    return Contact.objects.filter(person__in=list(person_ids), account__in=account_rows.values("pk")).exists()


def preferences(known_person: Known) -> list[Preference]:
    """What a person prefers, the newest first."""
    people = [known_person.person, *known_person.absorbed]
    return list(Preference.objects.filter(person__in=people).order_by("-noted_on", "name"))


def email_of(known_person: Known) -> str | None:
    """An address to write to."""
    return next((row.value for row in known_person.identifiers if row.kind == "email"), None)


def search(viewer: Viewer, text: str, limit: int = 20) -> list[Person]:
    """Persons by name or identifier; whether the viewer may open one is decided by what they may see of them."""
    viewer.needs(Can.IDENTITIES)
    text = text.strip()
    if len(text) < 2:
        return []
    by_identifier = Identifier.objects.filter(value__istartswith=text).values("person_id")[:limit]
    everybody = Person.objects.order_by("name").values_list("name", "pk", "merged_into")
    named = everybody.exclude(name="").filter(name__icontains=text)  # in the order of an index, to the limit
    both = sorted([*named[: limit * 3], *everybody.filter(pk__in=by_identifier)])
    roots = list(dict.fromkeys(into or pk for _, pk, into in both))[:limit]
    found = Person.objects.in_bulk(roots)
    return [found[root] for root in roots]


def counted(viewer: Viewer) -> int:
    """How many persons there are, merged ones once."""
    viewer.needs(Can.NUMBERS)
    return Person.objects.filter(merged_into=None).count()
