"""Two periods of a metric as a table: the whole and each group, the change with its interval, the verdict."""

from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.charts import bars, numerals
from oyez.kit.sheets.sheet import Cell, Column, Drawn, Kind, Note, Part, Row, Sheet
from oyez.measure import compared_words, wording
from oyez.measure.choices import called
from oyez.measure.comparing import Against
from oyez.measure.core.question import Question
from oyez.measure.core.result import Result
from oyez.measure.core.scores.compared import Comparison, Side
from oyez.measure.sheets.answers import asked, measured, scaled, value_column
from oyez.measure.sheets.notes import address, footnote, period_said, where_from

MOST_BARS = 20


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
        columns=_columns(found),
        rows=(_row(found, found.total, _("All together")), *(_row(found, one) for one in found.groups)),
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
        drawn=_drawn(found),
    )


def _columns(found: Comparison) -> tuple[Column, ...]:
    card = found.metric
    return (
        Column(name=found.by, label=wording.dimension(found.by)),
        *_side(found, "later", _("Later")),
        *_side(found, "earlier", _("Earlier")),
        value_column(card, "change", _("Change")),
        value_column(card, "change_lower", _("Change, lower")),
        value_column(card, "change_upper", _("Change, upper")),
        Column(name="verdict", label=_("Verdict")),
    )


def _side(found: Comparison, name: str, label: str) -> tuple[Column, ...]:
    card = found.metric
    return (
        value_column(card, name, label),
        value_column(card, f"{name}_lower", _("%(side)s, lower") % {"side": label}),
        value_column(card, f"{name}_upper", _("%(side)s, upper") % {"side": label}),
        Column(name=f"{name}_n", label=_("%(side)s, n") % {"side": label}, kind=Kind.WHOLE, hideable=True),
    )


def _row(found: Comparison, one: Side, name: str = "") -> Row:
    card, change = found.metric, one.change
    changed: Row = (None, None, None, None)
    if change is not None:
        bounds = [scaled(card, value) for value in (change.value, change.lo, change.hi)]
        changed = (*bounds, change.move.value)
    return (name or _name(found, one), *_known(found, one.later), *_known(found, one.earlier), *changed)


def _known(found: Comparison, result: Result | None) -> tuple[Cell, ...]:
    return (None, None, None, 0) if result is None else measured(found.metric, result)


def _name(found: Comparison, one: Side) -> str:
    return _("none") if one.key is None else found.names.get(one.key, one.key)


def _n_of_both(total: Side) -> str:
    both = [
        numerals.number(one.n) if one and one.n is not None else "–" for one in (total.later, total.earlier)
    ]
    return _("n %(later)s and %(earlier)s") % {"later": both[0], "earlier": both[1]}


def _drawn(found: Comparison) -> Drawn | None:
    """Changes as bars from zero, with their intervals."""
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
    keys = f"bar={_('Change')}, interval={_('95% interval')}"
    return Drawn((Part(bars.draw_wide(bars.BarChart(title=compared_words.title(found), bars=shown))),), keys)
