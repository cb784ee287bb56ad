"""Small upright bars, one for each point of a scale: the shape of a distribution at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass

from oyez.kit.charts.drawing import Size, Svg, element, join, picture, text

WIDTH, HEIGHT, FOOT, HEAD = 326, 116, 18, 16


@dataclass(frozen=True, kw_only=True)
class Point:
    """A share of 0 to 1 with what it is called and its words."""

    name: str
    share: float
    words: str


def draw(points: Sequence[Point], title: str, description: str = "") -> Svg:
    """As wide as its card; the highest bar fills the height."""
    highest = max((one.share for one in points), default=0) or 1
    step = WIDTH / max(1, len(points))
    bars = (_bar(one, at, step, highest) for at, one in enumerate(points))
    return picture(Size(WIDTH, HEIGHT), title, description, *bars)


def _bar(one: Point, at: int, step: float, highest: float) -> Svg:
    room = HEIGHT - FOOT - HEAD
    tall = max(1.0, room * one.share / highest)
    middle, top = (at + 0.5) * step, HEIGHT - FOOT - tall
    box = element(
        "rect",
        class_="c-chart__bar is-strong",
        x=at * step + 3,
        y=top,
        width=max(2.0, step - 6),
        height=tall,
        rx=2,
    )
    tip = element("title", f"{one.name}: {one.words}")
    return join(
        element("g", tip, box),
        text(one.words, middle, top - 4, "middle") if step > 26 else Svg(""),
        text(one.name, middle, HEIGHT - 4, "middle", "is-name"),
    )
