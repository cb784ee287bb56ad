"""Two periods or two segments of a metric as a table: the whole and each group, the difference, the verdict."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.charts import bars, numerals
from oyez.kit.sheets.sheet import Cell, Column, Drawn, Kind, Note, Part, Row, Sheet
from oyez.measure import compared_words, contrast_words, wording
from oyez.measure.choices import called
from oyez.measure.comparing import Against
from oyez.measure.core.question import Question
from oyez.measure.core.result import Card, Result
from oyez.measure.core.scores.compared import Comparison, Contrast, Side
from oyez.measure.sheets.answers import asked, measured, scaled, value_column
from oyez.measure.sheets.notes import address, footnote, period_said, where_from

MOST_BARS = 20
Sides = tuple[tuple[str, Any], ...]
PERIODS: Sides = (("later", gettext_lazy("Later")), ("earlier", gettext_lazy("Earlier")))
SEGMENTS: Sides = (("one", gettext_lazy("One")), ("other", gettext_lazy("Other")))


def comparison_sheet(viewer: Viewer, question: Question, against: str, found: Comparison) -> Sheet:
    """The comparison as it stands on the explore page."""
    card = found.metric
    between = _("%(later)s against %(earlier)s") % {
        "later": period_said(found.later_period),
        "earlier": period_said(found.earlier_period),
    }
    return Sheet(
        name=f"oyez-{card.name}-compared",
        title=_("%(metric)s, two periods") % {"metric": called(card)},
        sentence=compared_words.sentence(found),
        columns=_columns(found.metric, found.by, PERIODS),
        rows=_rows(found),
        footnote=footnote(between, _n_of_both(found.total)),
        notes=(
            Note(_("Periods"), between),
            Note(_("Only"), "; ".join(found.where) or _("no filter")),
            Note(_("Measure"), _(card.explained)),
            Note(
                _("Change"),
                _(
                    "Later less earlier; intervals (MOVER, Zou and Donner 2008) hold for all groups together at 95%."
                    " Rising or falling only with a hundred answers on both sides."
                ),
            ),
            Note(_("Hidden"), _("Fewer than %(k)d answers are not shown.") % {"k": the_company().k}),
            Note(_("Formulas"), address("measure:formulas")),
            *where_from(
                viewer, address("measure:explore", {**asked(question), "compare": Against(against).value})
            ),
        ),
        drawn=_drawn(found, compared_words.title(found)),
    )


def contrast_sheet(viewer: Viewer, question: Question, found: Contrast) -> Sheet:
    """Two segments in the same period: one, the other, the difference."""
    card, period, between = found.metric, period_said(found.period), contrast_words.title(found)
    versus = [text for text in found.other_where if text not in found.one_where]
    return Sheet(
        name=f"oyez-{card.name}-segments",
        title=_("%(metric)s, two segments") % {"metric": called(card)},
        sentence=contrast_words.sentence(found),
        columns=_columns(card, found.by or "group", SEGMENTS),
        rows=_rows(found),
        footnote=footnote(between, _n_of_both(found.total), period),
        notes=(
            Note(_("Segments"), between),
            Note(_("Period"), period),
            Note(_("Measure"), _(card.explained)),
            Note(
                _("Difference"),
                _(
                    "One less the other; intervals (MOVER, Zou and Donner 2008) hold for all groups together at 95%."
                ),
            ),
            Note(_("Hidden"), _("Fewer than %(k)d answers are not shown.") % {"k": the_company().k}),
            Note(_("Formulas"), address("measure:formulas")),
            *where_from(viewer, address("measure:explore", {**asked(question), "versus": versus})),
        ),
        drawn=_drawn(found, between),
    )


def _columns(card: Card, by: str, sides: Sides) -> tuple[Column, ...]:
    return (
        Column(name=by, label=wording.dimension(by)),
        *(column for name, label in sides for column in _side(card, name, str(label))),
        value_column(card, "change", _("Change")),
        value_column(card, "change_lower", _("Change, lower")),
        value_column(card, "change_upper", _("Change, upper")),
        Column(name="verdict", label=_("Verdict")),
    )


def _side(card: Card, name: str, label: str) -> tuple[Column, ...]:
    return (
        value_column(card, name, label),
        value_column(card, f"{name}_lower", _("%(side)s, lower") % {"side": label}),
        value_column(card, f"{name}_upper", _("%(side)s, upper") % {"side": label}),
        Column(name=f"{name}_n", label=_("%(side)s, n") % {"side": label}, kind=Kind.WHOLE, hideable=True),
    )


def _rows(found: Comparison | Contrast) -> tuple[Row, ...]:
    """The whole, then each group."""
    whole = _row(found, found.total, _("All together"))
    return (whole, *(_row(found, one) for one in found.groups))


def _row(found: Comparison | Contrast, one: Side, name: str = "") -> Row:
    card, change = found.metric, one.change
    changed: Row = (None, None, None, None)
    if change is not None:
        bounds = [scaled(card, value) for value in (change.value, change.lo, change.hi)]
        changed = (*bounds, change.move.value)
    return (name or _name(found, one), *_known(found, one.later), *_known(found, one.earlier), *changed)


def _known(found: Comparison | Contrast, result: Result | None) -> tuple[Cell, ...]:
    return (None, None, None, 0) if result is None else measured(found.metric, result)


def _name(found: Comparison | Contrast, one: Side) -> str:
    return _("none") if one.key is None else found.names.get(one.key, one.key)


def _n_of_both(total: Side) -> str:
    both = [
        numerals.number(one.n) if one and one.n is not None else "–" for one in (total.later, total.earlier)
    ]
    return _("n %(later)s and %(earlier)s") % {"later": both[0], "earlier": both[1]}


def _drawn(found: Comparison | Contrast, title: str) -> Drawn | None:
    """Differences as bars from zero, with their intervals."""
    sides = [(_("All together"), found.total), *((_name(found, one), one) for one in found.groups)]
    shown = tuple(
        bars.Bar(
            label=name,
            value=scaled(found.metric, one.change.value),
            lo=scaled(found.metric, one.change.lo),
            hi=scaled(found.metric, one.change.hi),
            text=compared_words.difference(found.metric, one.change.value),
        )
        for name, one in sides
        if one.change is not None
    )[:MOST_BARS]
    if not shown:
        return None
    keys = f"bar={_('Difference')}, interval={_('95% interval')}"
    return Drawn((Part(bars.draw_wide(bars.BarChart(title=title, bars=shown))),), keys)
