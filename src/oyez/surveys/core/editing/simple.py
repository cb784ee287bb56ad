"""Conditions that can be put together without knowing how they are written: a name, a comparison, a value."""

import ast
import json
from dataclasses import dataclass
from typing import Any

from oyez.surveys.core.conditions import ANSWERED, read

SIGNS: dict[type[ast.cmpop], str] = {
    ast.LtE: "<=", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.Gt: ">",
}  # fmt: skip
HOLDS = "holds"  # one of several choices is this
COMPARISONS = (*SIGNS.values(), HOLDS, ANSWERED)


@dataclass(frozen=True)
class Simple:
    """One comparison: `nps <= 6`, `"late" in causes` (holds), `answered(why)`."""

    name: str
    sign: str
    value: str | float | bool = ""


def written(said: Simple) -> str:
    """The condition as it is kept."""
    if said.sign == ANSWERED:
        return f"{ANSWERED}({said.name})"
    value = _literal(said.value)
    return f"{value} in {said.name}" if said.sign == HOLDS else f"{said.name} {said.sign} {value}"


def _literal(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return str(value)
    return f"{value:g}" if isinstance(value, int | float) else json.dumps(value, ensure_ascii=False)


def simple(text: str) -> Simple | None:
    """A kept condition as one comparison, or None where it is more than that."""
    return of_node(read(text).body) if text else None


def of_node(node: ast.expr) -> Simple | None:
    match node:
        case ast.Call(func=ast.Name(id=name), args=[asked]) if name == ANSWERED and (said := dotted(asked)):
            return Simple(said, ANSWERED)
        case ast.Compare(
            left=ast.Constant(value=str() | int() | float() as value), ops=[ast.In()], comparators=[many]
        ):
            return Simple(name, HOLDS, value) if (name := dotted(many)) else None
        case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in SIGNS:
            found = constant(right)
            if (name := dotted(left)) and found is not None:
                return Simple(name, SIGNS[type(sign)], found)
    return None


def dotted(node: ast.expr) -> str:
    """A name as it is written, such as `person.tier`; empty for what is no name."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=of), attr=name):
            return f"{of}.{name}"
    return ""


def constant(node: ast.expr) -> Any:
    """A word or number that is written out, or None."""
    match node:
        case ast.Constant(value=value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -value
    return None
