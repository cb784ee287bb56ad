"""Prints a plan as SQL, each step a named part. It prints, it never decides.

Every name and value becomes an expression of its own; no text is ever put together by hand.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from sqlglot import exp

from oyez.measure.core.metric import Between, Present, PresentWith, Rows, Squares, Sum, Term, Total
from oyez.measure.core.past import (
    All,
    Any,
    Away,
    Choice,
    Compared,
    Nay,
    Past,
    PastShare,
    Recall,
    Recalled,
    Sure,
)
from oyez.measure.core.plan import (
    PERIOD,
    Aggregate,
    AnyChosen,
    Attribute,
    Condition,
    Derive,
    Either,
    Has,
    Identified,
    Is,
    Keep,
    Kept,
    Lacks,
    Listed,
    Marked,
    Narrow,
    Not,
    Number,
    OneOf,
    Only,
    Plan,
    Read,
    Released,
    Said,
    Scan,
    Since,
    Source,
    StartsWith,
    Step,
    Unfold,
    Until,
    Weighty,
)
from oyez.measure.core.printer_past import Print, as_day, compare, days_away, recall, recalled
from oyez.measure.core.question import SEPARATOR, Every

NAMES: dict[type[Step], str] = {
    Scan: "scanned",
    Narrow: "narrowed",
    Identified: "identified",
    Released: "released",
    Listed: "listed",
    Kept: "promised",
    Keep: "kept",
    Derive: "derived",
    Aggregate: "counted",
    Recall: "recalled",
    Recalled: "recalled",
    Read: "read",
}


@lru_cache(maxsize=512)
def to_sql(plan: Plan, dialect: str = "duckdb") -> str:
    """One SELECT, with a common table expression for each step before the last."""
    inlined = False if dialect == "duckdb" else None  # DuckDB alone would compute each part by itself
    parts: list[tuple[str, exp.Select]] = []
    before = ""
    for step in plan[:-1]:
        name = _name(step)
        name = f"{name}_again" if name in dict(parts) else name
        parts.append((name, _body(step, before)))
        before = name
    query = _body(plan[-1], before)
    for name, body in parts:
        query = query.with_(name, as_=body, materialized=inlined, copy=False)
    return query.sql(dialect=dialect)


def _name(step: Step) -> str:
    return f"unfolded_{step.name}" if isinstance(step, Unfold) else NAMES[type(step)]


def _body(step: Step, before: str) -> exp.Select:
    match step:
        case Scan():
            return exp.select("*").from_(exp.to_table(step.table))
        case Narrow() | Keep():
            return _where(exp.select("*").from_(before), step.conditions)
        case Identified():
            return _identified(step, before)
        case Released():
            return _released(step, before)
        case Listed():
            return _listed(before)
        case Kept():
            return _kept(step, before)
        case Unfold():
            choice = exp.func("unnest", exp.func("list_distinct", _choices(step.attribute)))
            return exp.select("*", exp.alias_(choice, step.name, quoted=True)).from_(before)
        case Recall():
            return recall(step, before, NAMES[Identified], Print(_condition, _source))
        case Recalled():
            return recalled(step, before)
        case Only():
            return exp.select(*(_column(name) for name in step.columns)).from_(before)
        case Read():
            return _read(step, before)
        case Derive():
            return _derive(step, before)
        case Aggregate():
            return _aggregate(step, before)
        case Weighty():
            return _weighty(step, before)


def _identified(step: Identified, before: str) -> exp.Select:
    """A row stands unless a correction names it, and a correction unless a later one names the same."""
    query = exp.select("*").from_(before).where(_column("mode").eq("identified"))
    if not step.corrected:
        return query
    corrected = exp.select("fact").from_("corrections")
    latest = exp.select("latest").from_("corrections")
    return query.where(
        _column("key").isin(query=corrected).not_(),
        exp.or_(_column("replaces").is_(exp.null()), _column("seq").isin(query=latest)),
    )


def _released(step: Released, before: str) -> exp.Select:
    rows, grid = exp.to_identifier(before), exp.to_identifier("grid")

    def of(table: exp.Identifier, name: str) -> exp.Expr:
        return exp.column(exp.to_identifier(name, quoted=True), table=table)

    def or_empty(name: str) -> exp.Expr:
        return exp.Coalesce(this=of(rows, name), expressions=[exp.Literal.string("")])

    return (
        exp.select(exp.Column(this=exp.Star(), table=rows))
        .from_(before)
        .join(
            "grid",
            on=exp.and_(
                of(grid, "score").eq(step.score),
                of(grid, "survey").eq(or_empty("survey")),
                of(grid, "unit").eq(or_empty("unit")),
                of(grid, "month").eq(of(rows, "month")),
                of(rows, "seq") <= of(grid, "released"),
            ),
        )
        .where(of(rows, "mode").neq("identified"), exp.not_(of(rows, "mention")))
    )


def _listed(before: str) -> exp.Select:
    """Compared as decimals: what DuckDB would otherwise ask an Arrow table for overflows there above 2⁶³."""
    token = exp.cast(_column("subject"), "decimal(20, 0)")
    return exp.select("*").from_(before).where(token.isin(query=exp.select(token).from_("subjects")))


def _kept(step: Kept, before: str) -> exp.Select:
    """Each outcome beside the first promise about the same thing, if that was made before."""
    rows, first = exp.to_identifier(before), exp.to_identifier("first_promise")
    pair = step.promised
    promises = (
        exp.select(
            exp.alias_(_attribute(pair.about), "about", quoted=True),
            exp.alias_(
                exp.ArgMin(this=_attribute(pair.until), expression=_column("occurred_at")),
                "promised",
                quoted=True,
            ),
            exp.alias_(exp.Min(this=_column("occurred_at")), "made_at", quoted=True),
        )
        .from_(before)
        .where(_column("kind").eq(pair.kind))
        .group_by(_attribute(pair.about))
        .subquery("first_promise")
    )

    def of(table: exp.Identifier, name: str) -> exp.Expr:
        return exp.column(exp.to_identifier(name, quoted=True), table=table)

    about = exp.Bracket(this=of(rows, "attributes"), expressions=[exp.Literal.string(pair.about)])
    late = _days_late(of(first, "promised"), of(rows, "occurred_at"), of(rows, "day"))
    return (
        exp.select(exp.Column(this=exp.Star(), table=rows), exp.alias_(late, step.column, quoted=True))
        .from_(before)
        .join(
            promises,
            on=exp.and_(about.eq(of(first, "about")), of(rows, "occurred_at") >= of(first, "made_at")),
        )
        .where(of(rows, "kind").isin(*pair.outcomes))
    )


def _days_late(promised: exp.Expr, occurred_at: exp.Expr, day: exp.Expr) -> exp.Expr:
    """Whole days after the promised one. A promise written as a moment begins its day there, in whichever zone."""
    moment = exp.TryCast(this=promised, to=exp.DataType.build("timestamp"))
    is_day = exp.Length(this=promised.copy()).eq(10)
    happened = exp.Case(ifs=[exp.If(this=is_day, true=exp.cast(day, "timestamp"))], default=occurred_at)
    seconds = exp.TimestampDiff(this=happened, expression=moment, unit=exp.var("second"))
    return exp.Floor(this=exp.Div(this=exp.cast(seconds, "double"), expression=exp.convert(86_400)))


def _attribute(name: str) -> exp.Expr:
    return _source(Attribute(name))


def _read(step: Read, before: str) -> exp.Select:
    query = exp.select("*")
    for one in step.columns:
        match one:
            case Number(column, source, lowest, highest):
                number = _as_number(source)
                inside = exp.Between(this=number, low=exp.convert(lowest), high=exp.convert(highest))
                value: exp.Expr = exp.Case(ifs=[exp.If(this=inside, true=number.copy())])
            case Marked(column, cases):
                value = exp.Case(
                    ifs=[exp.If(this=_condition(when), true=exp.convert(mark)) for when, mark in cases]
                )
        query = query.select(exp.alias_(exp.cast(value, "double"), column, quoted=True))
    return query.from_(before)


def _derive(step: Derive, before: str) -> exp.Select:
    query = exp.select("*")
    for dimension in step.dimensions:
        query = query.select(exp.alias_(_source(dimension.source), dimension.name, quoted=True))
    if step.every is not None:
        query = query.select(exp.alias_(_start(step.every), PERIOD, quoted=True))
    return query.from_(before)


def _start(every: Every) -> exp.Expr:
    if every == Every.WEEK:
        return exp.cast(exp.func("date_trunc", exp.Literal.string("week"), _column("day")), "date")
    return _column("month" if every == Every.MONTH else "day")


def _aggregate(step: Aggregate, before: str) -> exp.Select:
    query = exp.select(*(_column(name) for name in step.by), *(_sum(one) for one in step.sums)).from_(before)
    if step.by:
        query = query.group_by(*(_column(name) for name in step.by))
    return query.limit(step.most) if step.most is not None else query


def _weighty(step: Weighty, before: str) -> exp.Select:
    group = exp.Window(this=exp.Sum(this=_column(step.n)), partition_by=[_column(name) for name in step.by])
    heavy = exp.GT(this=_column(step.n), expression=exp.Mul(this=exp.convert(step.share), expression=group))
    found = exp.select(_column(step.of)).from_(before)
    found.set("qualify", exp.Qualify(this=heavy))
    return exp.select("*").from_(before).where(_column(step.of).isin(query=found))


def _sum(one: Sum) -> exp.Expr:
    return exp.alias_(_term(one.term), one.name, quoted=True)


def _term(term: Term) -> exp.Expr:
    match term:
        case Rows():
            return exp.Count(this=exp.Star())
        case Present(column):
            return exp.Count(this=_column(column))
        case PresentWith(column, other):
            return exp.Count(this=exp.If(this=_has(other), true=_column(column)))
        case Between(column, lowest, highest):
            inside = exp.Between(this=_column(column), low=exp.convert(lowest), high=exp.convert(highest))
            return exp.Count(this=exp.If(this=inside, true=exp.convert(1)))
        case Total(column):
            return exp.Sum(this=_column(column))
        case Squares(column):
            return exp.Sum(this=exp.Mul(this=_column(column), expression=_column(column)))


def _where(query: exp.Select, conditions: Iterable[Condition]) -> exp.Select:
    return query.where(*(_condition(one) for one in conditions))


def _condition(condition: Condition) -> exp.Expr:
    match condition:
        case OneOf(source, values):
            return _source(source).isin(*values) if values else exp.false()
        case AnyChosen(attribute, values):
            wanted = exp.Array(expressions=[exp.convert(value) for value in values])
            return exp.func("list_has_any", _choices(attribute), wanted)
        case Said(attribute):
            return exp.not_(_attribute(attribute).is_(exp.null()))
        case Is(column, value):
            return _column(column) if value else exp.not_(_column(column))
        case Since(day):
            return _column("day") >= _day(day.isoformat())
        case Until(day):
            return _column("day") < _day(day.isoformat())
        case Has(column):
            return _has(column)
        case Lacks(column):
            return _column(column).is_(exp.null())
        case Not(column, value):
            return _column(column).neq(value)
        case StartsWith(column, beginning):
            return exp.StartsWith(this=_column(column), expression=exp.Literal.string(beginning))
        case Either(sets):
            return exp.or_(*(exp.and_(*map(_condition, conditions)) for conditions in sets))
        case All(conditions):
            return exp.and_(*map(_condition, conditions))
        case Any(conditions):
            return exp.or_(*map(_condition, conditions)) if conditions else exp.false()
        case Nay(inside):
            return exp.not_(exp.paren(_condition(inside)))
        case Sure(inside):
            return exp.Coalesce(this=_condition(inside), expressions=[exp.false()])
        case Compared(source, operator, value):
            if isinstance(value, date):
                return compare(as_day(_source(source)), operator, _day(value.isoformat()))
            return compare(_as_number(source), operator, exp.convert(value))
        case Away(source, operator, days):
            return compare(days_away(_source(source), _column("day")), operator, exp.convert(days))
        case Past(of, operator, value):
            return compare(_column(of.column), operator, exp.convert(value))
        case PastShare(part, whole, operator, value):
            share = exp.Div(
                this=exp.cast(_column(part.column), "double"),
                expression=exp.Nullif(this=_column(whole.column), expression=exp.convert(0)),
            )
            known = _column(whole.column).is_(exp.null())
            holds = exp.Coalesce(this=compare(share, operator, exp.convert(value)), expressions=[exp.false()])
            return exp.Case(ifs=[exp.If(this=known, true=exp.null())], default=holds)


def _source(source: Source) -> exp.Expr:
    if isinstance(source, Attribute):
        return exp.Bracket(this=_column("attributes"), expressions=[exp.Literal.string(source.name)])
    if isinstance(source, Choice):
        return exp.Case(
            ifs=[exp.If(this=_condition(when), true=exp.convert(text)) for when, text in source.cases]
        )
    return _column(source.name)


def _as_number(source: Source) -> exp.Expr:
    return exp.TryCast(this=_source(source), to=exp.DataType.build("double"))


def _choices(attribute: str) -> exp.Expr:
    """What an attribute holds, as a list; nothing where it has no value."""
    return exp.func("str_split", _attribute(attribute), exp.convert(SEPARATOR))


def _column(name: str) -> exp.Expr:
    return exp.column(exp.to_identifier(name, quoted=True))


def _has(column: str) -> exp.Expr:
    return exp.not_(_column(column).is_(exp.null()))


def _day(text: str) -> exp.Expr:
    return exp.cast(exp.Literal.string(text), "date")
