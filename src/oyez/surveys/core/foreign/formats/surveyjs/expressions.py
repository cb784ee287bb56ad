"""Expressions of SurveyJS, as far as conditions use them, in our conditions."""

import re
from collections.abc import Callable

from oyez.surveys.core.foreign.grammar import Reader, Token
from oyez.surveys.core.foreign.logic import (
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

TOKEN = re.compile(
    r"""(?P<name>\{[^{}]{1,200}\})|(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<number>-?\d+(?:\.\d+)?(?![\w.]))"""
    r"""|(?P<sign>==|!=|<>|<=|>=|&&|\|\||\*=|[()<>!=,\[\]])|(?P<word>[A-Za-z_]+)"""
)
LONGEST = 4_000
SIGNS = {
    "=": "==", "==": "==", "equal": "==", "<>": "!=", "!=": "!=", "notequal": "!=", "<": "<", "less": "<", "<=": "<=",
    "lessorequal": "<=", ">": ">", "greater": ">", ">=": ">=", "greaterorequal": ">=",
}  # fmt: skip
NUMBERS = ("nps", "csat", "ces", "stars", "rating", "number")
Find = Callable[[str], Target | None]


def logic_of(text: str, find: Find) -> Logic | None:
    """The condition of an expression; Untold where ours cannot say it."""
    if not text.strip():
        return None
    if len(text) > LONGEST:
        raise Untold("it is too long")
    return _Reader(_tokens(text), find).whole()


def _tokens(text: str) -> list[Token]:
    found, at = [], 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = TOKEN.match(text, at)
        if token is None:
            raise Untold(f"it holds “{text[at : at + 20]}”, which is not understood")
        kind = token.lastgroup or ""
        found.append((kind, token[kind]))
        at = token.end()
    return found


class _Reader(Reader):
    """Comparisons of SurveyJS."""

    def __init__(self, tokens: list[Token], find: Find) -> None:
        super().__init__(tokens)
        self.find = find

    def leaf(self) -> Logic:
        kind, said = self.next()
        target = self.find(said[1:-1].strip()) if kind == "name" else None
        if target is None:
            raise Untold(f"it asks for “{said}”, which is no question that was taken")
        word = self.next()[1].lower()
        if word in ("empty", "notempty"):
            logic = is_answered(target.id)
            return logic if word == "notempty" else opposite(logic)
        if word in SIGNS:
            return _compared(target, SIGNS[word], self._value())
        if word in ("contains", "*=", "notcontains", "anyof", "allof", "noneof"):
            return _contains(target, word, self._values())
        raise Untold(f"it compares by “{word}”")

    def _value(self) -> str:
        kind, said = self.next()
        if kind == "text":
            return re.sub(r"\\(.)", r"\1", said[1:-1])
        if kind == "number" or said.lower() in ("true", "false"):
            return said.lower()
        raise Untold(f"it compares with “{said}”")

    def _values(self) -> list[str]:
        if not self.comes("["):
            return [self._value()]
        self.next()
        found = [self._value()]
        while self.comes(","):
            self.next()
            found.append(self._value())
        self.expect("]")
        return found


def _compared(target: Target, sign: str, value: str) -> Logic:
    if target.type in NUMBERS:
        try:
            return compared(target.id, sign, f"{float(value):g}")
        except ValueError:
            raise Untold(f"it compares a number with “{value}”") from None
    if sign not in ("==", "!="):
        raise Untold("it asks for an order among choices")
    if target.type in ("short", "date", "field"):
        logic: Logic = compared(target.id, "==", quoted(value))
    elif target.type == "multiple":
        raise Untold("it compares several choices at once")
    elif target.type == "consent":
        logic = is_answered(target.id) if value == "true" else opposite(is_answered(target.id))
    else:
        logic = chose(target, value)
    return logic if sign == "==" else opposite(logic)


def _contains(target: Target, word: str, values: list[str]) -> Logic:
    parts = [chose(target, value) for value in values]
    if word == "anyof":
        return either(*parts)
    if word == "noneof":
        return opposite(either(*parts))
    logic = together(*parts)
    assert logic is not None
    return opposite(logic) if word == "notcontains" else logic
