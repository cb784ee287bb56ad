"""What a question's dimensions and filters mean here: which column, which lookup, which rows of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from oyez.company.core.scope import Viewer
from oyez.company.models import Touchpoint
from oyez.company.queries import Tree, tree
from oyez.measure.core.plan import (
    AnyChosen,
    Attribute,
    Column,
    Condition,
    Is,
    OneOf,
    Since,
    Source,
    Until,
    one_of,
)
from oyez.measure.core.question import (
    FILTER_ONLY,
    LOOKED_UP,
    NATIVE,
    Filter,
    Question,
    attribute_of,
    is_attribute,
    is_each,
)
from oyez.people.models import Account
from oyez.people.queries import account_keys


@dataclass(frozen=True)
class Dimension:
    """Where the keys of a dimension come from: a source, and a lookup where the key is not in the row itself."""

    name: str
    source: Source
    lookup: Mapping[str, str | None] | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def key(self, value: str | None) -> str | None:
        if self.lookup is None or value is None:
            return value
        return self.lookup.get(value)


class Dimensions:
    """The dimensions of this company, read once for a question."""

    def __init__(self) -> None:
        self.tree: Tree = tree()
        self.levels = sorted({*self.tree.kinds.values()} - {*NATIVE, *LOOKED_UP, *FILTER_ONLY})

    def one(self, name: str) -> Dimension:
        """A dimension by its name."""
        if is_attribute(name):
            return Dimension(name, Attribute(attribute_of(name)))
        if name == "unit":
            return Dimension(name, Column("unit"), names=self.tree.names)
        if name in self.levels:
            return Dimension(name, Column("unit"), self.level(name), self.tree.names)
        if name == "stage":
            return Dimension(name, Column("touchpoint"), stages())
        if name == "tier":
            return Dimension(name, Column("account"), tiers())
        if name == "touchpoint":
            return Dimension(name, Column(name), names=dict(Touchpoint.objects.values_list("key", "name")))
        if name == "account":
            return Dimension(name, Column(name), names=dict(Account.objects.values_list("key", "name")))
        return Dimension(name, Column(name))

    def level(self, kind: str) -> dict[str, str | None]:
        """Each unit's nearest unit of a kind, itself included, in whichever hierarchy has one."""
        return {unit: self._above(unit, kind) for unit in self.tree.names}

    def _above(self, unit: str, kind: str) -> str | None:
        for hierarchy in self.tree.hierarchies:
            for above in self.tree.path(hierarchy, unit):
                if self.tree.kinds.get(above) == kind:
                    return above
        return unit if self.tree.kinds.get(unit) == kind else None

    def conditions(self, question: Question) -> tuple[Condition, ...]:
        """What the filters and the period of a question let through; mentions only where they are asked for."""
        found = [self._condition(one) for one in question.where]
        if question.filter_on("mention") is None:
            found.append(Is("mention", False))
        if question.since:
            found.append(Since(question.since))
        if question.until:
            found.append(Until(question.until))
        return tuple(found)

    def _condition(self, one: Filter) -> Condition:
        name, values = one.dimension, one.values
        if is_each(name):
            return AnyChosen(attribute_of(name), values)
        if name == "mention":
            return Is("mention", values[0].lower() in ("true", "yes", "1"))
        if name == "unit" or name in self.levels:
            return one_of(Column("unit"), self._with_all_below(values))
        if name in ("stage", "tier"):
            dimension = self.one(name)
            lookup = dimension.lookup or {}
            return one_of(dimension.source, [key for key, value in lookup.items() if value in values])
        return one_of(self.one(name).source, values)

    def _with_all_below(self, units: Iterable[str]) -> set[str]:
        below = self.tree.below()
        places = [(hierarchy, unit) for hierarchy in self.tree.hierarchies for unit in units]
        return set(units).union(*(below.get(place, frozenset()) for place in places))


def stages() -> dict[str, str | None]:
    """The stage of each touchpoint."""
    return {key: stage or None for key, stage in Touchpoint.objects.values_list("key", "stage")}


def tiers() -> dict[str, str | None]:
    """The tier of each account."""
    return {key: tier or None for key, tier in Account.objects.values_list("key", "tier")}


def scope_conditions(viewer: Viewer) -> tuple[OneOf, ...]:
    """What a viewer's data scope lets through; all that is set must hold."""
    narrowed: list[tuple[str, Collection[str] | None]] = [
        ("unit", viewer.scope.units),
        ("account", account_keys(viewer)),
        ("touchpoint", viewer.scope.touchpoints),
    ]
    return tuple(one_of(Column(name), values) for name, values in narrowed if values is not None)
