"""Who is behind the subjects of the columnar copy, where one person is known by several."""

from django.db.models import Count, Q

from oyez.measure.store.columns import person_tokens
from oyez.people.models import Identifier, Person


def persons_behind() -> dict[int, int]:
    """Tokens of subjects that may be one person, each with a number for the person that no token has.

    A subject that is not in it is a person by itself.
    """
    several = Identifier.objects.values("person").annotate(n=Count("id")).filter(n__gt=1).values("person")
    absorbing = Person.objects.filter(merged_into__isnull=False).values("merged_into")
    rows = Identifier.objects.filter(
        Q(person__in=several) | Q(person__in=absorbing) | Q(person__merged_into__isnull=False)
    ).values_list("kind", "value", "person_id", "person__merged_into_id")
    owners = {f"{kind}:{value}": into or person for kind, value, person, into in rows}
    return {token: -owner for token, owner in zip(person_tokens(owners), owners.values(), strict=True)}
