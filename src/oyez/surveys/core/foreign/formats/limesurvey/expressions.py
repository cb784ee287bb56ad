"""ExpressionScript, as far as conditions use it, in our conditions."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

from oyez.surveys.core.foreign.grammar import Reader, Token
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
)

TOKEN = re.compile(
    r"""\s*(?:(?P<text>"[^"]*"|'[^']*')|(?P<number>-?\d+(?:\.\d+)?(?![\w.]))|(?P<sign>==|!=|<=|>=|&&|\|\||[()<>!,=])"""
    r"""|(?P<word>[A-Za-z0-9_#\-\[\]:]+(?:\.[A-Za-z]+)?))"""
)
LONGEST = 4_000
WORDS = {"eq": "==", "=": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
ORDER = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}
TURNED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
NUMBERS = ("nps", "csat", "ces", "stars", "rating", "number")
ALWAYS = ("", "1", "true")


@dataclass(frozen=True)
class Asked:
    """What a name of an expression means: a question, and the option or row behind its code."""

    target: Target
    option: str = ""


Find = Callable[[str], Asked | None]


def logic_of(text: str, find: Find) -> Logic | None:
    """The condition of an expression; nothing where it always holds; Untold where ours cannot say it."""
    if text.strip() in ALWAYS:
        return None
    if len(text) > LONGEST:
        raise Untold("it is too long")
    return _Reader(_tokens(text), find).whole()


def _tokens(text: str) -> list[Token]:
    found, at, text = [], 0, text.strip()
    while at < len(text):
        token = TOKEN.match(text, at)
        if token is None:
            raise Untold(f"it holds “{text[at : at + 20]}”, which is not understood")
        kind = token.lastgroup or ""
        found.append((kind, token[kind]))
        at = token.end()
        while at < len(text) and text[at].isspace():
            at += 1
    return found


class _Reader(Reader):
    """Comparisons of ExpressionScript."""

    def __init__(self, tokens: list[Token], find: Find) -> None:
        super().__init__(tokens)
        self.find = find

    def leaf(self) -> Logic:
        if not self.comes("is_empty"):
            return self._comparison()
        self.next()
        self.expect("(")
        asked = self._asked(self.next())
        self.expect(")")
        return opposite(_answered(asked))

    def _asked(self, token: Token) -> Asked:
        kind, name = token
        found = self.find(name) if kind in ("word", "number") else None
        if found is None:
            raise Untold(f"it asks for “{name}”, which is no question that was taken")
        return found

    def _comparison(self) -> Logic:
        left, sign, right = self.next(), self._sign(), self.next()
        if left[0] in ("text", "number") and right[0] == "word":
            left, sign, right = right, TURNED[sign], left
        if right[0] not in ("text", "number"):
            raise Untold(f"it compares with “{right[1]}”")
        value = right[1][1:-1] if right[0] == "text" else right[1]
        return comparison(self._asked(left), sign, value)

    def _sign(self) -> str:
        sign = self.next()[1].lower()
        sign = WORDS.get(sign, sign)
        if sign not in COMPARISONS:
            raise Untold(f"it holds “{sign}” where a comparison is expected")
        return sign


def _answered(asked: Asked) -> Leaf:
    return chose(asked.target, asked.option) if asked.option else is_answered(asked.target.id)


def comparison(asked: Asked, sign: str, value: str) -> Logic:
    """One comparison of a question, or of one of its options, with a value."""
    target = asked.target
    if value == "" and sign in ("==", "!="):
        return _answered(asked) if sign == "!=" else opposite(_answered(asked))
    if asked.option:
        if sign not in ("==", "!=") or value not in ("Y", "1"):
            raise Untold("it asks for an option in a way that is not understood")
        logic = chose(target, asked.option)
        return logic if sign == "==" else opposite(logic)
    if target.type in NUMBERS:
        points = target.keys.get(value, value)
        try:
            return compared(target.id, sign, f"{float(points):g}")
        except ValueError:
            raise Untold(f"it compares a number with “{value}”") from None
    if sign not in ("==", "!="):
        return _among(target, sign, value)
    logic = (
        compared(target.id, "==", quoted(value)) if target.type in ("short", "date") else chose(target, value)
    )
    return logic if sign == "==" else opposite(logic)


def _among(target: Target, sign: str, value: str) -> Logic:
    """An order of codes that are numbers: the options that fulfil it, one by one."""
    try:
        fitting = [code for code in target.keys if ORDER[sign](float(code), float(value))]
    except ValueError:
        raise Untold("it asks for an order among codes that are no numbers") from None
    if not fitting:
        raise Untold("no answer can fulfil it")
    return either(*(chose(target, code) for code in fitting))
