"""Arithmetic of a mapping: “sum({price} * {quantity} * (1 - {discount}))” over the rows of another file."""

import re
from collections.abc import Callable
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Protocol

from oyez.collect.core.mapping.numbers import number_reader
from oyez.collect.core.mapping.scope import Get, Scope, Value
from oyez.collect.core.mapping.sections import Section
from oyez.collect.core.mapping.trouble import MappingError, Unusable
from oyez.collect.core.mapping.values import operation
from oyez.collect.core.tables import Cell, Row

Amount = Callable[[Row], Decimal | None]
TOKEN = re.compile(r"\s*(\{[^{}]+\}|\d+(?:\.\d+)?|[-+*/()])")


class Parser:
    """A formula of numbers, names in braces, + - * / and parentheses, read by recursive descent."""

    def __init__(self, formula: str, scope: Scope, line: int) -> None:
        self.scope, self.line, self.formula = scope, line, formula
        self.tokens = self._tokens(formula)
        self.at = 0

    def _tokens(self, formula: str) -> list[str]:
        tokens, position = [], 0
        formula = formula.rstrip()
        while position < len(formula):
            found = TOKEN.match(formula, position)
            if found is None:
                raise self.wrong(f"“{formula[position:][:12]}” is not understood")
            tokens.append(found.group(1))
            position = found.end()
        return tokens

    def wrong(self, what: str) -> MappingError:
        return MappingError(
            self.line, f"in “{self.formula}”: {what}; use numbers, {{columns}}, + - * / and ( )."
        )

    def parse(self) -> Amount:
        amount = self.sum()
        if self.at < len(self.tokens):
            raise self.wrong(f"“{self.tokens[self.at]}” stands where nothing was expected")
        return amount

    def take(self, *wanted: str) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at] in wanted:
            self.at += 1
            return self.tokens[self.at - 1]
        return None

    def sum(self) -> Amount:
        left = self.product()
        while sign := self.take("+", "-"):
            left = _combined(left, self.product(), sign)
        return left

    def product(self) -> Amount:
        left = self.factor()
        while sign := self.take("*", "/"):
            left = _combined(left, self.factor(), sign)
        return left

    def factor(self) -> Amount:
        if self.take("-"):
            return _combined(lambda row: Decimal(0), self.factor(), "-")
        if self.take("("):
            inner = self.sum()
            if not self.take(")"):
                raise self.wrong("a parenthesis is not closed")
            return inner
        if self.at == len(self.tokens):
            raise self.wrong("it ends too early")
        token = self.tokens[self.at]
        self.at += 1
        if token.startswith("{"):
            return _read(self.scope.find(token[1:-1].strip(), self.line).get, self.scope.decimal)
        if not token[0].isdecimal():
            raise self.wrong(f"“{token}” stands where a number was expected")
        fixed = Decimal(token)
        return lambda row: fixed


def _read(get: Get, decimal: str) -> Amount:
    read = number_reader(decimal)
    return lambda row: None if (cell := get(row)) is None else read(cell)


def _combined(left: Amount, right: Amount, sign: str) -> Amount:
    def combined(row: Row) -> Decimal | None:
        one, other = left(row), right(row)
        if one is None or other is None:
            return None
        try:
            match sign:
                case "+":
                    return one + other
                case "-":
                    return one - other
                case "*":
                    return one * other
                case _:
                    return one / other
        except (DivisionByZero, InvalidOperation):
            raise Unusable(f"{one} {sign} {other} has no result") from None

    return combined


@operation("math")
def _math(section: Section, scope: Scope) -> Value:
    """Arithmetic within one row; nothing where one of its numbers is empty."""
    return Value(Parser(section.text("math"), scope, section.line_of("math")).parse(), "number")


class Total(Protocol):
    """Something gathered over the rows of one key."""

    def add(self, row: Row) -> None: ...
    def result(self) -> Cell: ...


class Sum:
    def __init__(self, amount: Amount) -> None:
        self.amount, self.total = amount, Decimal(0)

    def add(self, row: Row) -> None:
        self.total += self.amount(row) or 0

    def result(self) -> Cell:
        return self.total


class Mean(Sum):
    def __init__(self, amount: Amount) -> None:
        super().__init__(amount)
        self.rows = 0

    def add(self, row: Row) -> None:
        if (found := self.amount(row)) is not None:
            self.total += found
            self.rows += 1

    def result(self) -> Cell:
        return self.total / self.rows if self.rows else None


class Count:
    def __init__(self, get: Get) -> None:
        self.get, self.rows = get, 0

    def add(self, row: Row) -> None:
        self.rows += self.get(row) is not None

    def result(self) -> Cell:
        return self.rows


class First:
    def __init__(self, get: Get) -> None:
        self.get = get
        self.found: Cell = None

    def add(self, row: Row) -> None:
        if self.found is None:
            self.found = self.get(row)

    def result(self) -> Cell:
        return self.found


class Last(First):
    def add(self, row: Row) -> None:
        if (cell := self.get(row)) is not None:
            self.found = cell


class Least:
    def __init__(self, amount: Amount) -> None:
        self.amount: Amount = amount
        self.found: Decimal | None = None

    def add(self, row: Row) -> None:
        if (cell := self.amount(row)) is not None:
            self.found = cell if self.found is None else self.better(self.found, cell)

    def better(self, one: Decimal, other: Decimal) -> Decimal:
        return min(one, other)

    def result(self) -> Cell:
        return self.found


class Most(Least):
    def better(self, one: Decimal, other: Decimal) -> Decimal:
        return max(one, other)


OVER_AMOUNTS: dict[str, Callable[[Amount], Total]] = {"sum": Sum, "mean": Mean, "min": Least, "max": Most}
OVER_CELLS: dict[str, Callable[[Get], Total]] = {"count": Count, "first": First, "last": Last}
CALL = re.compile(r"\s*(\w+)\s*\((.*)\)\s*", re.DOTALL)


def total_maker(formula: str, scope: Scope, line: int) -> Callable[[], Total] | None:
    """How to begin gathering what a formula says, or `None` where it is no such formula."""
    called = CALL.fullmatch(formula)
    if called is None or called.group(1) not in {**OVER_AMOUNTS, **OVER_CELLS}:
        return None
    name, inner = called.groups()
    if name in OVER_AMOUNTS:
        make, amount = OVER_AMOUNTS[name], Parser(inner, scope, line).parse()
        return lambda: make(amount)
    begin = OVER_CELLS[name]
    get: Get = (lambda row: True) if not inner.strip() else scope.find(inner.strip().strip("{}"), line).get
    return lambda: begin(get)
