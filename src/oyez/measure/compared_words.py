"""A comparison of two periods in a sentence and a table."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from oyez.kit.charts import numerals
from oyez.kit.charts.table import Cell, Column, Row, Table
from oyez.measure import wording
from oyez.measure.core.compare import Move
from oyez.measure.core.result import Card, Period, Result
from oyez.measure.core.scores.compared import Change, Comparison, Shift, Side


def sentence(found: Comparison) -> str:
    """Whether the whole moved, and why, as a line manager would say it."""
    change, earlier, later = found.total.change, found.total.earlier, found.total.later
    if change is None or earlier is None or later is None:
        return _("Too few answers in one of the periods to compare them.")
    card = found.metric
    said = {
        "earlier": wording.value(card, earlier),
        "later": wording.value(card, later),
        "difference": difference(card, change.value),
        "interval": numerals.between(difference(card, change.lo), difference(card, change.hi)),
    }
    moved = {
        Move.RISEN: _("It has risen from %(earlier)s to %(later)s, by %(difference)s (%(interval)s)."),
        Move.FALLEN: _("It has fallen from %(earlier)s to %(later)s, by %(difference)s (%(interval)s)."),
        Move.UNDECIDED: _(
            "From %(earlier)s to %(later)s; the difference of %(difference)s (%(interval)s) may be chance alone."
        ),
    }[change.move]
    return " ".join(filter(None, [moved % said, shift_sentence(card, found.shift)]))


def shift_sentence(card: Card, shift: Shift | None) -> str:
    """How much of a change is what customers say, and how much is who answered."""
    if shift is None:
        return ""
    said = {
        "total": difference(card, shift.total, 1),
        "rate": difference(card, shift.rate, 1),
        "mix": difference(card, shift.mix, 1),
        "by": wording.dimension(shift.by).lower(),
    }
    template = _(
        "Of the change of %(total)s, %(rate)s is what customers say and %(mix)s is who answered, by %(by)s."
    )
    if shift.is_mostly_mix and abs(shift.mix) > 0:
        template = _(
            "Of the change of %(total)s, only %(rate)s is what customers say: %(mix)s is who answered, by %(by)s."
        )
    return template % said


def title(found: Comparison) -> str:
    """“1 Mar 2026 to 31 Mar 2026 against 1 Feb 2026 to 28 Feb 2026”."""
    periods = {"later": days(found.later_period), "earlier": days(found.earlier_period)}
    return _("%(later)s against %(earlier)s") % periods


def days(period: Period) -> str:
    """A half-open period by its first and last day."""
    assert period.since is not None
    assert period.until is not None
    last = period.until.fromordinal(period.until.toordinal() - 1)
    return _("%(first)s to %(last)s") % {
        "first": date_format(period.since, "j M Y"),
        "last": date_format(last, "j M Y"),
    }


def table(found: Comparison) -> Table:
    """The whole and each group, in both periods, with the change and what may be said of it."""
    counted = found.metric.shown in ("count", "money")
    return Table(
        columns=(
            Column(name=wording.dimension(found.by)),
            Column(name=_("Later"), numeric=True),
            Column(name=_("n"), numeric=True),
            Column(name=_("Earlier"), numeric=True),
            Column(name=_("n before"), numeric=True),
            *(
                ()
                if counted
                else (
                    Column(name=_("Change"), numeric=True),
                    Column(name=_("Its interval"), numeric=True),
                    Column(name=_("Verdict"), full=True),
                )
            ),
        ),
        rows=(
            _row(found.metric, found.total, _("All together"), counted),
            *(_row(found.metric, one, _name(found, one), counted) for one in found.groups),
        ),
        caption=title(found),
    )


def difference(card: Card, value: float, decimals: int = 0) -> str:
    """Differences of shares are points, not percent."""
    if card.shown in ("points", "share"):
        return numerals.signed(100 * value, decimals)
    return numerals.signed(value, 2 if card.shown == "mean" else 0)


def verdict(card: Card, move: Move) -> Cell:
    """Rising, falling or undecided, with a shape that says whether that is good."""
    words = {Move.RISEN: _("Rising"), Move.FALLEN: _("Falling"), Move.UNDECIDED: _("Undecided")}[move]
    if move is Move.UNDECIDED:
        return Cell(words=words, verdict="undecided")
    good = (move is Move.RISEN) == card.higher_is_better
    return Cell(words=words, verdict="met" if good else "missed")


def _name(found: Comparison, one: Side) -> str:
    if one.key is None:
        return _("no %(dimension)s") % {"dimension": wording.dimension(found.by).lower()}
    return found.names.get(one.key, one.key)


def _row(card: Card, one: Side, name: str, counted: bool) -> Row:
    values = (*_side(card, one.later), *_side(card, one.earlier))
    return (name, *values) if counted else (name, *values, *_change(card, one.change))


def _side(card: Card, result: Result | None) -> tuple[str, str]:
    if result is None:
        return "", "0"
    if result.value is None:
        return wording.hidden(result) if result.suppressed else "", ""
    return wording.value(card, result), numerals.number(result.n or 0)


def _change(card: Card, change: Change | None) -> tuple[str | Cell, ...]:
    if change is None:
        return "", "", ""
    interval = numerals.between(difference(card, change.lo), difference(card, change.hi))
    return difference(card, change.value), interval, verdict(card, change.move)
