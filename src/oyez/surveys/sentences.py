"""Conditions of a survey in words: `nps <= 6` is “recommendation is 6 or less”."""

import ast
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from oyez.surveys.core.conditions import read
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.editing.simple import HOLDS, Simple, dotted, of_node
from oyez.surveys.core.words import say

LONGEST = 60


def condition(definition: Definition, text: str) -> str:
    """A condition as a person says it; what goes beyond that stays as it is written."""
    return _said(definition, read(text).body) or text if text else ""


def _said(definition: Definition, node: ast.expr) -> str:
    """Words for a part of a condition, or nothing where there are none."""
    found = of_node(node)
    if found is not None:
        return compared(definition, found)
    match node:
        case ast.BoolOp():
            parts = [_said(definition, part) for part in node.values]
            joint = _(" and ") if isinstance(node.op, ast.And) else _(" or ")
            return joint.join(parts) if all(parts) else ""
        case ast.UnaryOp(op=ast.Not(), operand=inside):
            said = _said(definition, inside)
            return _("not: %(condition)s") % {"condition": said} if said else ""
        case ast.Compare(left=left, ops=[ast.In()], comparators=[ast.List() | ast.Tuple() as many]):
            name = dotted(left)
            values = [one.value for one in many.elts if isinstance(one, ast.Constant)]
            if name and len(values) == len(many.elts):
                listed = _(" or ").join(_value(definition, name, value) for value in values)
                return _("%(name)s is %(value)s") % {"name": named(definition, name), "value": listed}
    return ""


def compared(definition: Definition, said: Simple) -> str:
    """One comparison in words."""
    words: dict[str, Callable[[], str]] = {
        "<=": lambda: _("%(name)s is %(value)s or less"),
        ">=": lambda: _("%(name)s is %(value)s or more"),
        "==": lambda: _("%(name)s is %(value)s"),
        "!=": lambda: _("%(name)s is not %(value)s"),
        "<": lambda: _("%(name)s is less than %(value)s"),
        ">": lambda: _("%(name)s is more than %(value)s"),
        HOLDS: lambda: _("%(value)s was chosen at %(name)s"),
    }
    sentence = words.get(said.sign, lambda: _("%(name)s was answered"))()
    return sentence % {
        "name": named(definition, said.name),
        "value": _value(definition, said.name, said.value),
    }


def named(definition: Definition, name: str) -> str:
    """A question by its words, anything else by its name."""
    question = definition.by_id.get(name)
    if question is None:
        return name
    text = say(question.text, definition.languages)
    return f"“{text}”" if len(text) <= LONGEST else f"“{text[:LONGEST].rsplit(' ', 1)[0]} …”"


def _value(definition: Definition, name: str, value: Any) -> str:
    question = definition.by_id.get(name)
    for option in question.options if question else ():
        if option.key == value:
            return f"“{say(option.text, definition.languages)}”"
    return str(value)
