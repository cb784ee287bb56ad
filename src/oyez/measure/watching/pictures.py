"""A chart as a drawing with the table behind it: the share, what chance explains, and what it does not."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from oyez.kit.charts import line, numerals
from oyez.kit.charts.drawing import Svg
from oyez.kit.charts.line import LineChart, Point
from oyez.kit.charts.table import Cell, Column, Row, Table
from oyez.kit.look import once_a_look
from oyez.measure.core.change.signals import State
from oyez.measure.core.change.small_shifts import cusum, ewma
from oyez.measure.core.change.stream import Chart, Judged
from oyez.measure.core.change.trickle import LEAST_ANSWERS, Trickle
from oyez.measure.core.change.watched import Moved, Stream, Watched
from oyez.measure.core.question import Every
from oyez.measure.series import short_stretch, stretch
from oyez.measure.watching import words
from oyez.measure.watching.looking import Seen
from oyez.measure.watching.streams import Counted
from oyez.measure.watching.topics import Burst
from oyez.measure.watching.words import Words


def plain_chart(counted: Counted, watched: Watched, name: str) -> Svg:
    """The one chart a manager needs: the share over its months, and the band in which chance alone moves it."""
    chart = watched.chart
    return line.for_screen(
        LineChart(
            title=_("%(share)s, %(place)s") % {"share": words.share(counted), "place": name},
            points=tuple(_point(counted, chart, period) for period in chart.periods),
            target=100 * chart.limits.centre,
            unit="%",
        )
    )


def legend(chart: Chart) -> str:
    keys = {
        "line": _("share of each month"),
        "band": _("what chance alone explains"),
        "target": _("usual: %(share)s") % {"share": numerals.percent(chart.limits.centre)},
        "marked": _("outside"),
    }
    return ", ".join(f"{mark}={said}" for mark, said in keys.items())


def months_table(counted: Counted, chart: Chart) -> Table:
    """Every period with its share, n, limits and standing."""
    return Table(
        columns=(
            Column(name=_("Month")),
            Column(name=_("Share"), numeric=True),
            Column(name=_("n"), numeric=True),
            Column(name=_("Limits"), numeric=True),
            Column(name=_("Sigmas"), numeric=True),
            Column(name=_("Standing")),
        ),
        rows=tuple(
            (
                stretch(counted.periods[period.at], Every.MONTH),
                numerals.percent(period.count.share, round(period.count.n)),
                numerals.number(period.count.n),
                numerals.between(numerals.percent(period.lower), numerals.percent(period.upper)),
                "" if period.z is None else numerals.signed(period.z, 1),
                _standing(period),
            )
            for period in chart.periods
        ),
        caption=_("Every month of the chart"),
    )


def moved_table(moved: Sequence[Moved], seen: Seen, names: Words) -> Table:
    """What moved, from the widest place down to where it happened."""
    return Table(
        columns=(
            Column(name=_("Where")),
            Column(name=_("What")),
            Column(name=_("Standing")),
            Column(name=_("Since")),
            Column(name=_("Usual"), numeric=True),
            Column(name=_("Since then"), numeric=True),
            Column(name=_("95% interval"), numeric=True),
            Column(name=_("n"), numeric=True),
            Column(name=_("Owner")),
        ),
        rows=tuple(_moved_row(one, depth, seen, names) for one, depth in walked(moved)),
        caption=_("What has changed, and what is being watched"),
    )


def calm_table(seen: Seen, names: Words) -> Table:
    """Every chart that stays within chance."""
    calm = [one for one in seen.watching.watched if one.chart.state is State.CALM]
    return Table(
        columns=(
            Column(name=_("Where")),
            Column(name=_("What")),
            Column(name=_("Usual"), numeric=True),
            Column(name=_("Last month"), numeric=True),
            Column(name=_("Limits"), numeric=True),
            Column(name=_("n"), numeric=True),
        ),
        rows=tuple(_calm_row(one, seen, names) for one in calm),
        caption=_("Charts that stay within chance"),
    )


def bursts_table(bursts: Sequence[Burst]) -> Table:
    """What customers bring up more often than usual."""
    return Table(
        columns=(
            Column(name=_("Topic")),
            Column(name=_("Four weeks"), numeric=True),
            Column(name=_("Usual"), numeric=True),
            Column(name=_("Customers"), numeric=True),
            Column(name=_("Times as often"), numeric=True),
            Column(name=_("False discovery rate"), numeric=True),
            Column(name=_("Since")),
        ),
        rows=tuple(_burst_row(one) for one in bursts),
        caption=_("What customers bring up more often than usual"),
    )


def small_shift_charts(counted: Counted, chart: Chart) -> list[tuple[str, Svg]]:
    """EWMA and CUSUM of the standardised months, for the analyst."""
    months = [period for period in chart.periods if period.z is not None]
    zs = [period.z or 0.0 for period in months]
    labels = [short_stretch(counted.periods[period.at], Every.MONTH, len(months)) for period in months]
    smooth, summed = ewma(zs), cusum(zs)
    pictures = [
        (
            _("EWMA (λ 0.2, limits ±%(limit)s sigma)") % {"limit": numerals.number(smooth.upper, 2)},
            smooth.values,
            (smooth.lower, smooth.upper),
            smooth.beyond,
        ),
        (
            _("CUSUM (k 0.5, h 5): the larger side"),
            tuple(max(pair) for pair in zip(summed.high, summed.low, strict=True)),
            (0.0, summed.decision),
            summed.beyond,
        ),
    ]
    return [
        (title, _small(title, labels, values, limits, beyond)) for title, values, limits, beyond in pictures
    ]


def trickle_chart(counted: Counted, found: Trickle, name: str) -> Svg:
    """The sum after each month against its limit."""
    months = len(found.sums)
    return line.for_screen(
        LineChart(
            title=_("%(share)s, %(place)s") % {"share": words.share(counted), "place": name},
            points=tuple(
                Point(
                    label=short_stretch(counted.periods[at], Every.MONTH, months),
                    value=value,
                    text=numerals.number(value, 1),
                    marked=value >= found.decision,
                )
                for at, value in found.sums
            ),
            target=found.decision,
            low=0,
        )
    )


def trickle_table(counted: Counted, found: Trickle) -> Table:
    """Each month with its answers and the sum after it."""
    return Table(
        columns=(
            Column(name=_("Month")),
            Column(name=_("Share"), numeric=True),
            Column(name=_("n"), numeric=True),
            Column(name=_("Sum"), numeric=True),
        ),
        rows=tuple(
            (stretch(counted.periods[at], Every.MONTH), *_share_and_n(counted, at), numerals.number(value, 1))
            for at, value in found.sums
        ),
        caption=_("Every month of the chart"),
    )


def _share_and_n(counted: Counted, at: int) -> tuple[str, str]:
    count = counted.counts[at]
    if count is None:
        return "", ""
    return numerals.percent(count.share, round(count.n)), numerals.number(count.n)


def few_table(seen: Seen, names: Words) -> Table | None:
    """Places with too few answers a month for the plain chart, and enough for one answer at a time."""
    found = [seen.counted[stream] for stream in seen.watching.lacking]
    rows = tuple(
        (
            Cell(words=names.place(one.stream), url=address(one.stream)),
            words.share(one),
            numerals.number(one.answers),
        )
        for one in found
        if one.answers >= 2 * LEAST_ANSWERS
    )
    if not rows:
        return None
    return Table(
        columns=(Column(name=_("Where")), Column(name=_("What")), Column(name=_("n"), numeric=True)),
        rows=rows,
        caption=_("Too few answers a month for a plain chart"),
    )


def walked(moved: Sequence[Moved], depth: int = 0) -> Iterator[tuple[Moved, int]]:
    """Each place that moved and how deep it stands."""
    for one in moved:
        yield one, depth
        yield from walked(one.below, depth + 1)


def link(watched: Watched) -> str:
    return address(watched.stream)


def address(stream: Stream) -> str:
    return f"{_page()}?{urlencode({'stream': str(stream)})}"


@once_a_look
def _page() -> str:
    return reverse("measure:change")


def _point(counted: Counted, chart: Chart, period: Judged) -> Point:
    start = counted.periods[period.at]
    text = numerals.percent(period.count.share, round(period.count.n))
    return Point(
        label=short_stretch(start, Every.MONTH, len(chart.periods)),
        value=100 * period.count.share,
        lo=100 * period.lower,
        hi=100 * period.upper,
        text=text,
        tip=f"{stretch(start, Every.MONTH)}: {text}, n = {numerals.number(period.count.n)}, {_standing(period)}",
        thin=period.z is None and not period.in_phase_one,
        marked=bool(period.side),
    )


def _standing(period: Judged) -> str:
    if period.in_phase_one:
        return _("sets the limits")
    if period.z is None:
        return _("too few answers to judge")
    return {0: _("within chance"), 1: _("above"), -1: _("below")}[period.side]


def _moved_row(one: Moved, depth: int, seen: Seen, names: Words) -> Row:
    watched = one.watched
    chart, counted = watched.chart, seen.counted[watched.stream]
    found = words.since(chart)
    n = round(found.count.n) if found else 0
    return (
        Cell(words="↳ " * depth + names.place(watched.stream), url=link(watched)),
        words.share(counted),
        Cell(words=words.state(chart.state), verdict=_mark(chart, counted)),
        words.month(counted, chart.since),
        numerals.percent(chart.limits.centre),
        numerals.percent(found.count.share, n) if found else "",
        numerals.between(numerals.percent(found.lo, n), numerals.percent(found.hi, n)) if found else "",
        numerals.number(n),
        names.owner(watched.owner),
    )


def _mark(chart: Chart, counted: Counted) -> str:
    """The shape beside a standing: what is certain is good or bad, what is watched is neither yet."""
    if chart.state is not State.ALERT:
        return "undecided"
    better = counted.share.higher_is_better
    return "met" if better is not None and (chart.side > 0) == better else "missed"


def _calm_row(watched: Watched, seen: Seen, names: Words) -> Row:
    last, counted = watched.chart.last, seen.counted[watched.stream]
    return (
        Cell(words=names.place(watched.stream), url=link(watched)),
        words.share(counted),
        numerals.percent(watched.chart.limits.centre),
        numerals.percent(last.count.share, round(last.count.n)),
        numerals.between(numerals.percent(last.lower), numerals.percent(last.upper)),
        numerals.number(last.count.n),
    )


def _burst_row(one: Burst) -> Row:
    address = urlencode({
        "metric": "count", "by": one.dimension, "every": "week", "where": f"{one.dimension}={one.value}",
    })  # fmt: skip
    return (
        Cell(words=one.value.replace("-", " "), url=f"{reverse('measure:explore')}?{address}"),
        numerals.number(one.surge.now),
        numerals.number(one.surge.usual, 1),
        numerals.number(one.customers),
        numerals.number(one.surge.ratio, 1),
        _("below 0.0001") if one.surge.q < 0.0001 else numerals.number(one.surge.q, 4),
        stretch(one.since, Every.WEEK),
    )


def _small(
    title: str,
    labels: Sequence[str],
    values: Sequence[float],
    limits: tuple[float, float],
    beyond: Sequence[int],
) -> Svg:
    return line.for_screen(
        LineChart(
            title=title,
            points=tuple(
                Point(
                    label=label,
                    value=value,
                    lo=limits[0],
                    hi=limits[1],
                    text=numerals.number(value, 1),
                    marked=at in beyond,
                )
                for at, (label, value) in enumerate(zip(labels, values, strict=True))
            ),
        ),
        line.HALF,
    )
