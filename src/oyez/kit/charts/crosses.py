"""Points with an interval each way, between two cuts: a map of four fields, each point known by its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from oyez.kit.charts.axis import Axis, decimals_of, rounded_out, short, step_for, ticks
from oyez.kit.charts.drawing import Size, Svg, element, join, line, picture, text

WIDE = Size(620, 440, "u-wide")
NARROW = Size(326, 360, "u-narrow")


@dataclass(frozen=True, kw_only=True)
class Cross:
    """One point: what it is called on the map, both values, and the bounds of both."""

    label: str
    x: float
    y: float
    x_lo: float
    x_hi: float
    y_lo: float
    y_hi: float
    tip: str = ""
    unsure: bool = False
    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class Map:
    """The cuts part it in four; `corners` name the fields: top left, top right, bottom left, bottom right."""

    title: str
    crosses: tuple[Cross, ...]
    cut_x: float
    cut_y: float
    across: str
    up: str
    corners: tuple[str, str, str, str]
    description: str = ""
    unit_y: str = ""


@dataclass(frozen=True)
class Frame:
    x: Axis
    y: Axis
    size: Size


def for_screen(chart: Map) -> Svg:
    """Both proportions; the style sheet shows one."""
    return join(draw(chart, WIDE), draw(chart, NARROW))


def draw(chart: Map, size: Size = WIDE) -> Svg:
    frame = _frame(chart, size)
    return picture(
        size,
        chart.title,
        chart.description,
        _ground(chart, frame),
        _scales(chart, frame),
        _names(chart, frame),
        *(_whiskers(cross, frame) for cross in chart.crosses),
        *(_bubble(cross, frame) for cross in reversed(chart.crosses)),
        css="c-chart is-square",
    )


def _frame(chart: Map, size: Size) -> Frame:
    x = _span([value for one in chart.crosses for value in (one.x, one.x_lo, one.x_hi)], chart.cut_x)
    y = _span([0, *(value for one in chart.crosses for value in (one.y, one.y_lo, one.y_hi))], chart.cut_y)
    return Frame(Axis(*x, 44, size.width - 12), Axis(*y, size.height - 46, 44), size)


def _span(values: Sequence[float], cut: float) -> tuple[float, float]:
    return rounded_out(min([*values, cut]), max([*values, cut]))


def _ground(chart: Map, frame: Frame) -> Svg:
    """Where something important is done badly."""
    x, y = frame.x, frame.y
    return element(
        "rect",
        class_="c-chart__risk",
        x=x.start,
        y=y.end,
        width=x.at(chart.cut_x) - x.start,
        height=y.at(chart.cut_y) - y.end,
    )


def _scales(chart: Map, frame: Frame) -> Svg:
    x, y, parts = frame.x, frame.y, []
    bottom = y.start
    decimals = decimals_of(step_for(y.low, y.high))
    for tick in ticks(y.low, y.high):
        parts.append(line("c-chart__grid", x.start, y.at(tick), x.end, y.at(tick)))
        parts.append(text(short(tick, chart.unit_y, decimals), x.start - 6, y.at(tick) + 4, "end"))
    decimals = decimals_of(step_for(x.low, x.high))
    for tick in ticks(x.low, x.high):
        parts.append(text(short(tick, decimals=decimals), x.at(tick), bottom + 18, "middle"))
    parts.append(line("c-chart__cut", x.at(chart.cut_x), y.end, x.at(chart.cut_x), bottom))
    parts.append(line("c-chart__cut", x.start, y.at(chart.cut_y), x.end, y.at(chart.cut_y)))
    parts.append(text(chart.across, (x.start + x.end) / 2, frame.size.height - 8, "middle"))
    parts.append(text(chart.up, 4, 14))
    return join(*parts)


def _names(chart: Map, frame: Frame) -> Svg:
    x, y = frame.x, frame.y
    top, bottom = y.end - 8, y.start - 8
    return join(
        text(chart.corners[0], x.start + 6, top, "start", "is-name"),
        text(chart.corners[1], x.end, top, "end", "is-name"),
        text(chart.corners[2], x.start + 6, bottom, "start", "is-name"),
        text(chart.corners[3], x.end, bottom, "end", "is-name"),
    )


def _whiskers(one: Cross, frame: Frame) -> Svg:
    x, y = frame.x.at(one.x), frame.y.at(one.y)
    css = "c-chart__whisk is-bad" if one.urgent else "c-chart__whisk"
    return join(
        line(css, frame.x.at(one.x_lo), y, frame.x.at(one.x_hi), y),
        line(css, x, frame.y.at(one.y_lo), x, frame.y.at(one.y_hi)),
    )


def _bubble(one: Cross, frame: Frame) -> Svg:
    x, y = frame.x.at(one.x), frame.y.at(one.y)
    look = " is-bad" if one.urgent else " is-hollow" if one.unsure else ""
    return element(
        "g",
        element("title", one.tip or one.label),
        element("circle", class_=f"c-bubble{look}", cx=x, cy=y, r=9),
        element("text", one.label, class_="c-bubble__id", x=x, y=y + 0.5),
    )
