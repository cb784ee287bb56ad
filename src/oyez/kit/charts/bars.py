"""Bars with their intervals, one a row, from zero; a thin line shows what else the value could be."""

from dataclasses import dataclass

from oyez.kit.charts.axis import Axis, decimals_of, rounded_out, short, step_for, ticks
from oyez.kit.charts.drawing import Size, Svg, element, join, line, picture, text, width_of

ROW = 34
WIDE_WIDTH = 860
HALF_WIDTH = 560
NARROW_WIDTH = 326


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One row; without a value it stays empty and `text` says why."""

    label: str
    value: float | None
    text: str
    lo: float | None = None
    hi: float | None = None
    tip: str = ""
    faint: bool = False


@dataclass(frozen=True, kw_only=True)
class BarChart:
    """Values as displayed; `reference` is an upright line through all rows, such as the whole company."""

    title: str
    bars: tuple[Bar, ...]
    description: str = ""
    reference: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class Frame:
    """On a phone the label stands above its bar, so rows are taller and bars wider."""

    x: Axis
    size: Size
    row: int
    label_above: bool


def draw_wide(chart: BarChart, width: int = WIDE_WIDTH) -> Svg:
    left = min(0.4 * width, 12 + max((width_of(bar.label) for bar in chart.bars), default=0))
    return _draw(chart, _frame(chart, Size(width, _height(chart, ROW), "u-wide"), left, False))


def draw_narrow(chart: BarChart) -> Svg:
    row = ROW + 14
    return _draw(chart, _frame(chart, Size(NARROW_WIDTH, _height(chart, row), "u-narrow"), 4, True))


def for_card(chart: BarChart) -> Svg:
    """One drawing for a narrow card on any screen, its labels above the bars."""
    row = ROW + 14
    return _draw(chart, _frame(chart, Size(NARROW_WIDTH, _height(chart, row)), 4, True))


def for_screen(chart: BarChart, width: int = WIDE_WIDTH) -> Svg:
    """Both proportions; the style sheet shows one. HALF_WIDTH is for a card that shares its row."""
    return join(draw_wide(chart, width), draw_narrow(chart))


def bounds(chart: BarChart) -> tuple[float, float]:
    """Zero is always on the scale: a bar that starts elsewhere lies."""
    values = [value for bar in chart.bars for value in (bar.value, bar.lo, bar.hi) if value is not None]
    if chart.reference is not None:
        values.append(chart.reference)
    low, high = rounded_out(min([0.0, *values]), max([0.0, *values])) if values else (0.0, 1.0)
    return (low if chart.low is None else chart.low, high if chart.high is None else chart.high)


def _height(chart: BarChart, row: int) -> int:
    return row * len(chart.bars) + 30


def _frame(chart: BarChart, size: Size, left: float, label_above: bool) -> Frame:
    low, high = bounds(chart)
    row = (size.height - 30) // max(1, len(chart.bars))
    room = 12 + max((width_of(bar.text) for bar in chart.bars), default=0)
    return Frame(Axis(low, high, left, size.width - room), size, row, label_above)


def _draw(chart: BarChart, frame: Frame) -> Svg:
    return picture(
        frame.size,
        chart.title,
        chart.description,
        _grid(chart, frame),
        *(_row(bar, index, frame) for index, bar in enumerate(chart.bars)),
        _reference(chart, frame),
        *(_words(bar, index, frame) for index, bar in enumerate(chart.bars)),
    )


def _grid(chart: BarChart, frame: Frame) -> Svg:
    low, high = frame.x.low, frame.x.high
    bottom = frame.size.height - 24
    decimals = decimals_of(step_for(low, high))
    rows = []
    for tick in ticks(low, high):
        x = frame.x.at(tick)
        rows.append(line("c-chart__cut" if tick == 0 else "c-chart__grid", x, 2, x, bottom))
        rows.append(text(short(tick, chart.unit, decimals), x, bottom + 16, "middle"))
    return join(*rows)


def _row(bar: Bar, index: int, frame: Frame) -> Svg:
    tip = element("title", bar.tip or f"{bar.label}: {bar.text}")
    ground = element(
        "rect", class_="c-chart__hit", y=index * frame.row, width=frame.size.width, height=frame.row
    )
    return element("g", tip, ground, *_marks(bar, _middle(index, frame), frame))


def _words(bar: Bar, index: int, frame: Frame) -> Svg:
    middle = _middle(index, frame)
    label = (
        text(bar.label, 4, index * frame.row + 16, css="is-name is-over")
        if frame.label_above
        else text(bar.label, frame.x.start - 10, middle + 4, "end", "is-name")
    )
    strong = "is-strong" if bar.value is not None else None
    return join(label, text(bar.text, frame.size.width, middle + 4, "end", strong))


def _middle(index: int, frame: Frame) -> float:
    return index * frame.row + (frame.row - 12 if frame.label_above else frame.row / 2)


def _marks(bar: Bar, middle: float, frame: Frame) -> list[Svg]:
    if bar.value is None:
        return []
    zero, end = frame.x.at(0), frame.x.at(bar.value)
    marks = [
        element(
            "rect",
            class_="c-chart__bar is-faint" if bar.faint else "c-chart__bar",
            x=min(zero, end),
            y=middle - 7,
            width=max(1.0, abs(end - zero)),
            height=14,
            rx=2,
        )
    ]
    if bar.lo is not None and bar.hi is not None:
        marks += _interval(frame.x.at(bar.lo), frame.x.at(bar.hi), middle)
    return marks


def _interval(left: float, right: float, middle: float) -> list[Svg]:
    return [
        line("c-chart__interval", left, middle, right, middle),
        line("c-chart__interval", left, middle - 4, left, middle + 4),
        line("c-chart__interval", right, middle - 4, right, middle + 4),
    ]


def _reference(chart: BarChart, frame: Frame) -> Svg:
    if chart.reference is None:
        return Svg("")
    x = frame.x.at(chart.reference)
    return line("c-chart__target", x, 2, x, frame.size.height - 24)
