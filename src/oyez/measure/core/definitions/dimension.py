"""A dimension made of another one: its values put together, or numbers and days put into bands."""

from dataclasses import dataclass

from oyez.measure.core.definitions.conditions import Bound, bounds, number_or_day
from oyez.measure.core.definitions.heading import Heading, heading, key_of
from oyez.measure.core.definitions.marked import Block
from oyez.measure.core.definitions.trouble import DefinitionError, unknown
from oyez.measure.core.question import ATTRIBUTE_NAME, NATIVE, attribute_of, is_attribute

COLUMNS = tuple(name for name in NATIVE if name != "unit")


@dataclass(frozen=True)
class Group:
    """One value of a dimension: what it is called, and which values or which band it stands for."""

    key: str
    label: str
    values: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()


@dataclass(frozen=True)
class DimensionFile:
    """The column or attribute it is made of, its groups, and what the rest is called, if anything."""

    heading: Heading
    of: str
    groups: tuple[Group, ...]
    others: Group | None = None

    @property
    def key(self) -> str:
        return self.heading.key

    @property
    def attribute(self) -> str | None:
        """The attribute it is made of."""
        return attribute_of(self.of) if is_attribute(self.of) else None

    @property
    def labels(self) -> dict[str, str]:
        found = {one.key: one.label for one in self.groups}
        return found | ({self.others.key: self.others.label} if self.others else {})


def dimension(block: Block) -> DimensionFile:
    """A dimension from its text."""
    block.only("a dimension", ("dimension", "label", "explained", "of", "values", "bands", "others"))
    found = heading("dimension", block)
    block.needed("a dimension", "of")
    of = block.text("of")
    if not (ATTRIBUTE_NAME.fullmatch(of) and of.startswith("attr:")) and of not in COLUMNS:
        raise unknown(block.scalar("of").place, "column or attribute", of, ("attr:NAME", *COLUMNS))
    if ("values" in block) == ("bands" in block):
        raise DefinitionError(block.place, "a dimension needs either “values” or “bands”.")
    if "bands" in block and not is_attribute(of):
        raise DefinitionError(block.at("bands"), "bands are of numbers and days: only an attribute has them.")
    groups = tuple(_valued(block) if "values" in block else _banded(block))
    return DimensionFile(found, of, groups, _others(block, groups))


def _valued(block: Block) -> list[Group]:
    groups, taken = [], set[str]()
    values = block.block("values")
    for key in values:
        one = values.entries[key]
        label, held = (
            key.replace("_", " ").capitalize(),
            values.scalars(key) if not isinstance(one, Block) else [],
        )
        if isinstance(one, Block):
            one.only("a value", ("label", "of"))
            one.needed("a value", "of")
            label, held = one.text("label", label), one.scalars("of")
        for said in held:
            if said.text in taken:
                raise DefinitionError(said.place, f"“{said.text}” stands in two groups.")
            taken.add(said.text)
        if not held:
            raise DefinitionError(values.at(key), f"“{key}” stands for no value.")
        groups.append(Group(_key(values, key), label, tuple(said.text for said in held)))
    if not groups:
        raise DefinitionError(block.at("values"), "there is no value here.")
    return groups


def _key(values: Block, key: str) -> str:
    from oyez.measure.core.definitions.marked import Scalar

    return key_of(Scalar(key, values.at(key)))


def _banded(block: Block) -> list[Group]:
    groups: list[Group] = []
    for one in block.blocks("bands"):
        one.needed("a band", "key")
        key = key_of(one.scalar("key"))
        if key in [group.key for group in groups]:
            raise DefinitionError(one.at("key"), f"there are two bands “{key}”.")
        found = bounds(one, number_or_day, ("key", "label"))
        groups.append(Group(key, one.text("label", key.replace("_", " ")), bounds=found))
    if not groups:
        raise DefinitionError(block.at("bands"), "there is no band here.")
    return groups


def _others(block: Block, groups: tuple[Group, ...]) -> Group | None:
    if "others" not in block:
        return None
    said = block.scalar("others")
    if "others" in [one.key for one in groups]:
        raise DefinitionError(said.place, "there is a group “others” already.")
    return Group("others", said.text)
