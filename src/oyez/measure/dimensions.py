"""What a question's dimensions and filters mean here: which column, which lookup, which rows of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from oyez.company.core.scope import Viewer
from oyez.company.models import Touchpoint
from oyez.company.queries import Tree, tree
from oyez.kit.errors import NotFound, Refused
from oyez.measure.core.definitions.segment import Segment
from oyez.measure.core.past import Any
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
    SEGMENT,
    Filter,
    Question,
    attribute_of,
    is_attribute,
    is_each,
    is_segment,
    segment_of,
)
from oyez.measure.definitions.kinds import Definitions
from oyez.measure.definitions.meaning import Meaning, attributes, dimension_choice, looks_at_scores
from oyez.measure.definitions.standing import definitions
from oyez.measure.store.engine import engine
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

    def __init__(self, given: Definitions | None = None) -> None:
        self._given = given
        self.tree: Tree = tree()
        self.levels = sorted({*self.tree.kinds.values()} - {*NATIVE, *LOOKED_UP, *FILTER_ONLY})

    @cached_property
    def definitions(self) -> Definitions:
        """What is defined; looked up only where a question names something that is."""
        return definitions() if self._given is None else self._given

    def known(self, question: Question) -> list[str]:
        """Levels, and defined dimensions where a question names any dimension that is neither built in nor a level."""
        usual = {*NATIVE, *LOOKED_UP, *FILTER_ONLY, *self.levels}
        named = {*question.by, *(one.dimension for one in question.where)} - usual
        asks = any(not is_attribute(name) and not is_segment(name) for name in named)
        return [*self.levels, *(self.definitions.dimensions if asks else ())]

    def attributes(self, question: Question) -> set[str]:
        """Every attribute that a question looks at, also by way of a segment or a defined dimension."""
        found: set[str] = set()
        for name in (*question.by, *(one.dimension for one in question.where)):
            if is_attribute(name):
                found.add(attribute_of(name))
            elif is_segment(name):
                found |= self._attributes_of(segment_of(name))
            elif name not in (*NATIVE, *LOOKED_UP, *FILTER_ONLY, *self.levels):
                found.add(self.definitions.dimensions[name].attribute or "")
        for one in question.where:
            if one.dimension == SEGMENT:
                found = found.union(*(self._attributes_of(key.removeprefix("!")) for key in one.values))
        return found - {""}

    def _attributes_of(self, segment: str) -> set[str]:
        parts = self.segment(segment).parts
        return {name for part in parts for name in attributes(part.conditions, self.definitions.segments)}

    def tells_answers(self, question: Question) -> bool:
        """Whether a question puts rows apart by what somebody answered, by way of a segment."""
        named = {segment_of(name) for name in question.by if is_segment(name)}
        for one in question.where:
            if one.dimension == SEGMENT:
                named |= {key.removeprefix("!") for key in one.values}
            elif is_segment(one.dimension):
                named.add(segment_of(one.dimension))
        parts = (part for key in named for part in self.segment(key).parts)
        return any(looks_at_scores(part.conditions, self.definitions.segments) for part in parts)

    def counts_answers(self, metric: str) -> bool:
        """Whether a metric of the company's own counts rows by what somebody answered."""
        found = self.definitions.metrics.get(metric)
        marks = found.marks if found else ()
        return any(looks_at_scores(mark, self.definitions.segments) for mark in marks)

    def meaning(self) -> Meaning:
        """How the conditions of definitions are understood here."""
        return Meaning(self.condition, lambda: engine().snapshot().scores, self.definitions.segments)

    def segment(self, key: str) -> Segment:
        """A segment that is defined."""
        found = self.definitions.segments.get(key)
        if found is None:
            known = ", ".join(self.definitions.segments) or "none"
            raise Refused(f"There is no segment “{key}”. Known: {known}.")
        return found

    def one(self, name: str) -> Dimension:
        """A dimension by its name."""
        if is_segment(name):
            return self._of_segment(name)
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
        if name in (*NATIVE, *FILTER_ONLY):
            return Dimension(name, Column(name))
        found = self.definitions.dimensions[name]
        return Dimension(name, dimension_choice(found), names=found.labels)

    def _of_segment(self, name: str) -> Dimension:
        found = self.segment(segment_of(name))
        names = {} if found.is_yes_or_no else {part.key: part.label for part in found.parts}
        return Dimension(name, self.meaning().choice(found), names=names)

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
        found = [self.condition(one) for one in question.where]
        if question.filter_on("mention") is None:
            found.append(Is("mention", False))
        if question.since:
            found.append(Since(question.since))
        if question.until:
            found.append(Until(question.until))
        return tuple(found)

    def condition(self, one: Filter) -> Condition:
        """What a filter lets through."""
        name, values = one.dimension, one.values
        if name == SEGMENT:
            return self._in_segments(values)
        if is_segment(name):
            return self._in_groups(segment_of(name), values)
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

    def _in_segments(self, values: Collection[str]) -> Condition:
        """`segment=a` is who was in it, `segment=!a` who was not; of several, one is enough."""
        return Any(
            tuple(
                self._in_groups(value.removeprefix("!"), ("no" if value.startswith("!") else "yes",))
                for value in values
            )
        )

    def _in_groups(self, key: str, values: Collection[str]) -> Condition:
        found = self.segment(key)
        if not found.is_yes_or_no and set(values) <= {"yes", "no"}:
            known = ", ".join(found.values)
            raise Refused(
                f"The segment “{key}” has the groups {known}: write segment:{key}={found.values[0]}."
            )
        try:
            return self.meaning().of_segment(found, values)
        except NotFound as trouble:
            raise Refused(str(trouble)) from None

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
