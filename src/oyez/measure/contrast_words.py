"""Two segments beside each other in a sentence and a table."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oyez.kit.charts import numerals
from oyez.kit.charts.table import Cell, Column, Row, Table
from oyez.measure import wording
from oyez.measure.compared_words import difference
from oyez.measure.core.compare import Move
from oyez.measure.core.question import parse_filter
from oyez.measure.core.result import Card, Flag, Result
from oyez.measure.core.scores.compared import Change, Contrast, Side


def sentence(found: Contrast) -> str:
    """Which segment lies higher, or that chance may explain it; and whether they share answers."""
    return " ".join(filter(None, [_difference(found), _overlap(found), _left_out(found)]))


def title(found: Contrast) -> str:
    """`Tier: gold against Tier: silver`."""
    one, other = _names(found)
    return _("%(one)s against %(other)s") % {"one": one, "other": other}


def segment(where: tuple[str, ...]) -> str:
    """The filters of a segment in words."""
    filters = [parse_filter(text) for text in where]
    said = [f"{wording.dimension(one.dimension)}: {', '.join(one.values)}" for one in filters]
    return " · ".join(said) or _("everybody")


def table(found: Contrast) -> Table:
    """The whole, then each group, of both segments."""
    counted, (one, other) = found.metric.shown in ("count", "money"), _names(found)
    columns = [
        Column(name=wording.dimension(found.by) if found.by else _("Group")),
        Column(name=one, numeric=True),
        Column(name=_("n"), numeric=True),
        Column(name=other, numeric=True),
        Column(name=_("n there"), numeric=True),
    ]
    if not counted:
        columns += [
            Column(name=_("Difference"), numeric=True),
            Column(name=_("Its interval"), numeric=True),
            Column(name=_("Verdict"), full=True),
        ]
    rows = [_row(found.metric, found.total, _("All together"), counted)]
    rows += [_row(found.metric, group, _name(found, group), counted) for group in found.groups]
    return Table(columns=tuple(columns), rows=tuple(rows), caption=title(found))


def _names(found: Contrast) -> tuple[str, str]:
    """Both segments without what holds for both."""
    one, other = found.one_where, found.other_where
    return segment(tuple(text for text in one if text not in other)), segment(
        tuple(text for text in other if text not in one)
    )


def _difference(found: Contrast) -> str:
    change, one, other = found.total.change, found.total.later, found.total.earlier
    if one is None or other is None or one.value is None or other.value is None:
        return _("Too few answers in one of the segments to compare them.")
    card = found.metric
    said = {
        "one": _names(found)[0],
        "other": _names(found)[1],
        "high": wording.value(card, one),
        "low": wording.value(card, other),
    }
    if change is None:
        return _("%(one)s has %(high)s, %(other)s %(low)s.") % said
    said |= {
        "difference": difference(card, change.value),
        "interval": numerals.between(difference(card, change.lo), difference(card, change.hi)),
    }
    return {
        Move.RISEN: _("%(one)s (%(high)s) lies above %(other)s (%(low)s), by %(difference)s (%(interval)s)."),
        Move.FALLEN: _(
            "%(one)s (%(high)s) lies below %(other)s (%(low)s), by %(difference)s (%(interval)s)."
        ),
        Move.UNDECIDED: _(
            "%(one)s has %(high)s, %(other)s %(low)s; the difference of %(difference)s (%(interval)s) may be"
            " chance alone."
        ),
    }[change.move] % said


def _overlap(found: Contrast) -> str:
    """Who is in both makes the two more alike, and their difference surer than it is computed."""
    if found.overlap is None:
        return _("A few answers are in both segments.")
    if not found.overlap:
        return ""
    return ngettext(
        "%(n)s answer is in both segments: they look more alike than they are, and the interval is wider than it need"
        " be.",
        "%(n)s answers are in both segments: they look more alike than they are, and the interval is wider than it need"
        " be.",
        found.overlap,
    ) % {"n": numerals.number(found.overlap)}


def _left_out(found: Contrast) -> str:
    sides = [one for one in (found.total.later, found.total.earlier) if one is not None]
    if len({Flag.CONFIDENTIAL_LEFT_OUT in one.flags for one in sides}) > 1:
        return _(
            "Confidential answers are counted in only one of the two: filter both by unit or survey alone."
        )
    return ""


def _name(found: Contrast, one: Side) -> str:
    return _("none") if one.key is None else found.names.get(one.key, one.key)


def _row(card: Card, one: Side, name: str, counted: bool) -> Row:
    values = (*_side(card, one.later), *_side(card, one.earlier))
    return (name, *values) if counted else (name, *values, *_change(card, one.change))


def _side(card: Card, result: Result | None) -> tuple[str | Cell, str]:
    if result is None:
        return "", "0"
    if result.value is None:
        return (wording.hidden(result) if result.suppressed else ""), ""
    return Cell(words=wording.value(card, result), below=wording.interval(card, result)), numerals.number(
        result.n or 0
    )


def _change(card: Card, change: Change | None) -> tuple[str | Cell, ...]:
    if change is None:
        return "", "", ""
    words = {Move.RISEN: _("Higher"), Move.FALLEN: _("Lower"), Move.UNDECIDED: _("Undecided")}[change.move]
    shape = "undecided"
    if change.move is not Move.UNDECIDED:
        shape = "met" if (change.move is Move.RISEN) == card.higher_is_better else "missed"
    interval = numerals.between(difference(card, change.lo), difference(card, change.hi))
    return difference(card, change.value), interval, Cell(words=words, verdict=shape)
