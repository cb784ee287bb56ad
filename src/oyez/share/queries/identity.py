"""Persons with those they stand for after merges, and all their subjects: by index, however many there are."""

from collections.abc import Collection

from django.db.models import Q
from django.db.models.functions import Coalesce

from oyez.company.core.scope import Viewer
from oyez.people.models import Contact, Identifier, Person
from oyez.people.queries import accounts


def standing_for(viewer: Viewer, ids: Collection[int]) -> dict[int, int]:
    """Each of these persons, and each they absorbed, with the one that stands for it."""
    rows = Person.objects.filter(Q(pk__in=ids) | Q(merged_into__in=ids))
    return {pk: into or pk for pk, into in rows.values_list("pk", "merged_into_id")}


def identifiers(viewer: Viewer, ids: Collection[int]) -> dict[int, list[Identifier]]:
    """The identifiers of persons and of those they absorbed, by the person that stands for them."""
    standing = standing_for(viewer, ids)
    found: dict[int, list[Identifier]] = {person: [] for person in ids}
    for row in Identifier.objects.filter(person__in=list(standing)).order_by("kind", "value"):
        found.setdefault(standing[row.person_id], []).append(row)
    return found


def subjects(viewer: Viewer, ids: Collection[int]) -> dict[str, int]:
    """The subjects of persons, each with the person behind it."""
    standing = standing_for(viewer, ids)
    rows = Identifier.objects.filter(person__in=list(standing)).values_list("kind", "value", "person_id")
    return {f"{kind}:{value}": standing[person] for kind, value, person in rows}


def subjects_of_contacts(viewer: Viewer) -> dict[str, int]:
    """The subjects of all contacts at the accounts that the viewer may see, each with the person behind it."""
    own = Contact.objects.filter(account__in=accounts(viewer).values("pk"))
    roots = own.values_list(Coalesce("person__merged_into_id", "person_id"))
    rows = Identifier.objects.values_list("kind", "value", "person_id", "person__merged_into_id")
    absorbed = rows.filter(person__merged_into__in=roots)
    both = rows.filter(person__in=roots).union(absorbed, all=True)  # "or" takes SQLite twice as long
    return {f"{kind}:{value}": into or person for kind, value, person, into in both}


def contacts(viewer: Viewer, ids: Collection[int]) -> list[Contact]:
    """Where these persons are contacts, among the accounts that the viewer may see."""
    rows = Contact.objects.filter(
        person__in=list(standing_for(viewer, ids)), account__in=accounts(viewer).values("pk")
    )
    return list(rows.select_related("account", "person").order_by("account__name", "role"))


def of_records(viewer: Viewer, ids: Collection[int]) -> dict[int, list[Identifier]]:
    """The identifiers of single records, as they were before any merge."""
    found: dict[int, list[Identifier]] = {person: [] for person in ids}
    for row in Identifier.objects.filter(person__in=list(ids)).order_by("kind", "value"):
        found[row.person_id].append(row)
    return found
