"""What every definition begins with: its kind and key, what it is called, what it means."""

import re
from dataclasses import dataclass

from oyez.measure.core.definitions.marked import Block, Scalar
from oyez.measure.core.definitions.trouble import DefinitionError

KEY = re.compile(r"[a-z][a-z0-9_]{0,47}")
LONGEST_LABEL = 60
LONGEST_EXPLAINED = 400


@dataclass(frozen=True)
class Heading:
    """The key is what questions name; label and explanation are what people read."""

    kind: str
    key: str
    label: str
    explained: str


def heading(kind: str, block: Block) -> Heading:
    """The first lines of a definition."""
    block.needed(f"a {kind}", kind, "label")
    label, explained = block.text("label"), " ".join(block.text("explained").split())
    for key, said, longest in (
        ("label", label, LONGEST_LABEL),
        ("explained", explained, LONGEST_EXPLAINED),
    ):
        if len(said) > longest:
            raise DefinitionError(block.at(key), f"“{key}” has at most {longest} characters.")
    if not label:
        raise DefinitionError(block.at("label"), "“label” is empty.")
    return Heading(kind, key_of(block.scalar(kind)), label, explained)


def key_of(said: Scalar) -> str:
    """A key: small letters, digits and _."""
    if not KEY.fullmatch(said.text):
        raise DefinitionError(
            said.place,
            f"a key is small letters, digits and _, beginning with a letter; “{said.text}” is not.",
        )
    return said.text
