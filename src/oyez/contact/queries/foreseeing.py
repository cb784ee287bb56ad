"""What other rules would change today: the same persons decided on by both."""

from collections.abc import Sequence
from dataclasses import dataclass

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.contact.core.asking import Asking
from oyez.contact.core.policy import Kind, Policy
from oyez.contact.queries.deciding import decide
from oyez.contact.rules import standing
from oyez.kit.clock import now
from oyez.people.models import Person

LOOKED_AT = 20_000
KINDS: tuple[Kind, ...] = ("transaction", "relationship", "study")


@dataclass(frozen=True)
class Foreseen:
    """Of so many persons, how many could be asked today by the rules that hold and by the others."""

    kind: Kind
    persons: int
    now: int
    then: int


def foresee(viewer: Viewer, policy: Policy) -> list[Foreseen]:
    """Who could be asked today under other rules; of very many persons every so-manieth is looked at."""
    viewer.needs(Can.PROGRAMME)
    some = _some()
    at, rules = now(), standing()
    found = []
    for kind in KINDS:
        asking = Asking(kind=kind, key="foreseen", purpose="research")
        before, after = (decide(viewer, asking, some, at, one) for one in (rules, policy))
        counts = (before.counts().get("send", 0), after.counts().get("send", 0))
        found.append(Foreseen(kind, len(before), *counts))
    return found


def _some() -> Sequence[int] | None:
    ids = list(Person.objects.filter(merged_into=None).order_by("pk").values_list("pk", flat=True))
    return None if len(ids) <= LOOKED_AT else ids[:: len(ids) // LOOKED_AT + 1]
