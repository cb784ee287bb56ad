"""Logic of Formbricks in our conditions: groups of conditions, and jumps that leave out what lies between."""

from collections.abc import Callable, Mapping
from typing import Any

from oyez.surveys.core.foreign.bounded import Json, number, rows, said, table
from oyez.surveys.core.foreign.logic import (
    Leaf,
    Logic,
    Target,
    Untold,
    chose,
    compared,
    either,
    is_answered,
    opposite,
    quoted,
    together,
)

SIGNS = {
    "equals": "==", "doesNotEqual": "!=", "isGreaterThan": ">", "isLessThan": "<", "isGreaterThanOrEqual": ">=",
    "isLessThanOrEqual": "<=",
}  # fmt: skip
NUMBERS = ("nps", "csat", "ces", "stars", "rating", "number")
ANSWERED = (
    "isSubmitted",
    "isClicked",
    "isAccepted",
    "isBooked",
    "isCompletelySubmitted",
    "isNotEmpty",
    "isSet",
)
UNANSWERED = ("isSkipped", "isEmpty", "isNotSet", "isNotClicked")
DEEPEST = 12
Field = Callable[[str], str]


def logic_of(group: Any, targets: Mapping[str, Target], field: Field, depth: int = 0) -> Logic:
    """The condition of a group; Untold where ours cannot say it."""
    if depth > DEEPEST:
        raise Untold("it is nested too deeply")
    inside = rows(table(group).get("conditions"))
    if not inside:
        raise Untold("it has no condition")
    parts = [
        logic_of(one, targets, field, depth + 1) if "conditions" in one else _leaf(one, targets, field)
        for one in inside
    ]
    if said(table(group).get("connector")) == "or":
        return either(*parts)
    found = together(*parts)
    assert found is not None
    return found


def _leaf(one: Json, targets: Mapping[str, Target], field: Field) -> Logic:
    left, operator = table(one.get("leftOperand")), said(one.get("operator"))
    right = table(one.get("rightOperand"))
    if right and said(right.get("type")) != "static":
        raise Untold("it compares one answer with another")
    kind, name = said(left.get("type")), said(left.get("value"))
    if kind == "hiddenField":
        return _of_field(field(name), operator, said(right.get("value")))
    target = targets.get(name) if kind in ("question", "element") else None
    if target is None or target.type == "statement":
        raise Untold(f"it asks for a {kind or 'thing'} “{name}”")
    if row := said(table(left.get("meta")).get("row")):
        if row not in target.rows:
            raise Untold("it asks for the row of a matrix")
        target = target.rows[row]
    if target.rows or not target.type:
        raise Untold("it asks for several answers at once")
    return _of_question(target, operator, right.get("value"))


def _of_question(target: Target, operator: str, right: Any) -> Logic:
    if operator in ANSWERED:
        return is_answered(target.id)
    if operator in UNANSWERED:
        return opposite(is_answered(target.id))
    values = [said(one) for one in right] if isinstance(right, list) else [said(right)]
    if not values or len(values) > 60:
        raise Untold("it compares with nothing")
    if target.type in NUMBERS:
        return _of_number(target.id, operator, values)
    match operator:
        case "equals" | "doesNotEqual":
            logic = _is(target, values)
            return logic if operator == "equals" else opposite(logic)
        case "equalsOneOf" | "includesOneOf":
            return either(*(chose(target, value) for value in values))
        case "doesNotIncludeOneOf":
            return opposite(either(*(chose(target, value) for value in values)))
        case "includesAllOf" | "doesNotIncludeAllOf":
            logic = together(*(chose(target, value) for value in values)) or Leaf("", "")
            return logic if operator == "includesAllOf" else opposite(logic)
    raise Untold(f"it asks whether something {operator}")


def _is(target: Target, values: list[str]) -> Logic:
    if target.type in ("short", "date"):
        return compared(target.id, "==", quoted(values[0]))
    if target.type == "multiple" or len(values) > 1:
        raise Untold("it compares several choices at once")
    return chose(target, values[0])


def _of_number(id: str, operator: str, values: list[str]) -> Logic:
    points = [number(value) for value in values]
    if None in points or (operator not in SIGNS and operator != "equalsOneOf"):
        raise Untold(f"it asks whether a number {operator} {', '.join(values)[:60]}")
    if operator == "equalsOneOf":
        return either(*(compared(id, "==", f"{point:g}") for point in points))
    return compared(id, SIGNS[operator], f"{points[0]:g}")


def _of_field(name: str, operator: str, value: str) -> Logic:
    if operator in ("isSet", "isNotEmpty"):
        return is_answered(name)
    if operator in ("isNotSet", "isEmpty"):
        return opposite(is_answered(name))
    if operator not in ("equals", "doesNotEqual"):
        raise Untold(f"it asks whether a field {operator}")
    logic = compared(name, "==", quoted(value))
    return logic if operator == "equals" else opposite(logic)
