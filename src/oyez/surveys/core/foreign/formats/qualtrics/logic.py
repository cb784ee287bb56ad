"""Display, branch and skip logic of Qualtrics in our conditions."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from oyez.surveys.core.foreign.bounded import Json, is_on, number, said
from oyez.surveys.core.foreign.logic import (
    Joined,
    Leaf,
    Logic,
    Target,
    Untold,
    chose,
    compared,
    is_answered,
    opposite,
    quoted,
)
from oyez.surveys.core.foreign.plain import plain

LOCATOR = re.compile(r"q://(QID\w+?)/(\w+)(?:/([\w-]+))?(?:/([\w-]+))?")
SIGNS = {
    "EqualTo": "==", "NotEqualTo": "!=", "GreaterThan": ">", "GreaterThanOrEqual": ">=", "LessThan": "<",
    "LessThanOrEqual": "<=",
}  # fmt: skip
CHOICES = ("SelectableChoice", "SelectedChoice", "SelectableAnswer")
NUMBERS = ("nps", "csat", "ces", "stars", "rating", "number")
MOST_PARTS = 60

Field = Callable[[str], str]


def logic_of(found: Any, targets: Mapping[str, Target], field: Field) -> Logic | None:
    """The condition of a BooleanExpression; Untold where ours cannot say it."""
    groups = [one for key, one in _numbered(found) if isinstance(one, dict)]
    parts: list[tuple[str, Logic]] = []
    for group in groups:
        inside = [one for _, one in _numbered(group)]
        if len(groups) * len(inside) > MOST_PARTS:
            raise Untold("it has too many parts")
        inner = [
            (said(one.get("Conjuction") or one.get("Conjunction")), _leaf(one, targets, field))
            for one in inside
        ]
        if inner:
            how = "or" if said(group.get("Type")) in ("ElseIf", "OrIf") else "and"
            parts.append((how, _joined(inner)))
    return _joined(parts) if parts else None


def _numbered(found: Any) -> list[tuple[str, Json]]:
    if not isinstance(found, dict):
        return []
    return [(key, one) for key, one in found.items() if key.isdecimal() and isinstance(one, dict)]


def _joined(parts: list[tuple[str, Logic]]) -> Logic:
    """Joined as they follow one another; “and” binds closer, as Qualtrics has it."""
    groups: list[list[Logic]] = [[]]
    for at, (how, logic) in enumerate(parts):
        if at and how.lower() == "or":
            groups.append([])
        groups[-1].append(logic)
    together = tuple(one[0] if len(one) == 1 else Joined("and", tuple(one)) for one in groups)
    return together[0] if len(together) == 1 else Joined("or", together)


def _leaf(one: Json, targets: Mapping[str, Target], field: Field) -> Logic:
    match said(one.get("LogicType")):
        case "Question":
            return _of_question(one, targets)
        case "EmbeddedField":
            return _of_field(one, field)
        case other:
            raise Untold(
                f"it asks for {other or 'something unnamed'} ({plain(said(one.get('Description'))).text[:120]})"
            )


def _of_question(one: Json, targets: Mapping[str, Target]) -> Logic:
    locator = said(one.get("ChoiceLocator") or one.get("LeftOperand"))
    found = LOCATOR.match(locator)
    target = targets.get(found[1]) if found else None
    if not found or target is None:
        raise Untold(f"it asks for {locator or 'a question'}, which is not in the survey")
    operator, what, first, second = said(one.get("Operator")), found[2], found[3] or "", found[4] or ""
    if what in CHOICES:
        return _of_choice(operator, _row(target, first, second), second or first, one)
    if what in ("IsPromoter", "IsPassive", "IsDetractor") and target.type == "nps":
        logic = _of_recommending(target.id, what)
        return logic if is_on(one.get("RightOperand")) else opposite(logic)
    if target.rows:
        target = target.rows.get(first, target)
    return _of_value(operator, target, said(one.get("RightOperand")))


def _row(target: Target, first: str, second: str) -> Target:
    """The question that a row of a matrix became."""
    if not second:
        return target
    if first not in target.rows:
        raise Untold("conditions cannot ask for the row of a matrix")
    return target.rows[first]


def _of_choice(operator: str, target: Target, code: str, one: Json) -> Logic:
    logic = chose(target, code)
    if operator in ("Selected", "") or (operator == "EqualTo" and is_on(one.get("RightOperand"))):
        return logic
    if operator in ("NotSelected",) or (operator == "EqualTo" and not is_on(one.get("RightOperand"))):
        return opposite(logic)
    raise Untold(f"it asks whether something is {operator}")


def _of_recommending(id: str, what: str) -> Logic:
    if what == "IsPromoter":
        return compared(id, ">=", "9")
    if what == "IsDetractor":
        return compared(id, "<=", "6")
    return Joined("and", (compared(id, ">=", "7"), compared(id, "<=", "8")))


def _of_value(operator: str, target: Target, right: str) -> Logic:
    if operator in ("Empty", "NotEmpty"):
        logic = is_answered(target.id)
        return logic if operator == "NotEmpty" else opposite(logic)
    if operator not in SIGNS:
        raise Untold(f"it asks whether something is {operator}")
    if target.type in NUMBERS:
        value = number(right)
        if value is None:
            raise Untold(f"it compares a number with “{right}”")
        return compared(target.id, SIGNS[operator], f"{value:g}")
    if target.type in ("short", "long", "date") and SIGNS[operator] in ("==", "!="):
        return compared(target.id, SIGNS[operator], quoted(right))
    raise Untold(f"it compares an answer of type {target.type}")


def _of_field(one: Json, field: Field) -> Logic:
    name, operator = said(one.get("LeftOperand")).removeprefix("ed://"), said(one.get("Operator"))
    if not name:
        raise Untold("it asks for an embedded field without a name")
    if operator in ("Empty", "NotEmpty"):
        logic: Logic = is_answered(field(name))
        return logic if operator == "NotEmpty" else opposite(logic)
    if operator not in ("EqualTo", "NotEqualTo"):
        raise Untold(f"it asks whether an embedded field is {operator}, and fields are words")
    right = quoted(said(one.get("RightOperand")))
    known = Leaf(f"{field(name)} == {right}", f"(not answered({field(name)}) or {field(name)} != {right})")
    return known if operator == "EqualTo" else opposite(known)
