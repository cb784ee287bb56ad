"""Small panels on one scale, one a unit, the whole company in grey: no lines cross."""

from dataclasses import dataclass, replace

from oyez.kit.charts.drawing import Size, Svg
from oyez.kit.charts.line import LineChart, Point, bounds, draw

SIZE = Size(340, 170)  # on a phone and, three in a row, on a desk


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One unit; `note` stands beside its name and says how many answered."""

    name: str
    note: str
    points: tuple[Point, ...]
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Panels:
    """All share one scale, taken from everything drawn unless its ends are given."""

    panels: tuple[Panel, ...]
    ghost: tuple[float | None, ...] = ()
    target: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class DrawnPanel:
    name: str
    note: str
    drawing: Svg


def draw_all(panels: Panels) -> tuple[DrawnPanel, ...]:
    charts = [_chart(panel, panels) for panel in panels.panels]
    if not charts:
        return ()
    ends = [bounds(chart) for chart in charts]
    low, high = min(end[0] for end in ends), max(end[1] for end in ends)
    shared = [replace(chart, low=low, high=high) for chart in charts]
    return tuple(
        DrawnPanel(panel.name, panel.note, draw(chart, SIZE))
        for panel, chart in zip(panels.panels, shared, strict=True)
    )


def _chart(panel: Panel, panels: Panels) -> LineChart:
    return LineChart(
        title=f"{panel.name}, {panel.note}",
        description=panel.description,
        points=panel.points,
        ghost=panels.ghost,
        target=panels.target,
        low=panels.low,
        high=panels.high,
        unit=panels.unit,
    )
