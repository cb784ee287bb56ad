"""A segment: who was in a certain circumstance when they answered. Yes or no, or one of several groups."""

from dataclasses import dataclass, replace

from oyez.measure.core.definitions.conditions import Condition, conditions
from oyez.measure.core.definitions.golden import Said, rows_of
from oyez.measure.core.definitions.heading import Heading, heading, key_of
from oyez.measure.core.definitions.marked import Block
from oyez.measure.core.definitions.trouble import DefinitionError, Place, unknown

YES, NO, NONE = "yes", "no", "none"


@dataclass(frozen=True)
class Part:
    """One group of a segment, and when somebody is in it."""

    key: str
    label: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Golden:
    """Some interactions, and the group that each of them lies in; none where nobody knows the person."""

    rows: tuple[Said, ...]
    expected: tuple[str | None, ...]
    place: Place


@dataclass(frozen=True)
class Segment:
    """What it is called, and its parts: one that says yes, or several of which the first that holds counts."""

    heading: Heading
    parts: tuple[Part, ...]
    golden: tuple[Golden, ...] = ()

    @property
    def key(self) -> str:
        return self.heading.key

    @property
    def is_yes_or_no(self) -> bool:
        return len(self.parts) == 1 and self.parts[0].key == YES

    @property
    def values(self) -> tuple[str, ...]:
        return (YES, NO) if self.is_yes_or_no else tuple(one.key for one in self.parts)


def segment(block: Block) -> Segment:
    """A segment from its text."""
    block.only("a segment", ("segment", "label", "explained", "where", "groups", "golden"))
    found = heading("segment", block)
    if ("where" in block) == ("groups" in block):
        raise DefinitionError(
            block.place, "a segment needs either “where”, for yes and no, or “groups”, for several."
        )
    if "where" in block:
        parts: tuple[Part, ...] = (Part(YES, found.label, conditions(block.block("where"))),)
    else:
        parts = _groups(block)
    made = Segment(found, parts)
    return replace(made, golden=tuple(_golden(one, made.values) for one in block.blocks("golden")))


def _golden(block: Block, values: tuple[str, ...]) -> Golden:
    block.only("a golden case", ("rows", "expect"))
    block.needed("a golden case", "rows", "expect")
    rows, expected = rows_of(block), block.scalars("expect")
    if len(rows) != len(expected):
        raise DefinitionError(
            block.at("expect"), f"there are {len(rows)} rows, and {len(expected)} are expected."
        )
    for said in expected:
        if said.text not in (*values, NONE):
            raise unknown(said.place, "group", said.text, (*values, NONE))
    found = tuple(None if said.text == NONE else said.text for said in expected)
    return Golden(tuple(rows), found, block.at("expect"))


def _groups(block: Block) -> tuple[Part, ...]:
    parts: list[Part] = []
    for one in block.blocks("groups"):
        one.only("a group", ("key", "label", "where"))
        one.needed("a group", "key", "where")
        key = key_of(one.scalar("key"))
        if key in [part.key for part in parts] or key in (YES, NO, NONE):
            raise DefinitionError(one.at("key"), f"a group cannot be called “{key}” (again).")
        label = one.text("label", key.replace("_", " "))
        parts.append(Part(key, label, conditions(one.block("where"))))
    if len(parts) < 2:
        raise DefinitionError(block.at("groups"), "one group alone is a yes or no: say “where”.")
    return tuple(parts)
