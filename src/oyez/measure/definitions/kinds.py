"""The kinds of things that can be defined. Other rooms register theirs; nothing here knows them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from oyez.company.core.scope import Viewer
from oyez.kit.registry import Registry
from oyez.measure.core.definitions.dimension import DimensionFile
from oyez.measure.core.definitions.heading import Heading
from oyez.measure.core.definitions.marked import Block
from oyez.measure.core.definitions.metric import MetricFile
from oyez.measure.core.definitions.segment import Segment


class Thing(Protocol):
    """Whatever a definition defines."""

    @property
    def heading(self) -> Heading: ...


@dataclass(frozen=True)
class Defined:
    """One definition as it stands: version 0 came with Oyez. `trouble`: why it cannot be read any more."""

    kind: str
    key: str
    version: int
    text: str
    thing: Any = None
    by: str = ""
    at: datetime | None = None
    trouble: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def label(self) -> str:
        return self.thing.heading.label if self.thing is not None else self.key


@dataclass(frozen=True)
class Definitions:
    """Everything that is defined at one moment."""

    all: tuple[Defined, ...] = ()

    def find(self, kind: str, key: str) -> Defined | None:
        return next((one for one in self.all if one.kind == kind and one.key == key), None)

    def of(self, kind: str) -> dict[str, Any]:
        """What can be read, by key."""
        return {one.key: one.thing for one in self.all if one.kind == kind and one.thing is not None}

    @property
    def segments(self) -> dict[str, Segment]:
        return self.of("segment")

    @property
    def dimensions(self) -> dict[str, DimensionFile]:
        return self.of("dimension")

    @property
    def metrics(self) -> dict[str, MetricFile]:
        return self.of("metric")


@dataclass(frozen=True)
class Kind:
    """How one kind is read and checked, what it names, and what happens when it is written or withdrawn.

    `check` raises a DefinitionError for what fits nothing here; the definitions it gets hold the new one already.
    `applied` and `withdrawn` run inside the write. `is_seen`: whether somebody who changes none may read it.
    """

    name: str
    read: Callable[[Block], Any]
    check: Callable[[Viewer, Any, Definitions], None]
    names: Callable[[Any], Iterator[str]] = field(default=lambda thing: iter(()))
    applied: Callable[[Viewer, Any, bool], None] = field(default=lambda viewer, thing, is_new: None)
    withdrawn: Callable[[Viewer, str], None] = field(default=lambda viewer, key: None)
    is_seen: Callable[[Viewer, Any, Definitions], bool] = field(default=lambda viewer, thing, known: True)


KINDS: Registry[Kind] = Registry("kind of definition")

Uses = Callable[[Viewer, frozenset[str]], Iterator[str]]
USES: Registry[Uses] = Registry("user of definitions")


def names_of(kind: str, key: str) -> frozenset[str]:
    """What something that uses a definition calls it: in a filter, as a dimension, as a metric."""
    match kind:
        case "segment":
            return frozenset((f"segment:{key}", f"segment={key}", f"segment=!{key}"))
        case _:
            return frozenset((key,))


def mentions(text: str, names: frozenset[str]) -> bool:
    """Whether filters written as text name one of these."""
    parts = {part.strip() for piece in text.split(";") for part in (piece, *piece.split("=")[:1])}
    listed = {
        f"segment={value.strip()}"
        for piece in text.split(";")
        if piece.strip().startswith("segment=")
        for value in piece.partition("=")[2].split(",")
    }
    return bool((parts | listed) & names)


def replaced(before: Definitions, one: Defined) -> Definitions:
    """The same with one definition in the place of its older version."""
    rest = (other for other in before.all if (other.kind, other.key) != (one.kind, one.key))
    return Definitions((*rest, one))


def without(before: Definitions, kind: str, key: str) -> Definitions:
    return Definitions(tuple(one for one in before.all if (one.kind, one.key) != (kind, key)))
