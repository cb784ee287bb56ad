"""Who is behind the subjects of the columnar copy, where one person is known by several."""

from django.db.models import Count, Max

from oyez.measure.core.past import Persons
from oyez.measure.store.columns import person_tokens
from oyez.measure.store.snapshot import Snapshot
from oyez.people.models import Identifier, Merge, Person

Behind = dict[int, int]

_known: dict[str, tuple[Behind, Persons]] = {}


def persons_behind(snapshot: Snapshot) -> Behind:
    """Tokens of subjects that may be one person, each with a number for the person that no token has.

    A subject that is not in it is a person by itself.
    """
    return _present(snapshot)[0]


def persons_now(snapshot: Snapshot) -> Persons:
    """Who is one person at present: each token that another one stands for."""
    return _present(snapshot)[1]


def _present(snapshot: Snapshot) -> tuple[Behind, Persons]:
    """Read anew only after somebody came, was merged or taken apart."""
    merges = Merge.objects.aggregate(last=Max("id"), undone=Count("undone_at"))
    last = Identifier.objects.aggregate(last=Max("id"))["last"]
    version = (last or 0, merges["last"] or 0, merges["undone"])
    known = _known.get(snapshot.standing.uid)
    if known is not None and known[1].version[:3] == version:
        return known
    behind = _behind()
    standing = _standing_for(behind)
    found = behind, Persons((*version, hash(frozenset(standing.items()))), standing)
    if snapshot.standing.uid:
        _known.clear()
        _known[snapshot.standing.uid] = found
    return found


def _behind() -> Behind:
    several = Identifier.objects.values("person").annotate(n=Count("id")).filter(n__gt=1).values("person")
    merged = Person.objects.filter(merged_into__isnull=False)
    either = several.union(merged.values("merged_into"), merged.values("pk"))
    rows = Identifier.objects.filter(person__in=either).values_list(
        "kind", "value", "person_id", "person__merged_into_id"
    )
    owners = {f"{kind}:{value}": into or person for kind, value, person, into in rows}
    return {token: -owner for token, owner in zip(person_tokens(owners), owners.values(), strict=True)}


def _standing_for(behind: Behind) -> dict[int, int]:
    """The smallest token of all by which a person is known stands for the others."""
    first: dict[int, int] = {}
    for token, person in behind.items():
        first[person] = min(token, first.get(person, token))
    return {token: first[person] for token, person in behind.items() if first[person] != token}
