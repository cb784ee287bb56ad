"""Conditions of other tools in our language: a tree that can be turned round without losing whom it leaves out.

Elsewhere “is not chosen” holds for whoever did not answer; with us what is unknown decides nothing. So every leaf says
both sides: when it holds, and when it does not, the unanswered included.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from oyez.surveys.core.conditions import LONGEST


@dataclass(frozen=True)
class Leaf:
    """One comparison: our text for it, and for its opposite."""

    yes: str
    no: str


@dataclass(frozen=True)
class Joined:
    """Several that hold together, or of which one is enough."""

    how: Literal["and", "or"]
    parts: "tuple[Logic, ...]"


Logic = Leaf | Joined


MOST_PARTS = 60  # more could not be written in a condition


class Untold(Exception):
    """A condition that ours cannot say; the text tells which part."""


@dataclass(frozen=True)
class Target:
    """A question that conditions ask for: ours, its type, our keys by the other tool's codes, and its rows'."""

    id: str
    type: str
    keys: Mapping[str, str] = field(default_factory=dict)
    rows: "Mapping[str, Target]" = field(default_factory=dict)


def quoted(text: str) -> str:
    """A text as a condition writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def compared(name: str, sign: str, value: str) -> Leaf:
    """`name sign value`; what is not answered is neither, and so counts as the opposite."""
    yes = f"{name} {sign} {value}"
    opposite = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}[sign]
    return Leaf(yes, f"(not answered({name}) or {name} {opposite} {value})")


def chosen(name: str, key: str, *, of_several: bool) -> Leaf:
    """That an option was chosen."""
    if not of_several:
        return compared(name, "==", quoted(key))
    return Leaf(f"{quoted(key)} in {name}", f"(not answered({name}) or {quoted(key)} not in {name})")


def chose(target: Target, code: str) -> Leaf:
    """That somebody gave the answer which the other tool calls by a code."""
    if code not in target.keys:
        raise Untold(f"it asks for an answer “{code}” that {target.id} does not have")
    key = target.keys[code]
    match target.type:
        case "single" | "multiple":
            return chosen(target.id, key, of_several=target.type == "multiple")
        case "nps" | "csat" | "ces" | "stars" | "rating" | "number":
            return compared(target.id, "==", key)
        case "consent":
            return is_answered(target.id)
    raise Untold(f"conditions cannot ask what was answered to {target.id}, of type {target.type}")


def is_answered(name: str) -> Leaf:
    return Leaf(f"answered({name})", f"not answered({name})")


def opposite(logic: Logic) -> Logic:
    """What holds exactly where the other does not."""
    if isinstance(logic, Leaf):
        return Leaf(logic.no, logic.yes)
    return Joined("or" if logic.how == "and" else "and", tuple(map(opposite, logic.parts)))


def together(*parts: Logic | None) -> Logic | None:
    """All of those that there are; each once."""
    return _join("and", [part for part in parts if part is not None])


def either(*parts: Logic) -> Logic:
    """At least one of several; each once."""
    found = _join("or", list(parts))
    assert found is not None
    return found


def _join(how: Literal["and", "or"], parts: list[Logic]) -> Logic | None:
    """What is joined in the same way is joined at once."""
    flat: list[Logic] = []
    for part in parts:
        flat += part.parts if isinstance(part, Joined) and part.how == how else [part]
    found = tuple(dict.fromkeys(flat))
    return found[0] if len(found) == 1 else Joined(how, found) if found else None


def written(logic: Logic | None) -> str:
    """The text of a condition; Untold where it is longer than one may be."""
    text = "" if logic is None else _written(logic)
    text = text[1:-1] if isinstance(logic, Joined) else text
    if len(text) > LONGEST:
        raise Untold(f"it is longer than {LONGEST} characters")
    return text


def _written(logic: Logic) -> str:
    if isinstance(logic, Leaf):
        return logic.yes
    return f"({f' {logic.how} '.join(map(_written, logic.parts))})"
