"""Bars that show how answers spread: cut into parts, upright, or in a card."""

import re

from oyez.kit.charts import bars, columns, legend, stacked


def widths(drawn: str) -> list[float]:
    return [float(found) for found in re.findall(r'is-\d" x="[\d.]+" y="[\d.]+" width="([\d.]+)"', drawn)]


def test_the_parts_of_a_bar_fill_it() -> None:
    parts = tuple(
        stacked.Part(share=share, words=f"{share:.0%}", name=str(share)) for share in (0.5, 0.3, 0.2)
    )
    chart = stacked.StackChart(title="Spread", stacks=(stacked.Stack(label="All", parts=parts),))
    drawn = stacked.for_screen(chart)
    wide, narrow = widths(drawn)[:3], widths(drawn)[3:]
    assert sum(narrow) == stacked.NARROW_WIDTH
    assert [round(one / sum(wide), 2) for one in wide] == [0.5, 0.3, 0.2]
    assert ">50%<" in drawn


def test_words_stand_only_where_they_fit() -> None:
    parts = (
        stacked.Part(share=0.99, words="99%", name="yes"),
        stacked.Part(share=0.01, words="1%", name="no"),
    )
    drawn = stacked.for_screen(
        stacked.StackChart(title="Spread", stacks=(stacked.Stack(label="All", parts=parts),))
    )
    assert ">99%<" in drawn
    assert ">1%<" not in drawn
    assert "All, no: 1%" in drawn  # the tip says it


def test_a_hidden_group_says_why_in_place_of_a_bar() -> None:
    drawn = stacked.for_screen(
        stacked.StackChart(title="Spread", stacks=(stacked.Stack(label="<few>", parts=(), text="too few"),))
    )
    assert "too few" in drawn
    assert "&lt;few&gt;" in drawn
    assert "c-chart__part" not in drawn


def test_the_highest_upright_bar_fills_the_height() -> None:
    points = [columns.Point(name=str(at), share=share, words="") for at, share in enumerate((0.2, 0.4, 0.0))]
    heights = [float(one) for one in re.findall(r'height="([\d.]+)" rx="2"', columns.draw(points, "Spread"))]
    room = columns.HEIGHT - columns.FOOT - columns.HEAD
    assert heights == [room / 2, room, 1.0]
    assert columns.draw([], "Spread").startswith("<svg")


def test_a_card_has_one_drawing_for_every_screen() -> None:
    chart = bars.BarChart(title="Reasons", bars=(bars.Bar(label="price", value=40, text="40%"),))
    drawn = bars.for_card(chart)
    assert drawn.count("<svg") == 1
    assert "u-narrow" not in drawn


def test_the_legend_knows_every_part() -> None:
    assert all(f"is-{at}" in legend.key(f"part{at}") for at in range(1, stacked.PARTS + 1))
