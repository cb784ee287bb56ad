"""An answer as a table: one group a line; scores in points or percent, as they are read aloud."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.charts.figure import n_of
from oyez.kit.clock import today
from oyez.kit.sheets.sheet import Cell, Column, Drawn, Hidden, Kind, Note, Part, Row, Sheet
from oyez.measure import around, beside, methods, pictures, sentences, wording
from oyez.measure.choices import called, choices
from oyez.measure.core.question import Question
from oyez.measure.core.result import Answer, Card, Flag, Point, Result, Shown
from oyez.measure.series import Series
from oyez.measure.sheets.notes import address, footnote, pairs, period_said, where_from

FACTORS: dict[Shown, float] = {"points": 100, "share": 100}
KINDS: dict[Shown, Kind] = {"share": Kind.SHARE, "count": Kind.WHOLE, "money": Kind.MONEY}
WHY: dict[Flag, Hidden] = {Flag.DOMINATED: Hidden.DOMINATED, Flag.REMAINDER: Hidden.REMAINDER}


def answer_sheet(viewer: Viewer, question: Question, answer: Answer) -> Sheet:
    """Everything that an answer holds, as its viewer may see it, with its picture and how it was computed."""
    series, company = Series(answer), the_company()
    said, yardstick = around.yardsticks(viewer, answer.metric, answer.total)
    everybody = beside.everybody(viewer, question, company.name)
    shown = pictures.picture(series, everybody, yardstick)
    only = beside.only(question, choices(viewer))
    to_know = [*beside.notes(series, today(company.time_zone)), *said]
    table = table_of(answer)
    return Sheet(
        name=table.name,
        title=sentences.title(series),
        sentence=sentences.sentence(series),
        columns=table.columns,
        rows=table.rows,
        footnote=footnote(beside.total_of(series), period_said(answer.period), "; ".join(only)),
        notes=(
            Note(_("Period"), period_said(answer.period)),
            Note(_("Only"), "; ".join(only) or _("no filter")),
            *(Note(_("To know"), words) for words in to_know),
            *pairs(methods.how(answer, company.k, company.time_zone, compares=False)),
            Note(_("Formulas"), address("measure:formulas")),
            *where_from(viewer, address("measure:explore", asked(question))),
        ),
        drawn=_drawn(series, shown),
    )


def table_of(answer: Answer) -> Sheet:
    """The bare table, as programs read it."""
    windows = {(point.keys, point.start): point.result for point in answer.rolling}
    rows = [
        (*_row(answer, point), *(_window(answer, windows.get((point.keys, point.start))) if windows else ()))
        for point in answer.points
    ]
    name = slugify("-".join(["oyez", answer.metric.name, *answer.by, answer.every or ""]))
    return Sheet(
        name=name, title=called(answer.metric), columns=_columns(answer, bool(windows)), rows=tuple(rows)
    )


def asked(question: Question) -> dict[str, Any]:
    """A question as an address says it."""
    return {
        "metric": question.metric,
        "by": question.by,
        "every": question.every.value if question.every else "",
        "where": [str(one) for one in question.where],
        "since": question.since.isoformat() if question.since else "",
        "until": question.until.isoformat() if question.until else "",
        "rolling": question.rolling,
        "weigh": question.weigh,
        "population": question.population,
    }


def is_drawn(series: Series, shown: pictures.Picture) -> bool:
    """Whether there is anything to draw: not where every value is hidden."""
    has_picture = shown.drawing is not None or shown.figure is not None or bool(shown.drawn)
    return has_picture and any(point.result.value is not None for point in series.answer.points)


def value_column(card: Card, name: str, label: str) -> Column:
    """A column for values on a metric's scale."""
    unit = {"points": _("points"), "share": "%"}.get(card.shown, "")
    return Column(name=name, label=label, kind=KINDS.get(card.shown, Kind.NUMBER), unit=unit, hideable=True)


def scaled(card: Card, value: float | None) -> float | None:
    return None if value is None else round(value * FACTORS.get(card.shown, 1), 6)


def why_hidden(result: Result) -> Hidden:
    return next((WHY[flag] for flag in result.flags if flag in WHY), Hidden.TOO_FEW)


def measured(card: Card, result: Result) -> tuple[Cell, Cell, Cell, Cell]:
    """Value, bounds and n; nothing of what may not be shown."""
    if result.suppressed:
        why = why_hidden(result)
        return why, why, why, why
    lo, hi = scaled(card, result.lo), scaled(card, result.hi)
    return scaled(card, result.value), lo, hi, result.n


def _columns(answer: Answer, with_windows: bool) -> tuple[Column, ...]:
    card = answer.metric
    window = (
        value_column(card, "window", _("Window")),
        value_column(card, "window_lower", _("Window, lower")),
        value_column(card, "window_upper", _("Window, upper")),
        Column(name="window_n", label=_("Window, n"), kind=Kind.WHOLE, hideable=True),
        Column(name="window_since", label=_("Window since"), kind=Kind.DATE),
    )
    return (
        *(Column(name=name, label=wording.dimension(name)) for name in answer.by),
        *((Column(name="period", label=_("Period"), kind=Kind.DATE),) if answer.every else ()),
        value_column(card, card.name, called(card)),
        value_column(card, "lower", _("95% interval, lower")),
        value_column(card, "upper", _("95% interval, upper")),
        Column(name="n", label=_("n"), kind=Kind.WHOLE, hideable=True),
        Column(name="invited", label=_("Invited"), kind=Kind.WHOLE),
        Column(name="method", label=_("Method")),
        Column(name="since", label=_("Since"), kind=Kind.DATE),
        Column(name="until", label=_("Until before"), kind=Kind.DATE),
        Column(name="mode", label=_("Answers")),
        Column(name="suppressed", label=_("Suppressed"), kind=Kind.YES_NO),
        Column(name="flags", label=_("Flags")),
        *(window if with_windows else ()),
    )


def _row(answer: Answer, point: Point) -> Row:
    result = point.result
    names = [
        answer.names.get(name, {}).get(key or "", key)
        for name, key in zip(answer.by, point.keys, strict=True)
    ]
    return (
        *names,
        *((point.start,) if answer.every else ()),
        *measured(answer.metric, result),
        result.n_invited, result.method, result.period.since, result.period.until, result.mode.value,
        result.suppressed, " ".join(result.flags),
    )  # fmt: skip


def _window(answer: Answer, result: Result | None) -> Row:
    """The pooled window that ends with a period; empty before the first whole one."""
    if result is None:
        return None, None, None, None, None
    return (*measured(answer.metric, result), result.period.since)


def _drawn(series: Series, shown: pictures.Picture) -> Drawn | None:
    """What the page draws; nothing where no group has a value to draw."""
    if not is_drawn(series, shown):
        return None
    if shown.figure is not None:
        total = series.answer.total or series.groups[0].result
        rest = [] if total is None else [wording.interval(series.answer.metric, total), n_of(total.n or 0)]
        return Drawn(figure=(shown.figure.value, " · ".join(rest)))
    if shown.drawing is not None:
        return Drawn(parts=(Part(shown.drawing),), keys=shown.keys)
    parts = tuple(Part(one.drawing, one.name, one.note) for one in shown.drawn)
    return Drawn(parts=parts, keys=shown.keys) if parts else None
