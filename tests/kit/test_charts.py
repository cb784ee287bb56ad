"""Drawings are text, so what they show can be checked by hand."""

import math
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from oyez.kit.charts import bars, legend, line, matrix, panels, progress, strip
from oyez.kit.charts.apart import apart, beside
from oyez.kit.charts.axis import Axis, LogAxis, rounded_out, short, ticks
from oyez.kit.charts.bars import Bar, BarChart
from oyez.kit.charts.drawing import Size, Svg, element, join
from oyez.kit.charts.icons import ICONS, icon
from oyez.kit.charts.line import LineChart, Point
from oyez.kit.charts.matrix import Account, Matrix
from oyez.kit.charts.panels import Panel, Panels
from oyez.kit.charts.progress import Progress
from oyez.kit.charts.strip import Strip


def tree(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)


def having(drawing: str, css: str) -> list[dict[str, str]]:
    """The attributes of every element of a class."""
    return [dict(node.attrib) for node in tree(drawing).iter() if css in node.get("class", "").split()]


def last_height(drawing: str) -> float:
    """Where the first line of a drawing ends, from the top."""
    return float(having(drawing, "c-chart__line")[0]["points"].split()[-1].split(",")[1])


def months(*values: float | None) -> tuple[Point, ...]:
    return tuple(Point(label=f"M{index}", value=value, text="x") for index, value in enumerate(values))


def test_text_is_escaped_and_markup_is_not() -> None:
    drawn = element("text", "a < b & c", element("b", "d"), data_name='"quoted"')
    assert drawn == '<text data-name="&quot;quoted&quot;">a &lt; b &amp; c<b>d</b></text>'
    assert isinstance(join("<i>", drawn), Svg)


def test_what_customers_wrote_cannot_become_markup() -> None:
    evil = "<script>alert(1)</script>"
    drawn = line.draw(LineChart(title=evil, points=(Point(label=evil, value=1, text=evil, tip=evil),)))
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_an_axis_puts_the_middle_in_the_middle_and_keeps_what_is_outside_at_the_edge() -> None:
    axis = Axis(0, 100, 10, 210)
    assert [axis.at(value) for value in (0, 50, 100, 150, -5)] == [10, 110, 210, 210, 10]


def test_tenfold_steps_are_equally_long_on_a_log_axis() -> None:
    axis = LogAxis(10, 1000, 0, 200)
    assert [round(axis.at(value)) for value in (10, 100, 1000, 0)] == [0, 100, 200, 0]


def test_lines_stand_at_round_numbers() -> None:
    assert rounded_out(3, 78) == (0, 80)
    assert ticks(0, 80) == [0, 20, 40, 60, 80]
    assert ticks(-100, 100) == [-100, -50, 0, 50, 100]
    assert ticks(0, 1) == [0, 0.5, 1]


@given(some.floats(-1e6, 1e6), some.floats(0.001, 1e6))
def test_rounding_out_always_contains_what_it_frames(low: float, width: float) -> None:
    first, last = rounded_out(low, low + width)
    assert first <= low + 1e-6 * abs(low) + 1e-6 * width
    assert last >= (low + width) - 1e-6 * abs(low) - 1e-6 * width
    assert 2 <= len(ticks(first, last)) <= 8


def test_axis_labels_have_true_minus_signs() -> None:
    assert short(-20) == "−20"
    assert short(-0.2) == "0"
    assert short(25, "%") == "25%"


def test_a_strip_lies_where_the_numbers_say() -> None:
    drawn = strip.draw(Strip(value=38, lo=35, hi=42, low=0, high=60, reference=40))
    assert (
        having(drawn, "c-strip__band")[0] | {"x": "58.3%", "width": "11.7%"}
        == having(drawn, "c-strip__band")[0]
    )
    assert having(drawn, "c-strip__dot")[0]["cx"] == "63.3%"
    assert having(drawn, "c-strip__ref")[0]["x1"] == "66.7%"


def test_a_counted_strip_is_a_bar_from_the_start() -> None:
    drawn = strip.draw(Strip(value=0.87, low=0, high=1, look="counted"))
    assert (having(drawn, "c-strip__band")[0]["x"], having(drawn, "c-strip__band")[0]["width"]) == (
        "0%",
        "87%",
    )


def test_the_window_of_a_strip_shows_the_interval_and_the_reference() -> None:
    low, high = strip.window(0.35, 0.42, -1, 1, reference=0.4)
    assert -1 <= low < 0.35
    assert 0.42 < high <= 1


@given(some.floats(-1, 1), some.floats(0, 1), some.floats(-1, 1))
def test_the_window_never_leaves_the_scale(lo: float, width: float, reference: float) -> None:
    hi = min(1.0, lo + width)
    low, high = strip.window(lo, hi, -1, 1, reference)
    assert -1 <= low < high <= 1
    assert low <= min(lo, reference) + 1e-9
    assert high >= max(hi, reference) - 1e-9


def test_a_suppressed_point_leaves_a_gap() -> None:
    drawn = line.draw(LineChart(title="NPS", points=months(10, 20, None, 30, 40)))
    assert len(having(drawn, "c-chart__line")) == 2
    assert not having(line.draw(LineChart(title="NPS", points=months(None, None))), "c-chart__line")


def test_a_lonely_point_between_gaps_is_a_dot() -> None:
    drawn = line.draw(LineChart(title="NPS", points=months(10, 20, None, 30, None, 40, 50)))
    assert len(having(drawn, "c-chart__dot")) == 2


def test_few_answers_are_hollow() -> None:
    points = (Point(label="Jan", value=1, thin=True), Point(label="Feb", value=2))
    drawn = line.draw(LineChart(title="NPS", points=points))
    assert [dot["class"] for dot in having(drawn, "c-chart__dot")] == ["c-chart__dot is-thin", "c-chart__dot"]


def test_a_line_runs_from_the_first_to_the_last_period() -> None:
    chart = LineChart(title="NPS", points=months(0, 50, 100), low=0, high=100)
    (drawn,) = having(line.draw(chart, Size(400, 200)), "c-chart__line")
    first, middle, last = (tuple(map(float, pair.split(","))) for pair in drawn["points"].split())
    assert (first[1], middle[1], last[1]) == (166, 90, 14)
    assert middle[0] == pytest.approx((first[0] + last[0]) / 2, abs=0.1)


def test_the_band_goes_there_above_and_back_below() -> None:
    points = tuple(Point(label=str(at), value=at, lo=at - 1, hi=at + 1) for at in (1, 2, 3))
    (band,) = having(line.draw(LineChart(title="NPS", points=points)), "c-chart__band")
    assert len(band["points"].split()) == 6


def test_period_labels_never_touch() -> None:
    for width in (200, 326, 860):
        shown = line.labelled(tuple(Point(label="September 2026", value=1) for _ in range(24)), width)
        apart = [(second - first) * width / 23 for first, second in pairwise(shown)]
        assert min(apart) >= line.width_of("September 2026") or len(shown) == 2
        assert shown[0] == 0
        assert shown[-1] == 23


def test_a_drawing_has_a_name_and_a_description() -> None:
    drawn = tree(line.draw(LineChart(title="NPS by month", description="Rising", points=months(1, 2))))
    assert drawn.get("role") == "img"
    assert [child.text for child in list(drawn)[:2]] == ["NPS by month", "Rising"]


def test_panels_share_one_scale() -> None:
    drawn = panels.draw_all(
        Panels(
            panels=(
                Panel(name="North", note="n 10", points=months(0, 100)),
                Panel(name="Coast", note="n 20", points=months(0, 50)),
            )
        )
    )
    ends = [last_height(f"<g>{panel.drawing}</g>") for panel in drawn]
    assert ends == [14, 75]  # 14 is the top, 136 the foot


def test_bars_start_at_zero_even_when_all_are_large() -> None:
    chart = BarChart(title="Reasons", bars=(Bar(label="Waiting", value=80, text="80%"),), low=0, high=100)
    drawn = bars.draw_wide(chart)
    (cut,) = having(drawn, "c-chart__cut")
    assert having(drawn, "c-chart__bar")[0]["x"] == cut["x1"]
    assert bars.bounds(BarChart(title="", bars=(Bar(label="", value=80, text=""),)))[0] == 0


def test_a_bar_without_a_value_says_why() -> None:
    drawn = bars.draw_narrow(BarChart(title="", bars=(Bar(label="Coast", value=None, text="too few"),)))
    assert not having(drawn, "c-chart__bar")
    assert "too few" in drawn


def matrix_of(*accounts: Account) -> Matrix:
    return Matrix(
        title="Accounts",
        accounts=accounts,
        cut_satisfaction=70,
        cut_revenue=500_000,
        money=((500_000, "€500k"),),
    )


RISKY = Account(letter="B", name="Elbufer", revenue=2_000_000, satisfaction=50, lo=45, hi=55, certain=True)
HAPPY = Account(letter="A", name="Hansehof", revenue=2_000_000, satisfaction=90, certain=True)
UNSURE = Account(letter="F", name="Linden", revenue=900_000, satisfaction=71)
SILENT = Account(letter="X", name="Quiet", revenue=900_000)


def test_each_account_has_its_quadrant() -> None:
    here = matrix_of()
    assert matrix.quadrant(90, 2e6, here) == "model"
    assert matrix.quadrant(50, 2e6, here) == "at_risk"
    assert matrix.quadrant(90, 2e5, here) == "growth"
    assert matrix.quadrant(50, 2e5, here) == "dangling"


def test_bubbles_say_how_sure_we_are() -> None:
    drawn = matrix.draw(matrix_of(HAPPY, RISKY, UNSURE, SILENT))
    looks = {one["class"] for one in having(drawn, "c-bubble")}
    assert looks == {"c-bubble", "c-bubble is-bad", "c-bubble is-unsure", "c-bubble is-hollow"}
    assert len(having(drawn, "c-hatch")) == 1


def test_who_did_not_answer_stands_in_the_lane_and_not_on_the_axis() -> None:
    drawn = matrix.draw(matrix_of(HAPPY, SILENT))
    (lane,) = having(drawn, "c-chart__lane")
    (silent,) = having(drawn, "is-hollow")
    assert float(lane["x"]) < float(silent["cx"]) < float(lane["x"]) + float(lane["width"])


def test_more_revenue_is_higher_and_more_satisfaction_further_right() -> None:
    drawn = matrix.draw(matrix_of(HAPPY, RISKY, UNSURE))
    happy, risky, unsure = (having(drawn, "c-bubble")[index] for index in range(3))
    assert float(happy["cx"]) > float(risky["cx"])
    assert float(happy["cy"]) < float(unsure["cy"])


def test_letters_leave_out_what_looks_like_digits() -> None:
    named = matrix.letters()
    first = [next(named) for _ in range(26)]
    assert first[:9] == list("ABCDEFGHJ")
    assert first[-2:] == ["AA", "AB"]


@given(some.floats(5, 20))
def test_hatching_stays_inside_its_circle(size: float) -> None:
    drawn = tree(matrix.hatch(0, 0, size))
    for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", drawn.attrib["d"]):
        assert float(x) ** 2 + float(y) ** 2 <= (size + 0.2) ** 2


def test_progress_is_drawn_as_wide_as_its_share() -> None:
    drawn = progress.draw(Progress(share=0.708, title="71 percent taken in"))
    assert having(drawn, "c-meter__fill")[0]["width"] == "70.8%"
    assert tree(drawn).get("aria-label") == "71 percent taken in"
    assert having(progress.draw(Progress(share=7)), "c-meter__fill")[0]["width"] == "100%"


def test_no_drawing_brings_its_own_colours_or_ids() -> None:
    drawings = [
        matrix.for_screen(matrix_of(HAPPY, RISKY, UNSURE, SILENT)),
        line.for_screen(LineChart(title="", points=months(1, None, 2))),
        bars.for_screen(BarChart(title="", bars=(Bar(label="a", value=-3, text="−3", lo=-5, hi=1),))),
        *(legend.key(mark) for mark in ("line", "undecided", "silent")),
        *(icon(name) for name in ICONS),
    ]
    for drawn in drawings:
        assert not re.search(r'\s(style|fill|stroke|id)="', drawn)


def test_labels_at_one_place_move_apart_and_others_stay() -> None:
    (ax, ay), (bx, by), far = apart([(10, 10), (10, 10), (90, 10)], 16)
    assert math.hypot(bx - ax, by - ay) == pytest.approx(16)
    assert (ax + bx) / 2 == pytest.approx(10)
    assert far == (90, 10)


def test_the_silent_of_like_revenue_stand_side_by_side() -> None:
    assert beside([100, 104, 108, 200], 16, 32) == [0, -16, 16, 0]
