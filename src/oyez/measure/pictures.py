"""An answer as drawings and the tables behind them: a line, panels on one scale, or bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from oyez.kit.charts import bars, line, numerals, panels
from oyez.kit.charts.bars import Bar, BarChart
from oyez.kit.charts.drawing import Svg
from oyez.kit.charts.figure import Figure, Measured, measured, n_of
from oyez.kit.charts.line import LineChart, Point
from oyez.kit.charts.panels import DrawnPanel, Panel, Panels
from oyez.kit.charts.table import Column, Row, Table
from oyez.measure import wording
from oyez.measure.choices import called
from oyez.measure.core.ladder import SCORE
from oyez.measure.core.result import Beside, Card, Flag, Result
from oyez.measure.sentences import shown, title
from oyez.measure.series import CURRENCY, Group, Series

FORMS: dict[str, numerals.Form] = {"points": "points", "share": "percent", "mean": "number"}
MOST_PANELS = 12
MOST_BARS = 30
MOST_ROWS = 200
SHARES = frozenset(("easy", "detractors", "low", "worse"))


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What is drawn, with its legend; exactly one of the three, or none."""

    drawing: Svg | None = None
    drawn: tuple[DrawnPanel, ...] = ()
    figure: Figure | None = None
    keys: str = ""
    left_out: int = 0


def picture(series: Series, everybody: str, yardstick: float | None = None) -> Picture:
    """The drawing that fits the question; amounts in several currencies share no scale."""
    if not series.groups:
        return Picture()
    if not series.every and not series.by:
        return Picture(figure=figure(series, series.answer.total or series.groups[0].result))
    if series.mixes_currencies:
        return _own_scales(series) if series.every and series.by == (CURRENCY,) else Picture()
    if series.every and series.by:
        return _panels(series, everybody)
    return _line(series, yardstick) if series.every else _bars(series)


def figure(series: Series, result: Result | None) -> Figure:
    """The whole in one figure."""
    metric = series.answer.metric
    name = called(metric)
    if result is None or result.value is None:
        return Figure(name=name, hidden=_("%(why)s.") % {"why": shown(series, result).capitalize()})
    if result.lo is None or result.hi is None:
        return Figure(name=name, value=shown(series, result), range=_("counted"), count=n_of(result.n or 0))
    return measured(
        name,
        Measured(
            form=FORMS[metric.shown],
            value=result.value,
            lo=result.lo,
            hi=result.hi,
            n=result.n or 0,
            floor=metric.minimum,
            ceiling=result.hi if metric.maximum is None else metric.maximum,
        ),
    )


def table(series: Series) -> Table:
    """Every group and period with value, interval, n and what has to be known: what the drawing shows, in full."""
    every = series.every
    companions, has_more = _companions(series), _has_more_to_know(series)
    rows: list[Row] = []
    for group in series.groups:
        for at, result in enumerate(group.results):
            if result is not None and len(rows) < MOST_ROWS:
                period = [series.stretches[at]] if every else []
                named = [group.name] if series.by or not every else []
                more = [_to_know(result)] if has_more else []
                cells = _cells(series, result, companions, group.currency)
                window = _window(series, group, at) if series.answer.rolling else ()
                rows.append((*named, *period, *cells, *window, *more))
    first = [Column(name=" · ".join(map(wording.dimension, series.by)) or _("All"))]
    columns = [
        *(first if series.by or not every else []),
        *([Column(name=_("Period"))] if every else []),
        Column(name=called(series.answer.metric), numeric=True),
        *([] if series.is_counted else [Column(name=_("95% interval"), numeric=True)]),
        Column(name=_("n"), numeric=True),
        *(Column(name=_beside(one.name), numeric=True) for one in companions),
        *(
            (Column(name=_("Window"), numeric=True), Column(name=_("Its interval"), numeric=True))
            if series.answer.rolling
            else ()
        ),
        *([Column(name=_("To know"), full=True)] if has_more else []),
    ]
    return Table(columns=tuple(columns), rows=tuple(rows), caption=title(series))


def _window(series: Series, group: Group, at: int) -> tuple[str, str]:
    """The pooled window that ends with a period, and its interval."""
    result = group.windows[at] if group.windows else None
    if result is None:
        return "", ""
    return shown(series, result, group.currency), wording.interval(series.answer.metric, result)


def _line(series: Series, yardstick: float | None) -> Picture:
    group = series.groups[0]
    chart = LineChart(
        title=title(series),
        points=_points(series, group),
        ghost=tuple(_scaled(series, one) for one in group.results) if group.windows else (),
        target=yardstick,
        low=0 if series.is_counted else None,
        unit=_unit(series.answer.metric),
    )
    name = called(series.answer.metric)
    keys = _keys(series, name, _("each period") if group.windows else "")
    if yardstick is not None:
        keys += f", target={_('Benchmark')}"
    return Picture(drawing=line.for_screen(chart), keys=keys)


def _own_scales(series: Series) -> Picture:
    """One panel a currency, each on a scale of its own."""
    drawn = (
        panels.draw_all(Panels(panels=(_panel(series, group),), low=0))
        for group in series.groups[:MOST_PANELS]
    )
    keys = f"line={_('Amount')} ({_('each on its own scale')})"
    return Picture(drawn=tuple(one for each in drawn for one in each), keys=keys)


def _panel(series: Series, group: Group) -> Panel:
    note = n_of(group.n) if group.n else ""
    return Panel(name=group.name, note=note, points=_points(series, group))


def _panels(series: Series, everybody: str) -> Picture:
    """The largest groups if not all can be drawn; all together in grey behind each, unless they are totals."""
    chosen = sorted(series.drawn_groups, key=lambda group: -group.n)[:MOST_PANELS]
    drawn = [group for group in series.drawn_groups if group in chosen]
    ghost = () if series.is_counted else tuple(_scaled(series, one) for one in series.overall)
    made = panels.draw_all(
        Panels(
            panels=tuple(_panel(series, group) for group in drawn),
            ghost=ghost,
            low=0 if series.is_counted else None,
            unit=_unit(series.answer.metric),
        )
    )
    name = wording.dimension(series.by[0]) if len(series.by) == 1 else _("Group")
    return Picture(
        drawn=made,
        keys=_keys(series, name, everybody if any(ghost) else ""),
        left_out=len(series.groups) - len(drawn),
    )


def _bars(series: Series) -> Picture:
    """Highest first; what has too few answers for a rank stands below, without one."""
    metric, total = series.answer.metric, series.answer.total
    ordered = sorted(series.drawn_groups, key=_order)
    reference = None if series.is_counted else _scaled(series, total)
    chart = BarChart(
        title=title(series),
        bars=tuple(_bar(series, group) for group in ordered[:MOST_BARS]),
        reference=reference,
        unit=_unit(metric),
    )
    keys = f"bar={called(metric).replace(',', ':')}"
    if not series.is_counted:
        keys += f", interval={_('95% interval')}"
    if reference is not None:
        keys += f", target={_('All together')}"
    return Picture(drawing=bars.for_screen(chart), keys=keys, left_out=max(0, len(ordered) - MOST_BARS))


def _order(group: Group) -> tuple[int, float, str]:
    result = group.result
    if result is None or result.value is None:
        return (2, 0, group.name)
    if Flag.SMALL_N in result.flags:
        return (1, 0, group.name)
    lower_bound = next((one.value for one in result.beside if one.name == "rank_by"), result.value)
    return (0, -lower_bound, group.name)


def _bar(series: Series, group: Group) -> Bar:
    result = group.result
    words = shown(series, result, group.currency)
    if result is None or result.value is None:
        return Bar(
            label=group.name, value=None, text=_("hidden") if result else "–", tip=f"{group.name}: {words}"
        )
    return Bar(
        label=group.name,
        value=_scaled(series, result),
        text=words if result.lo is None else f"{words} · {n_of(result.n or 0)}",
        lo=_times(series, result.lo),
        hi=_times(series, result.hi),
        tip=_tip(series, group.name, result, words),
        faint=Flag.SMALL_N in result.flags,
    )


def _points(series: Series, group: Group) -> tuple[Point, ...]:
    results = group.windows or group.results
    return tuple(_point(series, at, result, group.currency) for at, result in enumerate(results))


def _point(series: Series, at: int, result: Result | None, currency: str) -> Point:
    label, full = series.labels[at], series.stretches[at]
    if result is None and series.is_counted:
        return Point(label=label, value=0, text=numerals.number(0), tip=f"{full}: {numerals.number(0)}")
    if result is None or result.value is None:
        return Point(label=label, value=None, tip=f"{full}: {shown(series, result)}")
    said = shown(series, result, currency)
    return Point(
        label=label,
        value=_scaled(series, result),
        lo=_times(series, result.lo),
        hi=_times(series, result.hi),
        text=said,
        tip=_tip(series, full, result, said),
        thin=Flag.SMALL_N in result.flags,
    )


def _tip(series: Series, name: str, result: Result, said: str) -> str:
    if result.lo is None:
        return f"{name}: {said}"
    return f"{name}: {said}, {wording.interval(series.answer.metric, result)}, {n_of(result.n or 0)}"


def _keys(series: Series, name: str, ghost: str = "") -> str:
    """The legend names only marks that are there."""
    keys = [f"line={name.replace(',', ' ')}"]
    if not series.is_counted:
        keys.append(f"band={_('95% interval')}")
    if ghost:
        keys.append(f"ghost={ghost.replace(',', ' ')}")
    if any(Flag.SMALL_N in one.flags for group in series.groups for one in group.results if one):
        keys.append("thin=" + _("Fewer than %(n)d answers") % {"n": SCORE})
    return ", ".join(keys)


def _cells(series: Series, result: Result, companions: tuple[Beside, ...], currency: str) -> list[str]:
    metric = series.answer.metric
    hidden = result.suppressed or result.value is None
    return [
        "–" if hidden else shown(series, result, currency),
        *([] if series.is_counted else ["–" if hidden else wording.interval(metric, result)]),
        _n(result),
        *(_beside_value(metric, result, one) for one in companions),
    ]


def _n(result: Result) -> str:
    """How many answered, and of how many where that is known."""
    if result.n is None:
        return ""
    n = numerals.number(result.n)
    return (
        _("%(n)s of %(invited)s") % {"n": n, "invited": numerals.number(result.n_invited)}
        if result.n_invited
        else n
    )


def _has_more_to_know(series: Series) -> bool:
    return any(_to_know(point.result) for point in series.answer.points)


def _to_know(result: Result) -> str:
    """The flags of a row in a few words; what holds for all rows stands below the table."""
    if result.suppressed:
        return wording.hidden(result)
    said = [_("few answers")] if Flag.SMALL_N in result.flags else []
    return ", ".join([*said, *([_("few of those invited")] if Flag.LOW_RESPONSE in result.flags else [])])


def _companions(series: Series) -> tuple[Beside, ...]:
    found = (one.result.beside for one in series.answer.points if one.result.beside)
    return next(found, ())


def _beside(name: str) -> str:
    known = {
        "easy": _("Found it easy"),
        "rank_by": _("Rank by"),
        "leaning": _("Leaning on all"),
        "detractors": _("Detractors"),
        "low": _("One or two stars"),
        "worse": _("Worse"),
        "unweighted": _("Not weighted"),
        "effective_n": _("Effective n"),
        "standard deviation": _("Standard deviation"),
    }
    return known.get(name, name)


def _beside_value(metric: Card, result: Result, asked: Beside) -> str:
    one = next((one for one in result.beside if one.name == asked.name), None)
    if one is None:
        return ""
    if one.name in SHARES or one.method == "Wilson":
        return numerals.percent(one.value, result.n or 0)
    if one.name == "effective_n":
        return numerals.number(one.value)
    return wording.number(metric, one.value, result.n or 0)


def _unit(metric: Card) -> str:
    return "%" if metric.shown == "share" else ""


def _scaled(series: Series, result: Result | None) -> float | None:
    return None if result is None else _times(series, result.value)


def _times(series: Series, value: float | None) -> float | None:
    return None if value is None else series.factor * value


def flags_of(results: Sequence[Result]) -> dict[Flag, int]:
    """How many results each flag stands on."""
    counts: dict[Flag, int] = {}
    for result in results:
        for flag in result.flags:
            counts[flag] = counts.get(flag, 0) + 1
    return dict(sorted(counts.items()))
