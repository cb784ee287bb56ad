"""How far something has come: a rail with a filled part, as wide as its place."""

from dataclasses import dataclass
from typing import Literal

from oyez.kit.charts.drawing import Svg, element
from oyez.kit.charts.strip import percent


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A share of 0 to 1; without a title it is decoration, the words beside it say the same."""

    share: float
    title: str = ""
    tone: Literal["accent", "wait", "bad"] = "accent"
    height: int = 8


def draw(progress: Progress) -> Svg:
    share = min(1.0, max(0.0, progress.share))
    named = {"role": "img", "aria_label": progress.title} if progress.title else {"aria_hidden": "true"}
    return element(
        "svg",
        _bar("c-meter__rail", 1, progress.height),
        _bar("c-meter__fill", share, progress.height),
        class_=f"c-meter is-{progress.tone}",
        height=progress.height,
        **named,
    )


def _bar(css: str, share: float, height: int) -> Svg:
    return element("rect", class_=css, width=percent(100 * share), height=height, rx=height / 2)
