"""Reads YAML so that every key and value still knows its line and column. Scalars stay as they were written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import yaml

from oyez.kit.places import DefinitionError, Place, unknown

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, where it was built
LARGEST = 64 << 10
MOST_ENTRIES = 5_000
DEEPEST = 12
MOST_DEPTH = 2 * DEEPEST  # aliases are not followed here
TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True)
class Scalar:
    """One value, as it was written."""

    text: str
    place: Place


@dataclass(frozen=True)
class Block:
    """Settings, each with the place of its key and its entry."""

    place: Place
    entries: "dict[str, Entry]" = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def at(self, key: str) -> Place:
        """The place of a key; of the block where it is missing."""
        return self.keys.get(key, self.place)

    def only(self, what: str, known: Iterable[str]) -> None:
        """Refuse keys that nobody reads."""
        names = list(known)
        for key in self:
            if key not in names:
                raise unknown(self.at(key), f"setting of {what}", key, names)

    def needed(self, what: str, *keys: str) -> None:
        """Refuse a block that lacks one of these."""
        for key in keys:
            if key not in self:
                raise DefinitionError(self.place, f"{what} needs “{key}”.")

    def text(self, key: str, default: str = "") -> str:
        """One value as text."""
        return self.scalar(key).text.strip() if key in self else default

    def number(self, key: str) -> float | None:
        return number(self.scalar(key), key) if key in self else None

    def whole(self, key: str, least: int = 0) -> int | None:
        """A whole number that is not smaller than the least."""
        found = self.number(key)
        if found is not None and (found != int(found) or found < least):
            raise DefinitionError(self.scalar(key).place, f"“{key}” is a whole number from {least} on.")
        return None if found is None else int(found)

    def truth(self, key: str, default: bool) -> bool:
        if key not in self:
            return default
        said = self.scalar(key)
        if said.text.lower() not in TRUTHS:
            raise DefinitionError(said.place, f"“{key}” is true or false; “{said.text}” is neither.")
        return TRUTHS[said.text.lower()]

    def scalar(self, key: str) -> Scalar:
        found = self.entries[key]
        if not isinstance(found, Scalar):
            raise DefinitionError(self.at(key), f"“{key}” takes one value.")
        return found

    def scalars(self, key: str) -> list[Scalar]:
        """A list of values; one alone may stand without its brackets."""
        found = self.entries.get(key, [])
        rows = found if isinstance(found, list) else [found]
        return [row if isinstance(row, Scalar) else _refuse_row(self.at(key), key) for row in rows]

    def block(self, key: str) -> "Block":
        found = self.entries.get(key)
        if not isinstance(found, Block):
            raise DefinitionError(self.at(key), f"“{key}” holds settings of its own.")
        return found

    def blocks(self, key: str) -> "list[Block]":
        """A list of blocks; one alone may stand without its dash."""
        found = self.entries.get(key, [])
        rows = found if isinstance(found, list) else [found]
        for row in rows:
            if not isinstance(row, Block):
                raise DefinitionError(self.at(key), f"each entry of “{key}” holds settings of its own.")
        return [row for row in rows if isinstance(row, Block)]


Entry = Scalar | Block | list["Entry"]


def _refuse_row(place: Place, key: str) -> Scalar:
    raise DefinitionError(place, f"“{key}” takes one value or a list of values.")


def number(said: Scalar, key: str) -> float:
    """A value as a finite number."""
    try:
        found = float(said.text)
    except ValueError:
        found = float("nan")
    if not abs(found) < float("inf"):
        raise DefinitionError(said.place, f"“{key}” is a number; “{said.text}” is not.")
    return found


def day(said: Scalar, key: str) -> date:
    """A value as a day."""
    try:
        return date.fromisoformat(said.text)
    except ValueError:
        raise DefinitionError(
            said.place, f"“{key}” is a day such as 2026-01-31; “{said.text}” is not."
        ) from None


def read(text: str, times: int = 1) -> Block:
    """The settings of a YAML text, which may be some times as large as is usual."""
    if len(text) > LARGEST * times:
        raise DefinitionError(Place(), f"it is larger than {LARGEST * times >> 10} kB.")
    try:
        _check_depth(text)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or "it cannot be read"
        place = Place(mark.line + 1, mark.column + 1) if mark else Place()
        raise DefinitionError(place, f"this is not YAML: {said}.") from None
    except (RecursionError, ValueError):
        raise DefinitionError(Place(), "this is not YAML, or it is nested too deeply.") from None
    if not isinstance(node, yaml.MappingNode):
        raise DefinitionError(Place(1, 1), "it begins with settings such as “name: value”.")
    found = _entry(node, [MOST_ENTRIES * times], 0)
    assert isinstance(found, Block)
    return found


def _check_depth(text: str) -> None:
    """The parser gives one event after another; composing calls itself, and a deep text would end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH:
            mark = event.start_mark
            place = Place(mark.line + 1, mark.column + 1) if mark else Place()
            raise DefinitionError(place, "it is nested too deeply.")


def _entry(node: yaml.Node, left: list[int], depth: int) -> Entry:
    """Aliases can make a small text endless; so entries are counted."""
    place = _place(node)
    left[0] -= 1
    if left[0] < 0:
        raise DefinitionError(place, "it has too many entries.")
    if depth > DEEPEST:
        raise DefinitionError(place, "it is nested too deeply.")
    if isinstance(node, yaml.MappingNode):
        return _block(node, left, depth)
    if isinstance(node, yaml.SequenceNode):
        return [_entry(child, left, depth + 1) for child in node.value]
    assert isinstance(node, yaml.ScalarNode)
    return Scalar(_writable(node, place), place)


def _block(node: yaml.MappingNode, left: list[int], depth: int) -> Block:
    block = Block(_place(node))
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise DefinitionError(_place(key_node), "a key is a text.")
        key = _writable(key_node, _place(key_node))
        if key in block:
            raise DefinitionError(_place(key_node), f"“{key}” stands here twice.")
        block.entries[key] = _entry(value_node, left, depth + 1)
        block.keys[key] = _place(key_node)
    return block


def _writable(node: yaml.ScalarNode, place: Place) -> str:
    text: str = node.value
    if "\0" in text:
        raise DefinitionError(place, "a text cannot hold the character zero.")
    return text


def _place(node: yaml.Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)
