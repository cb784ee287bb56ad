"""A line the size of a word: the shape of the last months, no axes; the words beside it say the value."""

from dataclasses import dataclass

from oyez.kit.charts.axis import Axis
from oyez.kit.charts.drawing import Size, Svg, coordinate, element, picture

SIZE = Size(96, 24)


@dataclass(frozen=True, kw_only=True)
class Sparkline:
    """Values in order, None where nothing may be shown; `low` and `high` make neighbours comparable."""

    title: str
    values: tuple[float | None, ...]
    low: float | None = None
    high: float | None = None


def draw(spark: Sparkline, size: Size = SIZE) -> Svg:
    seen = [value for value in spark.values if value is not None]
    if not seen:
        return picture(size, spark.title, "", css="c-spark")
    low = min(seen) if spark.low is None else spark.low
    high = max(seen) if spark.high is None else spark.high
    x = Axis(0, max(1, len(spark.values) - 1), 3, size.width - 4)
    y = Axis(low, high, size.height - 4, 4)
    return picture(size, spark.title, "", _path(spark.values, x, y), _end(spark.values, x, y), css="c-spark")


def _path(values: tuple[float | None, ...], x: Axis, y: Axis) -> Svg:
    """One path; after a gap it moves instead of drawing."""
    steps = []
    pen_down = False
    for index, value in enumerate(values):
        if value is not None:
            steps.append(f"{'L' if pen_down else 'M'}{coordinate(x.at(index))} {coordinate(y.at(value))}")
        pen_down = value is not None
    return element("path", class_="c-chart__line", d="".join(steps))


def _end(values: tuple[float | None, ...], x: Axis, y: Axis) -> Svg:
    last = values[-1]
    if last is None:
        return Svg("")
    return element("circle", class_="c-chart__dot", cx=x.at(len(values) - 1), cy=y.at(last), r=2.5)
