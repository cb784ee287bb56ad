"""Statements that stand on a plan and give rows instead of sums: its rows with named columns, or their attributes.

Every name and value becomes an expression of its own; no text is ever put together by hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp, parse_one

from oyez.measure.core.plan import Attribute, Column, Plan
from oyez.measure.core.printer import to_sql

REACHING = r"[^@ ]+@[^@ ]+[.][^@ ]+|^(?:\+|00|0)[1-9][0-9 ()/-]{5,}$"
PADDED = r"^-?0[0-9]"
WHOLE = r"^-?[0-9]+$"
YES_NO = ("true", "false")


@dataclass(frozen=True)
class Picked:
    """A column of the rows: its name, where it comes from, and as what it is read."""

    name: str
    source: Column | Attribute
    read_as: Literal["", "double", "boolean"] = ""


def rows_sql(plan: Plan, picked: Iterable[Picked]) -> str:
    """The rows of a plan with these columns."""
    return exp.select(*(_column(one) for one in picked)).from_(_of(plan)).sql(dialect="duckdb")


def profile_sql(plan: Plan) -> str:
    """For each attribute of a plan's rows: how many values, how many different ones, and what they look like."""
    pairs = exp.select(
        exp.alias_(exp.func("unnest", exp.func("map_keys", _named("attributes"))), "name", quoted=True),
        exp.alias_(exp.func("unnest", exp.func("map_values", _named("attributes"))), "value", quoted=True),
    ).from_(_of(plan))
    value = _named("value")
    return (
        exp.select(
            _named("name"),
            exp.Count(this=exp.Star()),
            exp.func("approx_count_distinct", value),
            exp.Max(this=exp.Length(this=value)),
            _count(exp.not_(exp.TryCast(this=value, to=exp.DataType.build("double")).is_(exp.null()))),
            _count(_looks_like(value, PADDED)),
            _count(_looks_like(value, WHOLE)),
            _count(value.isin(*YES_NO)),
            _count(_looks_like(value, REACHING)),
        )
        .from_(pairs.subquery("pairs"))
        .where(exp.not_(value.is_(exp.null())))
        .group_by(_named("name"))
        .order_by(_named("name"))
        .sql(dialect="duckdb")
    )


def _of(plan: Plan) -> exp.Subquery:
    found = parse_one(to_sql(plan), dialect="duckdb")
    assert isinstance(found, exp.Select)
    return found.subquery("found")


def _column(one: Picked) -> exp.Expr:
    if isinstance(one.source, Attribute):
        value: exp.Expr = exp.Bracket(
            this=_named("attributes"), expressions=[exp.Literal.string(one.source.name)]
        )
    else:
        value = _named(one.source.name)
    if one.read_as:
        value = exp.TryCast(this=value, to=exp.DataType.build(one.read_as))
    return exp.alias_(value, one.name, quoted=True)


def _count(condition: exp.Expr) -> exp.Expr:
    return exp.func("count_if", condition)


def _looks_like(value: exp.Expr, pattern: str) -> exp.Expr:
    return exp.func("regexp_matches", value, exp.Literal.string(pattern), dialect="duckdb")


def _named(name: str) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True))
