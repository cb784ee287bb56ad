"""Drivers as a table: the share of each with its interval and places, how well it does, what raising it goes with."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.kit.sheets.sheet import Column, Drawn, Kind, Note, Part, Row, Sheet
from oyez.measure.core.result import Period
from oyez.measure.drivers import pictures, words
from oyez.measure.drivers.ask import Asked, Told
from oyez.measure.drivers.records import compares, record
from oyez.measure.sheets.notes import address, footnote, period_said, where_from

PERCENT = {"share", "lo", "hi", "johnson", "robustness"}


def drivers_sheet(viewer: Viewer, given: Asked, told: Told) -> Sheet:
    """What the drivers page shows, in full."""
    question = given.question
    period = period_said(Period(question.since, question.until))
    only = "; ".join(map(str, question.where))
    columns = _columns(viewer)
    return Sheet(
        name=slugify(f"oyez-drivers-{told.study.survey}"),
        title=_("What drives satisfaction: %(survey)s") % {"survey": told.study.survey},
        sentence=words.lead(told),
        columns=columns,
        rows=tuple(_row(columns, one) for one in record(viewer, told)["drivers"]),
        footnote=footnote(words.basis(told), period, only),
        notes=(
            Note(_("Period"), period),
            Note(_("Only"), only or _("no filter")),
            Note(_("Rests on"), words.basis(told)),
            Note(_("If causal"), words.causal(told)),
            *(Note(_("To know"), said) for said in words.notes(told)),
            *(Note(about, said) for about, said in how()),
            *where_from(
                viewer,
                address(
                    "measure:drivers",
                    {
                        "survey": told.study.survey,
                        "outcome": given.outcome,
                        "where": [str(one) for one in question.where],
                        "since": question.since.isoformat() if question.since else "",
                        "until": question.until.isoformat() if question.until else "",
                    },
                ),
            ),
        ),
        drawn=_drawn(told),
    )


def how() -> list[tuple[str, str]]:
    """How drivers are computed, with sources."""
    return [
        (
            _("Importance"),
            _(
                "LMG: what a driver adds to R², averaged over all orders in which drivers can enter; shares add up"
                " to 100% (Lindeman, Merenda and Gold 1980; Grömping 2006). Exact to fourteen drivers."
            ),
        ),
        (
            _("Intervals"),
            _(
                "95%, percentiles of 1,000 resamplings of accounts, or of persons without one. Two drivers are tied"
                " unless the interval of their difference leaves out zero."
            ),
        ),
        (
            _("If raised"),
            _(
                "The rating moves from the lower quarter of units to the middle one, never above the top of its scale;"
                " all other ratings stay. 90% interval. Robustness value: Cinelli and Hazlett 2020."
            ),
        ),
    ]


def _columns(viewer: Viewer) -> tuple[Column, ...]:
    share, number, whole = Kind.SHARE, Kind.NUMBER, Kind.WHOLE
    told: list[tuple[str, str, Kind, str]] = [
        ("key", _("Key"), Kind.TEXT, ""),
        ("name", _("Driver"), Kind.TEXT, ""),
        ("share", _("Share of what is explained"), share, "%"),
        ("lo", _("Share, lower"), share, "%"),
        ("hi", _("Share, upper"), share, "%"),
        ("best_place", _("Best place"), whole, ""),
        ("worst_place", _("Worst place"), whole, ""),
        ("n", _("Answers"), whole, ""),
        ("performance", _("Mean rating"), number, ""),
        ("performance_lo", _("Mean rating, lower"), number, ""),
        ("performance_hi", _("Mean rating, upper"), number, ""),
        ("priority", _("On the map"), Kind.TEXT, ""),
        ("borderline", _("Borderline"), Kind.YES_NO, ""),
        ("lift", _("Raised within reach"), number, _("points of 100")),
        ("lift_lo", _("Raised, lower"), number, _("points of 100")),
        ("lift_hi", _("Raised, upper"), number, _("points of 100")),
    ]
    if compares(viewer):
        told += [
            ("johnson", _("Johnson"), share, "%"),
            ("slope", _("Slope"), number, ""),
            ("robustness", _("Robustness value"), share, "%"),
            ("vif", _("VIF"), number, ""),
            ("penalty", _("Penalty"), number, ""),
            ("reward", _("Reward"), number, ""),
        ]
    return tuple(Column(name=name, label=label, kind=kind, unit=unit) for name, label, kind, unit in told)


def _row(columns: tuple[Column, ...], one: dict[str, Any]) -> Row:
    return tuple(
        round(100 * one[column.name], 6)
        if column.name in PERCENT and one[column.name] is not None
        else one[column.name]
        for column in columns
    )


def _drawn(told: Told) -> Drawn | None:
    if not told.analysis.explains_enough:
        return None
    keys = f"bar={_('Share of what is explained')}, interval={_('95% interval')}"
    return Drawn((Part(pictures.importance(told)),), keys)
