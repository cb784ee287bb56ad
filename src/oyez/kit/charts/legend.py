"""The keys of a legend: the smallest drawing of what each mark looks like."""

from oyez.kit.charts.drawing import Size, Svg, element
from oyez.kit.charts.drawing import line as straight
from oyez.kit.charts.matrix import hatch

_RULE = (1, 8, 15, 8)


def _bubble(look: str = "") -> tuple[Svg, ...]:
    return (element("circle", class_=f"c-bubble {look}".strip(), cx=8, cy=8, r=6.5),)


_MARKS: dict[str, tuple[Svg, ...]] = {
    "line": (straight("c-chart__line", *_RULE),),
    "ghost": (straight("c-chart__ghost", *_RULE),),
    "target": (straight("c-chart__target", *_RULE),),
    "band": (element("rect", class_="c-chart__band", y=3, width=16, height=10, rx=2),),
    "thin": (element("circle", class_="c-chart__dot is-thin", cx=8, cy=8, r=4.5),),
    "marked": (element("circle", class_="c-chart__dot is-marked", cx=8, cy=8, r=5),),
    "bar": (element("rect", class_="c-chart__bar", y=3, width=16, height=10, rx=2),),
    "interval": (straight("c-chart__interval", *_RULE),),
    **{
        f"part{at}": (element("rect", class_=f"c-chart__part is-{at}", y=2, width=16, height=12, rx=2),)
        for at in range(1, 6)
    },
    "certain": _bubble(),
    "risk": _bubble("is-bad"),
    "undecided": (*_bubble("is-unsure"), hatch(8, 8, 6.5, 3.5)),
    "silent": _bubble("is-hollow"),
}


def key(mark: str) -> Svg:
    """Decoration: the words beside it name the mark."""
    size = Size(16, 16)
    return element(
        "svg",
        *_MARKS[mark],
        class_="c-legend__key",
        viewBox=f"0 0 {size.width} {size.height}",
        aria_hidden="true",
    )
