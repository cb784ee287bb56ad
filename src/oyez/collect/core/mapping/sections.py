"""Reads YAML so that every entry still knows its line, and nothing is guessed to be a date or a Norwegian no."""

from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from oyez.collect.core.mapping.trouble import MappingError, unknown

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, where it was built
SIZE_LIMIT = 256 << 10
NODE_LIMIT = 20_000
DEPTH_LIMIT = 20
TRUTHS = {"true": True, "false": False}

Entry = Any


class Section(dict[str, Entry]):
    """A mapping of YAML with the line of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)

    def only(self, what: str, keys: Iterable[str]) -> None:
        """Refuse keys that nobody reads."""
        known = list(keys)
        for key in self:
            if key not in known:
                raise unknown(self.line_of(key), f"setting of {what}", key, known)

    def text(self, key: str, default: str = "") -> str:
        found = self.get(key)
        if found is None:
            return default
        if isinstance(found, (Section, list)):
            raise MappingError(self.line_of(key), f"“{key}” must be a text.")
        return str(found)

    def section(self, key: str) -> "Section":
        found = self.get(key)
        if found is None:
            return Section(self.line_of(key))
        if not isinstance(found, Section):
            raise MappingError(self.line_of(key), f"“{key}” must hold settings of its own, one a line.")
        return found

    def sections(self, key: str) -> list["Section"]:
        """A list of sections; one alone may stand without its dash."""
        found = self.get(key)
        if found is None:
            return []
        rows = found if isinstance(found, list) else [found]
        for row in rows:
            if not isinstance(row, Section):
                raise MappingError(self.line_of(key), f"each entry of “{key}” must hold settings of its own.")
        return rows

    def texts(self, key: str) -> list[str]:
        """A list of texts; one alone may stand without its dash."""
        found = self.get(key)
        if found is None:
            return []
        rows = found if isinstance(found, list) else [found]
        if any(isinstance(row, (Section, list)) for row in rows):
            raise MappingError(self.line_of(key), f"“{key}” must be a text or a list of texts.")
        return [str(row) for row in rows]


def read_yaml(text: str) -> Section:
    """The top section of a YAML text."""
    if len(text) > SIZE_LIMIT:
        raise MappingError(0, f"it is larger than {SIZE_LIMIT >> 10} kB.")
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or "it is not YAML"
        raise MappingError(mark.line + 1 if mark else 0, f"not YAML: {said}.") from None
    except RecursionError:
        raise MappingError(0, "it is nested too deeply.") from None
    if not isinstance(node, yaml.MappingNode):
        raise MappingError(1, "it must begin with settings such as “name: …”.")
    found = _entry(node, _Budget(), 0)
    assert isinstance(found, Section)
    return found


class _Budget:
    """Aliases can make a small text endless; so entries are counted."""

    def __init__(self) -> None:
        self.left = NODE_LIMIT

    def spend(self, line: int) -> None:
        self.left -= 1
        if self.left < 0:
            raise MappingError(line, f"it has more than {NODE_LIMIT:,} entries.")


def _entry(node: yaml.Node, budget: _Budget, depth: int) -> Entry:
    line = node.start_mark.line + 1
    budget.spend(line)
    if depth > DEPTH_LIMIT:
        raise MappingError(line, "it is nested too deeply.")
    if isinstance(node, yaml.MappingNode):
        return _section(node, budget, depth)
    if isinstance(node, yaml.SequenceNode):
        return [_entry(child, budget, depth + 1) for child in node.value]
    return _scalar(node)


def _section(node: yaml.MappingNode, budget: _Budget, depth: int) -> Section:
    section = Section(node.start_mark.line + 1)
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = str(key_node.value)
        if not isinstance(key_node, yaml.ScalarNode):
            raise MappingError(line, "a key must be a text.")
        if key in section:
            raise MappingError(line, f"“{key}” stands here twice.")
        section[key] = _entry(value_node, budget, depth + 1)
        section.lines[key] = line
    return section


def _scalar(node: yaml.Node) -> Entry:
    """Numbers and true/false are what they are; everything else is text, also yes, no, on and dates."""
    if node.tag.endswith(":null"):
        return None
    if node.tag.endswith(":bool"):
        return TRUTHS.get(node.value.lower(), node.value)
    if node.tag.endswith(":int"):
        return int(node.value) if node.value.lstrip("+-").isdecimal() else node.value
    if node.tag.endswith(":float"):
        try:
            return float(node.value)
        except ValueError:
            return node.value
    return node.value


def each(section: Section) -> Iterator[tuple[str, Entry, int]]:
    """Key, entry and line of a section's entries."""
    for key, entry in section.items():
        yield key, entry, section.line_of(key)
