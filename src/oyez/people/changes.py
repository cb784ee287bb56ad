"""Writes about people: recognise, merge and un-merge, accounts with billings, contacts, preferences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.models import Member, Unit
from oyez.company.queries import the_company
from oyez.kit import turns
from oyez.kit.clock import now, today
from oyez.kit.errors import NotFound, Refused
from oyez.people.bulk import NewPerson, first_persons, insert_identifiers, insert_persons
from oyez.people.core.groups import roots
from oyez.people.core.identifiers import parts
from oyez.people.models import Account, Billing, Contact, Merge, Person, Preference, Rate

PART = 500


@dataclass(frozen=True)
class Sighting:
    """A person as one row names them: all identifiers (`kind:value`, in one spelling), and what is said of them."""

    subjects: tuple[str, ...]
    name: str = ""
    language: str = ""
    country: str = ""
    prospect: bool = False
    preferences: Mapping[str, str] = field(default_factory=dict)
    noted_on: date | None = None


@transaction.atomic
def recognise(viewer: Viewer, sightings: Sequence[Sighting], source: str) -> dict[str, int]:
    """Find or make the persons behind identifiers; identifiers named together belong to one person.

    Returns the person's id for each subject. Persons known apart and now named together are merged, which can
    be undone; the journal is never touched.
    """
    turns.take(turns.Turn.PEOPLE)  # two who meet the same stranger at once would make two of them
    sightings = [sighting for sighting in sightings if sighting.subjects]
    known = persons_of({subject for sighting in sightings for subject in sighting.subjects})
    existing = frozenset(known)
    strangers: list[NewPerson] = []
    for sighting in sightings:
        person = next((known[subject] for subject in sighting.subjects if subject in known), None)
        if person is None:
            strangers.append(
                (sighting.name[:160], sighting.language[:16], sighting.country[:64], sighting.prospect)
            )
            person = -len(strangers)
        for subject in sighting.subjects:
            known.setdefault(subject, person)
    made = insert_persons(strangers)
    ids = {-(at + 1): pk for at, pk in enumerate(made)}
    known = {subject: ids.get(person, person) for subject, person in known.items()}
    insert_identifiers({subject: person for subject, person in known.items() if subject not in existing})
    _merge_named_together(sightings, known, source)
    _complete(sightings, known, set(made))
    _note(sightings, known, source)
    return known


def persons_of(subjects: Iterable[str]) -> dict[str, int]:
    """The person each known subject first belonged to, before merges."""
    by_kind: dict[str, list[str]] = {}
    for subject in subjects:
        kind, value = parts(subject)
        by_kind.setdefault(kind, []).append(value)
    return {
        f"{kind}:{value}": person
        for kind, values in by_kind.items()
        for value, person in first_persons(kind, values)
    }


def _merge_named_together(sightings: Sequence[Sighting], known: Mapping[str, int], source: str) -> None:
    together: set[tuple[int, int]] = set()
    for sighting in sightings:
        first, *others = [known[subject] for subject in sighting.subjects]
        together.update((first, other) for other in others if other != first)
    for kept, absorbed in sorted(together):
        if not _were_taken_apart(kept, absorbed):
            _merge(kept, absorbed, f"named together in {source}"[:200])


def _were_taken_apart(one: int, other: int) -> bool:
    """Whether somebody said that these are two: a file that names them together again knows no better."""
    tops = _tops([one, other])
    some, rest = (Person.objects.filter(Q(pk=top) | Q(merged_into=top)) for top in (tops[one], tops[other]))
    undone = Merge.objects.exclude(undone_at=None)
    return undone.filter(Q(kept__in=some, absorbed__in=rest) | Q(kept__in=rest, absorbed__in=some)).exists()


def _complete(sightings: Sequence[Sighting], known: Mapping[str, int], fresh: set[int]) -> None:
    """Fill in what was not known about a person; what is known stays."""
    said: dict[int, Sighting] = {}
    for sighting in sightings:
        if sighting.name or sighting.language or sighting.country:
            person = known[sighting.subjects[0]]
            if person not in fresh:
                said[person] = sighting
    ids = sorted(said)
    for start in range(0, len(ids), PART):
        rows = Person.objects.filter(pk__in=ids[start : start + PART])
        changed = [person for person in rows if _fill(person, said[person.pk])]
        Person.objects.bulk_update(changed, ["name", "language", "country"], batch_size=PART)


def _fill(person: Person, sighting: Sighting) -> bool:
    before = (person.name, person.language, person.country)
    person.name = person.name or sighting.name[:160]
    person.language = person.language or sighting.language[:16]
    person.country = person.country or sighting.country[:64]
    return (person.name, person.language, person.country) != before


def _note(sightings: Sequence[Sighting], known: Mapping[str, int], source: str) -> None:
    if not any(sighting.preferences for sighting in sightings):
        return
    this_day = today(the_company().time_zone)
    Preference.objects.bulk_create(
        [
            Preference(
                person_id=known[sighting.subjects[0]], name=name[:64], value=value[:300],
                noted_on=sighting.noted_on or this_day, source=source[:80],
            )
            for sighting in sightings
            for name, value in sighting.preferences.items()
            if value
        ],
        batch_size=PART,
        ignore_conflicts=True,
    )  # fmt: skip


@transaction.atomic
def merge(viewer: Viewer, kept_id: int, absorbed_id: int, reason: str) -> None:
    """Two persons are one: the first stands for both; nothing in the journal changes."""
    viewer.needs(Can.IDENTITIES)
    if not _merge(kept_id, absorbed_id, reason):
        raise Refused("These two are one person already.")
    audit(viewer, "merge_persons", f"person:{kept_id}", after={"absorbed": absorbed_id, "reason": reason})


def _merge(one: int, other: int, reason: str) -> bool:
    tops = _tops([one, other])
    kept, absorbed = tops[one], tops[other]
    if kept == absorbed:
        return False
    Merge.objects.create(kept_id=kept, absorbed_id=absorbed, reason=reason, at=now())
    _point([kept, absorbed])
    return True


@transaction.atomic
def unmerge(viewer: Viewer, absorbed_id: int) -> None:
    """They were two after all: take the link away; each has their own history again."""
    viewer.needs(Can.IDENTITIES)
    link = Merge.objects.filter(absorbed_id=absorbed_id, undone_at=None).first()
    if link is None:
        raise NotFound("This person was not merged into another.")
    link.undone_at = now()
    link.save(update_fields=["undone_at"])
    _point([link.kept_id, absorbed_id])
    audit(viewer, "unmerge_persons", f"person:{link.kept_id}", before={"absorbed": absorbed_id})


def _tops(ids: Sequence[int]) -> dict[int, int]:
    rows = dict(Person.objects.filter(pk__in=ids).values_list("pk", "merged_into_id"))
    missing = set(ids) - set(rows)
    if missing:
        raise NotFound("There is no such person.")
    return {pk: into or pk for pk, into in rows.items()}


def _point(ids: Sequence[int]) -> None:
    """Derive who stands for whom again, for all that hang together with these persons."""
    group = set(ids)
    while True:
        touching = Merge.objects.filter(kept__in=group) | Merge.objects.filter(absorbed__in=group)
        links = list(touching.values_list("kept_id", "absorbed_id", "undone_at"))
        grown = group | {kept for kept, _, _ in links} | {absorbed for _, absorbed, _ in links}
        if grown == group:
            break
        group = grown
    tops = roots((kept, absorbed) for kept, absorbed, undone in links if undone is None)
    for person in group:
        Person.objects.filter(pk=person).update(merged_into=tops.get(person))


@dataclass(frozen=True)
class AccountSeen:
    """An account as one row names it; what is `None` or empty is not said."""

    key: str
    name: str = ""
    tier: str = ""
    renewal: date | None = None
    manager: str = ""
    unit: str = ""
    parent: str = ""
    lost_on: date | None = None


@transaction.atomic
def ensure_accounts(viewer: Viewer, seen: Iterable[AccountSeen]) -> int:
    """Make accounts that are new and write down what is said about known ones; says how many are new."""
    rows: dict[str, AccountSeen] = {}
    for account in seen:
        rows[account.key] = _together(rows.get(account.key), account)
    parents = {row.parent for row in rows.values() if row.parent}
    known = Account.objects.in_bulk([*rows, *parents], field_name="key")
    members = {member.email: member for member in Member.objects.filter(
        email__in={row.manager.lower() for row in rows.values() if row.manager})}  # fmt: skip
    units = Unit.objects.in_bulk({row.unit for row in rows.values() if row.unit}, field_name="key")
    fresh = [
        Account(key=key, name=row.name or key, created_at=now())
        for key, row in rows.items()
        if key not in known
    ]
    fresh += [
        Account(key=key, name=key, created_at=now())
        for key in sorted(parents - set(rows))
        if key not in known
    ]
    Account.objects.bulk_create(fresh, batch_size=PART)
    known |= {account.key: account for account in fresh}
    for key, row in rows.items():
        _say(known[key], row, members, units, known)
    Account.objects.bulk_update(
        [known[key] for key in rows],
        ["name", "tier", "renewal", "manager", "unit", "parent", "lost_on"],
        batch_size=PART,
    )
    if fresh:
        audit(viewer, "add_accounts", "accounts", after={"count": len(fresh)})
    return len(fresh)


def _together(before: AccountSeen | None, said: AccountSeen) -> AccountSeen:
    """Two rows about one account: the later one counts, where it says anything."""
    if before is None:
        return said
    return replace(before, **{name: value for name, value in vars(said).items() if value})


def _say(
    account: Account,
    row: AccountSeen,
    members: Mapping[str, Member],
    units: Mapping[str, Unit],
    known: Mapping[str, Account],
) -> None:
    account.name = row.name or account.name
    account.tier = row.tier or account.tier
    account.renewal = row.renewal or account.renewal
    account.lost_on = row.lost_on or account.lost_on
    account.manager = members.get(row.manager.lower()) or account.manager
    account.unit = units.get(row.unit) or account.unit
    account.parent = known.get(row.parent) or account.parent


@transaction.atomic
def bill(viewer: Viewer, billings: Iterable[tuple[str, str, date, str, Decimal]]) -> int:
    """Write down what was billed: (account, reference, day, currency, amount); one reference counts once."""
    rows = list(billings)
    keys = {key for key, *_ in rows}
    accounts = dict(Account.objects.filter(key__in=keys).values_list("key", "pk"))
    unknown = keys - set(accounts)
    if unknown:
        raise NotFound(f"There is no account “{min(unknown)}”.")
    Billing.objects.bulk_create(
        [
            Billing(
                account_id=accounts[key], reference=reference, billed_on=day, currency=currency, amount=amount
            )
            for key, reference, day, currency, amount in rows
        ],
        batch_size=PART,
        ignore_conflicts=True,
    )
    return len(rows)


@transaction.atomic
def set_rate(viewer: Viewer, currency: str, since: date, worth: Decimal) -> None:
    """Say what a currency is worth in the company's, from a day on."""
    Rate.objects.update_or_create(currency=currency.upper(), since=since, defaults={"worth": worth})
    audit(viewer, "set_rate", f"currency:{currency}", after={"since": since.isoformat(), "worth": str(worth)})


@transaction.atomic
def ensure_contacts(viewer: Viewer, contacts: Iterable[tuple[int, str, str]]) -> None:
    """Say who has which role at an account: (person, account key, role)."""
    rows = list(contacts)
    accounts = dict(Account.objects.filter(key__in={key for _, key, _ in rows}).values_list("key", "pk"))
    for _, key, role in rows:
        if key not in accounts:
            raise NotFound(f"There is no account “{key}”.")
        if role not in Contact.Role.values:
            raise Refused(f"“{role}” is not a contact's role: {', '.join(Contact.Role.values)}.")
    Contact.objects.bulk_create(
        [Contact(person_id=person, account_id=accounts[key], role=role) for person, key, role in rows],
        batch_size=PART,
        ignore_conflicts=True,
    )


@transaction.atomic
def note_preference(viewer: Viewer, person_id: int, name: str, value: str) -> None:
    """Write down a preference of a person with today's date."""
    viewer.needs(Can.IDENTITIES)
    if not Person.objects.filter(pk=person_id).exists():
        raise NotFound("There is no such person.")
    Preference.objects.get_or_create(
        person_id=person_id,
        name=name,
        value=value,
        noted_on=today(the_company().time_zone),
        defaults={"source": viewer.name},
    )
    audit(viewer, "note_preference", f"person:{person_id}", after={"name": name})
