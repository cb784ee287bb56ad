"""The later half of the periods shown against the earlier one."""

from django.utils.translation import gettext as _

from oyez.kit.charts import numerals
from oyez.kit.charts.table import Column, Row, Table
from oyez.measure import wording
from oyez.measure.compared_words import difference, verdict
from oyez.measure.core.compare import Halves, Known
from oyez.measure.core.result import Card
from oyez.measure.series import Group, Series, stretch


def halves_table(series: Series) -> Table | None:
    """The later half of the periods against the earlier one, with the interval of the change and a verdict."""
    every = series.every
    if every is None or series.is_counted or len(series.periods) < 4:
        return None
    compared = [(group, found) for group, found in series.halves if found is not None]
    if not compared:
        return None
    return Table(
        columns=(
            Column(name=wording.dimension(series.by[0]) if len(series.by) == 1 else _("Group")),
            Column(name=_("Later half"), numeric=True),
            Column(name=_("95% interval"), numeric=True),
            Column(name=_("n"), numeric=True),
            Column(name=_("Earlier half"), numeric=True),
            Column(name=_("Change"), numeric=True),
            Column(name=_("Its interval"), numeric=True),
            Column(name=_("Verdict"), full=True),
        ),
        rows=tuple(_half_row(series.answer.metric, group, found) for group, found in compared),
        caption=_("The later half of the periods against the earlier one"),
    )


def span(series: Series) -> str:
    """“Jun 2026 to Nov 2026 against Dec 2025 to May 2026”."""
    every, periods = series.every, series.periods
    if every is None or len(periods) < 2:
        return ""
    middle = len(periods) // 2
    said = [stretch(periods[at], every) for at in (middle, -1, 0, middle - 1)]
    return _("%(later)s to %(last)s against %(first)s to %(earlier)s") % {
        "later": said[0],
        "last": said[1],
        "first": said[2],
        "earlier": said[3],
    }


def _half_row(metric: Card, group: Group, found: Halves) -> Row:
    later, earlier, change = found.later, found.earlier, found.change
    said = [difference(metric, value) for value in (change.value, change.lo, change.hi)]
    return (
        group.name,
        _known(metric, later),
        numerals.between(
            wording.number(metric, later.lo, later.n), wording.number(metric, later.hi, later.n)
        ),
        numerals.number(later.n),
        _known(metric, earlier),
        said[0],
        numerals.between(said[1], said[2]),
        verdict(metric, found.move),
    )


def _known(metric: Card, one: Known) -> str:
    return wording.number(metric, one.value, one.n)
