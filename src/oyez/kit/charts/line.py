"""A value over time with its interval: line, band, gaps where nothing may be shown, all others in grey."""

from dataclasses import dataclass
from html import escape
from itertools import groupby

from oyez.kit.charts.axis import Axis, decimals_of, rounded_out, short, step_for, ticks
from oyez.kit.charts.drawing import Size, Svg, attributes, coordinate, element, join, picture, text, width_of
from oyez.kit.charts.drawing import line as straight

WIDE = Size(860, 260, "u-wide")
HALF = Size(560, 230, "u-wide")
NARROW = Size(326, 200, "u-narrow")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One period; `value` is None where there are too few answers, and the line has a gap there.

    A `marked` period is one to look at: outside its limits.
    """

    label: str
    value: float | None
    lo: float | None = None
    hi: float | None = None
    text: str = ""
    tip: str = ""
    thin: bool = False
    marked: bool = False


@dataclass(frozen=True, kw_only=True)
class LineChart:
    """Values as displayed (NPS −100 to 100); `ghost` runs beside `points`, `low` and `high` fix the scale."""

    title: str
    points: tuple[Point, ...]
    description: str = ""
    ghost: tuple[float | None, ...] = ()
    target: float | None = None
    target_text: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class Frame:
    """Where things lie in one drawing."""

    x: Axis
    y: Axis
    size: Size


def draw(chart: LineChart, size: Size = WIDE) -> Svg:
    frame = _frame(chart, size)
    return picture(
        size,
        chart.title,
        chart.description,
        _grid(chart, frame),
        _periods(chart.points, frame),
        *_bands(chart.points, frame),
        *_ghost(chart.ghost, frame),
        _target(chart, frame),
        *_lines(chart.points, frame),
        *_dots(chart.points, frame),
        _last_value(chart.points, frame),
        *_tips(chart.points, frame),
    )


def for_screen(chart: LineChart, wide: Size = WIDE) -> Svg:
    """Both proportions; the style sheet shows one. HALF is for a card that shares its row."""
    return join(draw(chart, wide), draw(chart, NARROW))


def bounds(chart: LineChart) -> tuple[float, float]:
    """Fixed ends stay as given; open ends are rounded out around everything that is drawn."""
    values = [*_seen(chart.points), *(value for value in chart.ghost if value is not None)]
    if chart.target is not None:
        values.append(chart.target)
    low, high = rounded_out(min(values), max(values)) if values else (0.0, 1.0)
    return (low if chart.low is None else chart.low, high if chart.high is None else chart.high)


def _seen(points: tuple[Point, ...]) -> list[float]:
    drawn = [point for point in points if point.value is not None]
    return [value for point in drawn for value in (point.value, point.lo, point.hi) if value is not None]


def _frame(chart: LineChart, size: Size) -> Frame:
    low, high = bounds(chart)
    labels = [_tick_text(chart, tick, low, high) for tick in ticks(low, high)]
    left = 8 + max((width_of(label) for label in labels), default=20)
    beside = max((width_of(point.text) * 1.1 for point in chart.points[-1:]), default=0)
    below = max((width_of(point.label) / 2 for point in chart.points[-1:]), default=0)
    right = size.width - 8 - max(beside, below)
    x = Axis(0, max(1, len(chart.points) - 1), left, right)
    return Frame(x, Axis(low, high, size.height - 34, 14), size)


def _tick_text(chart: LineChart, tick: float, low: float, high: float) -> str:
    return short(tick, chart.unit, decimals_of(step_for(low, high)))


def _grid(chart: LineChart, frame: Frame) -> Svg:
    low, high = frame.y.low, frame.y.high
    rows = []
    for tick in ticks(low, high):
        y = frame.y.at(tick)
        rows.append(straight("c-chart__grid", frame.x.start, y, frame.x.end, y))
        rows.append(text(_tick_text(chart, tick, low, high), frame.x.start - 6, y + 4, "end"))
    return join(*rows)


def _periods(points: tuple[Point, ...], frame: Frame) -> Svg:
    shown = [(index, points[index].label) for index in labelled(points, frame.x.end - frame.x.start)]
    last = len(points) - 1
    return join(
        *(
            text(label, frame.x.at(index), frame.size.height - 6, _anchor(index, last))
            for index, label in shown
        )
    )


def _anchor(index: int, last: int) -> str:
    return "start" if index == 0 and last > 0 else "middle"


def labelled(points: tuple[Point, ...], width: float) -> list[int]:
    """The first, the last, and between them every so many that labels never touch."""
    if not points:
        return []
    last = len(points) - 1
    widest = max(width_of(point.label) for point in points)
    room = 1.5 * widest + 8  # the first label begins at its point, all others are centred on theirs
    every = max(1, -(-int(room * max(1, last)) // max(1, int(width))))
    inner = [index for index in range(0, last, every) if (last - index) * width / max(1, last) >= widest + 8]
    return sorted({0, *inner, last})


def _runs(points: tuple[Point, ...]) -> list[list[int]]:
    """Stretches of neighbours that may be shown; a suppressed point ends one."""
    grouped = groupby(range(len(points)), key=lambda index: points[index].value is not None)
    return [list(run) for shown, run in grouped if shown]


def _bands(points: tuple[Point, ...], frame: Frame) -> list[Svg]:
    bands = []
    for run in _runs(points):
        inside = [index for index in run if points[index].lo is not None and points[index].hi is not None]
        if len(inside) > 1:
            upper = [(index, points[index].hi) for index in inside]
            lower = [(index, points[index].lo) for index in reversed(inside)]
            bands.append(element("polygon", class_="c-chart__band", points=_path(upper + lower, frame)))
        elif inside:
            bands.append(_whisker(inside[0], points[inside[0]], frame))
    return bands


def _whisker(index: int, point: Point, frame: Frame) -> Svg:
    x = frame.x.at(index)
    return straight("c-chart__whisk", x, frame.y.at(point.lo or 0), x, frame.y.at(point.hi or 0))


def _lines(points: tuple[Point, ...], frame: Frame) -> list[Svg]:
    return [
        element(
            "polyline",
            class_="c-chart__line",
            points=_path([(index, points[index].value) for index in run], frame),
        )
        for run in _runs(points)
        if len(run) > 1
    ]


def _ghost(values: tuple[float | None, ...], frame: Frame) -> list[Svg]:
    grouped = groupby(enumerate(values), key=lambda pair: pair[1] is not None)
    runs = [list(run) for shown, run in grouped if shown]
    return [
        element("polyline", class_="c-chart__ghost", points=_path(run, frame)) for run in runs if len(run) > 1
    ]


def _path(pairs: list[tuple[int, float | None]], frame: Frame) -> str:
    return " ".join(
        f"{coordinate(frame.x.at(index))},{coordinate(frame.y.at(value or 0))}" for index, value in pairs
    )


def _dots(points: tuple[Point, ...], frame: Frame) -> list[Svg]:
    """Thin points are hollow, marked ones stand out, lonely ones would be invisible, the last one is named."""
    lonely = {run[0] for run in _runs(points) if len(run) == 1}
    last = max((run[-1] for run in _runs(points)), default=-1)
    return [
        element(
            "circle",
            class_=_look(point),
            cx=frame.x.at(index),
            cy=frame.y.at(point.value),
            r=5 if point.marked else 3.5,
        )
        for index, point in enumerate(points)
        if point.value is not None and (point.thin or point.marked or index in lonely or index == last)
    ]


def _look(point: Point) -> str:
    if point.marked:
        return "c-chart__dot is-marked"
    return "c-chart__dot is-thin" if point.thin else "c-chart__dot"


def _last_value(points: tuple[Point, ...], frame: Frame) -> Svg:
    last = points[-1] if points else None
    if last is None or last.value is None or not last.text:
        return Svg("")
    return text(last.text, frame.x.at(len(points) - 1) + 8, frame.y.at(last.value) + 4, css="is-strong")


def _target(chart: LineChart, frame: Frame) -> Svg:
    if chart.target is None:
        return Svg("")
    y = frame.y.at(chart.target)
    rule = straight("c-chart__target", frame.x.start, y, frame.x.end, y)
    words = text(chart.target_text, frame.x.start + 4, y - 5) if chart.target_text else Svg("")
    return join(rule, words)


def _tips(points: tuple[Point, ...], frame: Frame) -> list[Svg]:
    """An invisible column each period, so that a finger finds the point."""
    step = (frame.x.end - frame.x.start) / max(1, len(points) - 1)
    box = attributes(y=frame.y.end, width=step, height=frame.y.start - frame.y.end)
    return [
        Svg(
            f'<rect class="c-chart__hit" x="{coordinate(frame.x.at(index) - step / 2)}"{box}>'
            f"<title>{escape(point.tip or f'{point.label}: {point.text}')}</title></rect>"
        )
        for index, point in enumerate(points)
        if point.tip or point.text
    ]
