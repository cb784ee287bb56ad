"""Conditions and calculations of a survey: a small part of Python's expressions, read once, never executed as code.

`nps <= 6 and person.tier == "A"`, `"late" in causes`, `answered(why)`, `mean(csat_price, csat_delivery)`.
A name without a value makes what stands on it unknown, and unknown is neither true nor false (Kleene's logic).
"""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from oyez.kit.errors import Refused

UNKNOWN: Any = type("Unknown", (), {"__repr__": lambda self: "unknown"})()
LONGEST = 500
COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.In: lambda one, many: one in many, ast.NotIn: lambda one, many: one not in many,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
ALLOWED = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Compare,
    ast.Call, ast.Name, ast.Attribute, ast.Constant, ast.List, ast.Tuple, ast.Load, *COMPARE, *ARITHMETIC,
)  # fmt: skip


def _mean(*values: float) -> float:
    return sum(values) / len(values)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "count": lambda *values: sum(len(value) if isinstance(value, list) else 1 for value in values),
    "max": max, "mean": _mean, "min": min, "sum": lambda *values: sum(values), "round": round,
}  # fmt: skip
ANSWERED = "answered"
Expression = ast.Expression


@cache
def read(text: str) -> Expression:
    """An expression; refused with a sentence where it is none, or does what conditions may not."""
    if len(text) > LONGEST:
        raise Refused(f"a condition has at most {LONGEST} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Refused(f"“{text}” is not a condition such as nps <= 6") from None
    for node in ast.walk(tree):
        _check(node, text)
    return tree


def _check(node: ast.AST, text: str) -> None:
    if not isinstance(node, ALLOWED):
        raise Refused(f"“{text}”: a condition compares, adds and asks, and nothing else")
    if isinstance(node, ast.Call):
        known = [ANSWERED, *FUNCTIONS]
        if not isinstance(node.func, ast.Name) or node.func.id not in known or node.keywords:
            raise Refused(f"“{text}”: the functions are {', '.join(known)}")
        if not node.args:
            raise Refused(f"“{text}”: a function needs a name between its brackets")
    if isinstance(node, ast.Attribute) and not isinstance(node.value, ast.Name):
        raise Refused(f"“{text}”: a name has at most one dot, as in person.tier")
    if isinstance(node, ast.Constant) and not isinstance(node.value, str | int | float | bool):
        raise Refused(f"“{text}”: compare with a number or a word in quotation marks")


@cache
def names(text: str) -> frozenset[str]:
    """The names that an expression stands on."""
    tree = read(text)
    inside = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = {_dotted(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    found |= {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and id(node) not in inside and id(node) not in called
    }
    return frozenset(found)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        assert isinstance(node.value, ast.Name)
        return f"{node.value.id}.{node.attr}"
    assert isinstance(node, ast.Name)
    return node.id


def evaluate(text: str, values: Mapping[str, Any]) -> Any:
    """What an expression gives: a value, or UNKNOWN where it stands on a name that has none (missing or None)."""
    return _value(read(text).body, values)


def holds(text: str, values: Mapping[str, Any]) -> bool:
    """Whether a condition is surely true; an empty one is."""
    return not text or evaluate(text, values) not in (UNKNOWN, False, 0, None)


def may_hold(text: str, values: Mapping[str, Any]) -> bool:
    """Whether a condition is true, or could still become so."""
    return not text or evaluate(text, values) is UNKNOWN or holds(text, values)


def _value(node: ast.expr, values: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant():
            return node.value
        case ast.Name() | ast.Attribute():
            found = values.get(_dotted(node))
            return UNKNOWN if found is None else found
        case ast.List() | ast.Tuple():
            return [_value(item, values) for item in node.elts]
        case ast.BoolOp():
            return _joined(isinstance(node.op, ast.And), [_value(part, values) for part in node.values])
        case ast.UnaryOp():
            return _turned(node, _value(node.operand, values))
        case ast.BinOp():
            return _computed(ARITHMETIC[type(node.op)], _value(node.left, values), _value(node.right, values))
        case ast.Compare():
            return _compared(node, values)
        case ast.Call():
            return _called(node, values)
    raise AssertionError(node)


def _joined(all_of: bool, parts: list[Any]) -> Any:
    """Kleene's and / or: one false decides an and, one true an or, whatever is unknown besides."""
    truths = [part if part is UNKNOWN else bool(part) for part in parts]
    if (not all_of) in truths:
        return not all_of
    return UNKNOWN if UNKNOWN in truths else all_of


def _turned(node: ast.UnaryOp, value: Any) -> Any:
    if value is UNKNOWN:
        return UNKNOWN
    return not value if isinstance(node.op, ast.Not) else _computed(operator.sub, 0, value)


def _computed(operation: Callable[..., Any], *values: Any) -> Any:
    """A result, or UNKNOWN where these values have none: a word plus a number, a division by nothing."""
    if any(value is UNKNOWN for value in values):
        return UNKNOWN
    try:
        return operation(*values)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return UNKNOWN


def _compared(node: ast.Compare, values: Mapping[str, Any]) -> Any:
    sides = [_value(side, values) for side in (node.left, *node.comparators)]
    steps = [
        _computed(COMPARE[type(sign)], one, other)
        for sign, one, other in zip(node.ops, sides, sides[1:], strict=False)
    ]
    return _joined(True, steps)


def _called(node: ast.Call, values: Mapping[str, Any]) -> Any:
    """`answered` is never unknown; the others leave out what has no value."""
    assert isinstance(node.func, ast.Name)
    given = [_value(argument, values) for argument in node.args]
    if node.func.id == ANSWERED:
        return all(value is not UNKNOWN for value in given)
    known = [value for value in given if value is not UNKNOWN]
    return _computed(FUNCTIONS[node.func.id], *known) if known else UNKNOWN
