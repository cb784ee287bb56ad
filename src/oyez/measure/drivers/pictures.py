"""Drivers drawn: bars with intervals, the map of importance and performance, and the tables beside them."""

from django.utils.translation import gettext as _

from oyez.kit.charts import bars, crosses, numerals
from oyez.kit.charts.drawing import Svg
from oyez.kit.charts.table import Cell, Column, Table
from oyez.measure.core.drivers.analysis import Driver
from oyez.measure.core.drivers.priorities import Priority
from oyez.measure.drivers import words
from oyez.measure.drivers.ask import Told


def importance(told: Told) -> Svg:
    """One bar a driver, the most important first."""
    return bars.for_screen(
        bars.BarChart(
            title=_("What drives satisfaction"),
            description=_(
                "Shares of what all ratings explain, with 95% intervals; the table holds all figures."
            ),
            bars=tuple(
                bars.Bar(
                    label=told.name(one.key),
                    value=100 * one.share,
                    lo=100 * one.lo,
                    hi=100 * one.hi,
                    text=words.share(one),
                    tip=f"{told.name(one.key)}: {words.share(one)} ({words.share_between(one)}), {words.place(one)}",
                    faint=one.rank.best != one.rank.worst,
                )
                for one in told.analysis.drivers
            ),
            unit="%",
        )
    )


def importance_table(told: Told) -> Table:
    """Every driver with its share, its place and who answered."""
    columns = (
        Column(name=_("Driver")),
        Column(name=_("Share of what is explained"), numeric=True, short=_("Share")),
        Column(name=_("Place")),
        Column(name=_("Answers"), numeric=True),
    )
    rows = tuple(
        (
            Cell(words=told.name(one.key)),
            Cell(words=words.share(one), below=words.share_between(one)),
            words.place(one),
            numerals.number(one.n),
        )
        for one in told.analysis.drivers
    )
    return Table(columns=columns, rows=rows, caption=_("What drives satisfaction"))


def priorities(told: Told) -> Svg:
    """Importance against performance, each driver with its number in the order of importance."""
    found = told.analysis
    return crosses.for_screen(
        crosses.Map(
            title=_("Importance and performance"),
            description=_("Each number is a driver; the table names them. Lines are 95% intervals."),
            crosses=tuple(_cross(told, number, one) for number, one in enumerate(found.drivers, start=1)),
            cut_x=found.performance_cut,
            cut_y=100 * found.importance_cut,
            across=_("How well it does, 0 to 100"),
            up=_("How important it is"),
            corners=(_("Concentrate here"), _("Keep it up"), _("Low priority"), _("More than it needs")),
            unit_y="%",
        )
    )


def _cross(told: Told, number: int, one: Driver) -> crosses.Cross:
    urgent = one.spot.priority is Priority.CONCENTRATE and not one.spot.borderline
    return crosses.Cross(
        label=str(number),
        x=one.performance,
        y=100 * one.share,
        x_lo=one.performance_bounds.lo,
        x_hi=one.performance_bounds.hi,
        y_lo=100 * one.lo,
        y_hi=100 * one.hi,
        tip=f"{number} {told.name(one.key)}: {words.priority(one)}",
        unsure=one.spot.borderline,
        urgent=urgent,
    )


def priorities_table(told: Told) -> Table:
    """What each number on the map stands for, how well it does, and what raising it goes with."""
    columns = (
        Column(name=_("Driver")),
        Column(name=_("Mean rating"), numeric=True),
        Column(name=_("On the map")),
        Column(name=_("Raised within reach, points of 100"), numeric=True, short=_("If raised")),
    )
    rows = tuple(
        (
            Cell(words=f"{number} · {told.name(one.key)}"),
            Cell(words=words.performance(told, one), below=words.performance_between(told, one)),
            words.priority(one),
            Cell(words=words.lift(told, one), below=words.lift_between(told, one)),
        )
        for number, one in enumerate(told.analysis.drivers, start=1)
    )
    return Table(columns=columns, rows=rows, caption=_("Importance and performance"))


def comparison_table(told: Told) -> Table:
    """For the analyst: other measures, asymmetry, and how strong a hidden cause would have to be."""
    columns = (
        Column(name=_("Driver")),
        Column(name=_("LMG"), numeric=True),
        Column(name=_("Johnson"), numeric=True),
        Column(name=_("Slope"), numeric=True),
        Column(name=_("VIF"), numeric=True),
        Column(name=_("Robustness value"), numeric=True, short=_("RV")),
        Column(name=_("Penalty and reward"), full=True),
    )
    return Table(
        columns=columns,
        rows=tuple(_compared(told, one) for one in told.analysis.drivers),
        caption=_("Measures"),
    )


def _compared(told: Told, one: Driver) -> tuple[str | Cell, ...]:
    contrast = "–"
    if one.contrast is not None:
        both = (one.contrast.penalty, one.contrast.reward)
        contrast = " · ".join(numerals.signed(told.outcome_points(value), 1) for value in both)
    return (
        Cell(words=told.name(one.key)),
        words.share(one),
        "–" if one.johnson is None else numerals.percent(one.johnson),
        numerals.number(one.slope, 4),
        numerals.number(one.vif, 1),
        numerals.percent(one.robustness),
        Cell(words=contrast, below=words.nature(one)),
    )
