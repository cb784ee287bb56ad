"""Prints the step that recalls the past: each number of it as a join, beside every row that the question keeps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeGuard

from sqlglot import exp

from oyez.measure.core.past import First, History, Recall, Recalled, Who
from oyez.measure.core.plan import Condition, Source

WHO: dict[Who, str] = {"subject": "who_subject", "account": "who_account"}
BEHIND = "behind"
PAST = "past"


@dataclass(frozen=True)
class Print:
    """How conditions and sources are printed, whatever stands around them."""

    condition: Callable[[Condition], exp.Expr]
    source: Callable[[Source], exp.Expr]


def recall(step: Recall, before: str, rows: str, printed: Print) -> exp.Select:
    """The rows of `before` with a column for each number of the past, which is looked for in `rows`."""
    kept = _known(before, step, {one.who for one in step.wanted}).subquery("k")
    query = exp.select(exp.Column(this=exp.Star(), table=exp.to_identifier("k"))).from_(kept)
    for one in step.wanted:
        query = _with(query, one, step, before, rows, printed)
    for who in WHO:
        several = [one for one in step.wanted if one.who == who and _is_counted(one)]
        if several:
            query = _counted(query, who, several, step, rows, printed)
    return query


def recalled(step: Recalled, before: str) -> exp.Select:
    """The rows of `before` with what is known of their past already, in the table PAST."""
    kept, known = exp.to_identifier(before), exp.to_identifier(PAST)
    return (
        exp.select(exp.Column(this=exp.Star(), table=kept), *(_of(PAST, name) for name in step.columns))
        .from_(before)
        .join(PAST, on=exp.column("seq", table=kept).eq(exp.column("seq", table=known)), join_type="left")
    )


def _is_counted(one: History | First) -> TypeGuard[History]:
    return isinstance(one, History) and not one.once and not one.away


def _with(
    query: exp.Select, one: History | First, step: Recall, before: str, rows: str, printed: Print
) -> exp.Select:
    match one:
        case First():
            return _since_first(query, one, step, rows)
        case History(away=away) if away:
            return _paired(query, one, step, before, rows, printed)
        case History(once=True):
            return _ever(query, one, step, rows, printed)
        case _:
            return query  # counted with others in one walk


def _since_first(query: exp.Select, one: First, step: Recall, rows: str) -> exp.Select:
    name, who = one.column, WHO[one.who]
    first = (
        exp.select(_of("r", who), exp.alias_(exp.Min(this=_of("r", "occurred_at")), "moment", quoted=True))
        .from_(_slim(rows, step, one.who, (), None).subquery("r"))
        .group_by(_of("r", who))
    )
    apart = exp.TimestampDiff(
        this=_of("k", "occurred_at"), expression=_of(name, "moment"), unit=exp.var("microsecond")
    )
    seconds = exp.Div(this=exp.cast(apart, "double"), expression=exp.convert(1_000_000.0))
    return query.select(exp.alias_(seconds, name, quoted=True)).join(
        first.subquery(name), on=_of("k", who).eq(_of(name, who)), join_type="left"
    )


def _ever(query: exp.Select, one: History, step: Recall, rows: str, printed: Print) -> exp.Select:
    """The latest earlier one is enough to say whether there was any in time."""
    name = one.column
    events = _slim(rows, step, one.who, one.conditions, printed)
    there: exp.Expr = exp.not_(_of(name, "moment").is_(exp.null()))
    if one.seconds is not None:
        start = _before(_of("k", "occurred_at"), one.seconds)
        there = exp.Coalesce(this=_of(name, "moment") >= start, expressions=[exp.false()])
    return query.select(_where_known(one, exp.cast(there, "int"))).join(_asof(events, name, one.who))


def _counted(
    query: exp.Select, who: Who, several: list[History], step: Recall, rows: str, printed: Print
) -> exp.Select:
    """All numbers of one person's or account's past in one walk through it."""
    name, key = f"walk_{who}", WHO[who]
    slim = _slim(rows, step, who, (), None).select(_of(rows, "seq"))
    for one in several:
        counts = (
            exp.and_(*(printed.condition(part) for part in one.conditions)) if one.conditions else exp.true()
        )
        slim = slim.select(exp.alias_(counts, one.column, quoted=True))
    walk = exp.select(_of("r", "seq")).from_(slim.subquery("r"))
    for one in several:
        counted = exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=_of("r", one.column)))
        walk = walk.select(exp.alias_(_over(counted, key, one.seconds), one.column, quoted=True))
        query = query.select(_where_known(one, _or_zero(_of(name, one.column))))
    return query.join(walk.subquery(name), on=_of("k", "seq").eq(_of(name, "seq")), join_type="left")


def _over(counted: exp.Expr, key: str, seconds: int | None) -> exp.Expr:
    """Everything earlier, or so long before at most; rows of the same moment are no past of each other."""
    return exp.Window(
        this=counted,
        partition_by=[_of("r", key)],
        order=exp.Order(expressions=[exp.Ordered(this=_of("r", "moment"))]),
        spec=exp.WindowSpec(
            kind="RANGE",
            start="UNBOUNDED" if seconds is None else _interval(seconds, "SECOND"),
            start_side="PRECEDING",
            end=_interval(1, "MICROSECOND"),
            end_side="PRECEDING",
        ),
    )


def _paired(
    query: exp.Select, one: History, step: Recall, before: str, rows: str, printed: Print
) -> exp.Select:
    """What the earlier row says is compared with the later one's day, so they are paired one by one."""
    name, who = one.column, WHO[one.who]
    days = [(f"day{at}", away) for at, away in enumerate(one.away)]
    events = _slim(rows, step, one.who, one.conditions, printed)
    for column, away in days:
        events = events.select(exp.alias_(as_day(printed.source(away.source)), column, quoted=True))
    later = _known(before, step, {one.who}).subquery("k")
    on: list[exp.Expr] = [_of("k", who).eq(_of("e", who)), _of("e", "moment") < _of("k", "occurred_at")]
    if one.seconds is not None:
        on.append(_of("e", "moment") >= _before(_of("k", "occurred_at"), one.seconds))
    on += [
        compare(_days_between(_of("e", column), _of("k", "day")), away.operator, exp.convert(away.days))
        for column, away in days
    ]
    pairs = (
        exp.select(_of("k", "seq"), exp.alias_(exp.Count(this=exp.Star()), "number", quoted=True))
        .from_(later)
        .join(events.subquery("e"), on=exp.and_(*on))
        .group_by(_of("k", "seq"))
    )
    return query.select(_where_known(one, _or_zero(_of(name, "number")))).join(
        pairs.subquery(name), on=_of("k", "seq").eq(_of(name, "seq")), join_type="left"
    )


def _known(before: str, step: Recall, who: Iterable[Who]) -> exp.Select:
    """Rows with the person behind their subject, merged ones as one."""
    query = exp.select(exp.Column(this=exp.Star(), table=exp.to_identifier(before))).from_(before)
    for one in sorted(who):
        query = query.select(exp.alias_(_behind(step, one, before), WHO[one], quoted=True))
    return _joined(query, step, before) if "subject" in who else query


def _slim(
    rows: str, step: Recall, who: Who, conditions: Iterable[Condition], printed: Print | None
) -> exp.Select:
    """Who and when, of rows whose person or account is known."""
    query = exp.select(
        exp.alias_(_behind(step, who, rows), WHO[who], quoted=True),
        exp.alias_(_of(rows, "occurred_at"), "moment", quoted=True),
        exp.alias_(_of(rows, "occurred_at"), "occurred_at", quoted=True),
    ).from_(rows)
    query = query.where(exp.not_(_of(rows, who).is_(exp.null())))
    if printed is not None:
        query = query.where(*(printed.condition(one) for one in conditions))
    return _joined(query, step, rows) if who == "subject" else query


def _behind(step: Recall, who: Who, rows: str) -> exp.Expr:
    if who == "account":
        return _of(rows, who)
    subject = _token(_of(rows, who))
    if not step.persons.standing_for:
        return subject
    return exp.Coalesce(this=_token(_of(BEHIND, "person")), expressions=[subject])


def _token(subject: exp.Expr) -> exp.Expr:
    """Turned, so that a join never becomes a question to an Arrow table, where tokens above 2⁶³ overflow."""
    return exp.BitwiseXor(this=subject, expression=exp.convert(1))


def _joined(query: exp.Select, step: Recall, rows: str) -> exp.Select:
    if not step.persons.standing_for:
        return query
    same = _token(_of(rows, "subject")).eq(_token(_of(BEHIND, "token")))
    return query.join(BEHIND, on=same, join_type="left")


def _asof(events: exp.Select, name: str, who: Who) -> exp.Join:
    """The last event before the row."""
    later = _of("k", "occurred_at") > _of(name, "moment")
    on = exp.and_(_of("k", WHO[who]).eq(_of(name, WHO[who])), later)
    return exp.Join(this=events.subquery(name), on=on, method="ASOF", side="LEFT")


def _where_known(one: History, number: exp.Expr) -> exp.Expr:
    known = exp.not_(_of("k", WHO[one.who]).is_(exp.null()))
    return exp.alias_(exp.Case(ifs=[exp.If(this=known, true=number)]), one.column, quoted=True)


def _before(moment: exp.Expr, seconds: int) -> exp.Expr:
    return exp.Sub(this=moment, expression=_interval(seconds, "SECOND"))


def _interval(length: int, unit: str) -> exp.Expr:
    return exp.Interval(this=exp.Literal.string(str(length)), unit=exp.var(unit))


def as_day(source: exp.Expr) -> exp.Expr:
    """The day that a text begins with; nothing where it is none."""
    return exp.TryCast(this=exp.Left(this=source, expression=exp.convert(10)), to=exp.DataType.build("date"))


def days_away(source: exp.Expr, day: exp.Expr) -> exp.Expr:
    return _days_between(as_day(source), day)


def _days_between(later: exp.Expr, day: exp.Expr) -> exp.Expr:
    return exp.DateDiff(this=later, expression=day, unit=exp.var("day"))


def compare(left: exp.Expr, operator: str, right: exp.Expr) -> exp.Expr:
    kinds = {">=": exp.GTE, ">": exp.GT, "<": exp.LT, "<=": exp.LTE}
    return kinds[operator](this=left, expression=right)


def _or_zero(number: exp.Expr) -> exp.Expr:
    return exp.Coalesce(this=number, expressions=[exp.convert(0)])


def _of(table: str, name: str) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True), table=exp.to_identifier(table, quoted=True))
