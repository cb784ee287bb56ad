"""Where in a YAML text something stands that a finding names, such as `questions.why.text`."""

from oyez.kit.marked import Block, Entry, Scalar
from oyez.kit.places import Place


def whereabouts(block: Block, name: str, language: str = "") -> Place:
    """The place of what a name leads to; of what is around it where it is missing."""
    found: Entry = block
    place = block.place
    for step in [*name.split("."), language]:
        inside = _inside(found, step) if step else None
        if inside is None:
            return place
        found, place = inside
    return place


def _inside(entry: Entry, step: str) -> tuple[Entry, Place] | None:
    """One step in: a key of settings, or a row of a list by its number, its id, its key or its text."""
    if isinstance(entry, Block):
        if step not in entry:
            return None
        inside = entry.entries[step]
        return inside, entry.at(step) if isinstance(inside, list) else inside.place
    if isinstance(entry, list):
        named = [row for at, row in enumerate(entry, 1) if step in _names(row, at)]
        return (named[0], _place(named[0])) if named else None
    return None


def _names(row: Entry, at: int) -> tuple[str, ...]:
    if isinstance(row, Scalar):
        return (row.text.strip(), str(at))
    if isinstance(row, Block):
        keys = [row.text(key) for key in ("id", "key", "name") if isinstance(row.entries.get(key), Scalar)]
        return (*keys, str(at))
    return (str(at),)


def _place(row: Entry) -> Place:
    return row.place if isinstance(row, Scalar | Block) else Place()
