"""Whole bars cut into parts, one bar a group: how answers spread, side by side."""

from dataclasses import dataclass

from oyez.kit.charts.drawing import Size, Svg, element, join, picture, text, width_of

ROW = 34
LABEL_ABOVE = 48
WIDE_WIDTH = 860
NARROW_WIDTH = 326
PARTS = 5


@dataclass(frozen=True, kw_only=True)
class Part:
    """A share of 0 to 1 of the bar; `words` stand in it where they fit."""

    share: float
    words: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Stack:
    """One bar; without parts `text` says why."""

    label: str
    parts: tuple[Part, ...]
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class StackChart:
    """At most five parts, the first the darkest; all bars are as long."""

    title: str
    stacks: tuple[Stack, ...]
    description: str = ""


def for_screen(chart: StackChart) -> Svg:
    """Both proportions; the style sheet shows one. On a phone the label stands above its bar."""
    left = min(0.4 * WIDE_WIDTH, 16 + max((width_of(one.label) for one in chart.stacks), default=0))
    wide = _draw(chart, Size(WIDE_WIDTH, ROW * len(chart.stacks), "u-wide"), left, ROW)
    return join(
        wide, _draw(chart, Size(NARROW_WIDTH, LABEL_ABOVE * len(chart.stacks), "u-narrow"), 0, LABEL_ABOVE)
    )


def _draw(chart: StackChart, size: Size, left: float, row: int) -> Svg:
    stacks = (_stack(one, at, size, left, row) for at, one in enumerate(chart.stacks))
    return picture(size, chart.title, chart.description, *stacks)


def _stack(one: Stack, at: int, size: Size, left: float, row: int) -> Svg:
    top = at * row + (22 if left == 0 else 6)
    label = (
        text(one.label, 0, at * row + 16, css="is-name")
        if left == 0
        else text(one.label, left - 10, top + 15, "end", "is-name")
    )
    if not one.parts:
        return join(label, text(one.text, left + 6, top + 15))
    return join(label, *_parts(one, top, left, size.width - left))


def _parts(one: Stack, top: float, left: float, width: float) -> list[Svg]:
    drawn, start = [], left
    for at, part in enumerate(one.parts, start=1):
        wide = part.share * width
        tip = element("title", f"{one.label}, {part.name}: {part.words}")
        box = element("rect", class_=f"c-chart__part is-{at}", x=start, y=top, width=wide, height=22)
        drawn.append(element("g", tip, box))
        if wide > width_of(part.words) + 8:
            css = "c-chart__said is-first" if at == 1 else "c-chart__said"
            drawn.append(text(part.words, start + wide / 2, top + 15, "middle", css))
        start += wide
    return drawn
