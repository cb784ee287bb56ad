"""The interval strip: a band for what is likely, a dot for what was measured, a tick to compare with."""

from dataclasses import dataclass
from typing import Literal

from oyez.kit.charts.axis import Axis
from oyez.kit.charts.drawing import Svg, element

Look = Literal["", "undecided", "bad", "counted"]


@dataclass(frozen=True, kw_only=True)
class Strip:
    """Values on one scale; a counted figure has no interval and gets a solid bar from the scale's start."""

    value: float
    low: float
    high: float
    lo: float | None = None
    hi: float | None = None
    reference: float | None = None
    look: Look = ""


def window(
    lo: float, hi: float, floor: float, ceiling: float, reference: float | None = None
) -> tuple[float, float]:
    """A stretch of the scale that shows the interval at a readable width and the reference with it."""
    first = lo if reference is None else min(lo, reference)
    last = hi if reference is None else max(hi, reference)
    middle, reach = (first + last) / 2, max(3 * (hi - lo), last - first, (ceiling - floor) / 10) * 0.75
    low, high = max(floor, middle - reach), min(ceiling, middle + reach)
    return (low, high) if high > low else (floor, ceiling)


def draw(strip: Strip) -> Svg:
    """As wide as its place: positions are percentages, so it needs no second drawing for phones."""
    axis = Axis(strip.low, strip.high, 0, 100)
    start, end = _band(strip)
    left, right = axis.at(start), axis.at(end)
    return element(
        "svg",
        line_across("c-strip__track"),
        element(
            "rect",
            class_="c-strip__band",
            x=percent(left),
            y=4,
            width=percent(right - left),
            height=8,
            rx=4,
        ),
        _reference(axis, strip.reference),
        element("circle", class_="c-strip__dot", cx=percent(axis.at(strip.value)), cy=8, r=4.5),
        class_=f"c-strip is-{strip.look}" if strip.look else "c-strip",
        height=16,
        aria_hidden="true",
    )


def empty() -> Svg:
    """The bare track, where a number may not be shown."""
    return element("svg", line_across("c-strip__track"), class_="c-strip", height=16, aria_hidden="true")


def percent(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") + "%"


def line_across(css: str) -> Svg:
    return element("line", class_=css, x1="0", x2="100%", y1=8, y2=8)


def _band(strip: Strip) -> tuple[float, float]:
    if strip.lo is None or strip.hi is None:
        return strip.low, strip.value
    return strip.lo, strip.hi


def _reference(axis: Axis, reference: float | None) -> Svg:
    if reference is None:
        return Svg("")
    x = percent(axis.at(reference))
    return element("line", class_="c-strip__ref", x1=x, x2=x, y1=1, y2=15)
