"""What stands around an answer on the explore page: another period, the split of a change, the season, benchmarks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.kit.charts import numerals
from oyez.kit.charts.table import Column, Table
from oyez.measure import compared_words, contrast_words, wording
from oyez.measure.ask import ask
from oyez.measure.comparing import compare, contrast, usual_dimension
from oyez.measure.core.compare import Known
from oyez.measure.core.ladder import SCORE
from oyez.measure.core.question import Every, Question, parse_filter
from oyez.measure.core.result import Card, Result
from oyez.measure.core.scores.compared import AVERAGED, shift_of_known
from oyez.measure.core.scores.season import LEAST_MONTHS, Season, season
from oyez.measure.models import Benchmark
from oyez.measure.queries import benchmarks
from oyez.measure.series import Series


@dataclass(frozen=True)
class Compared:
    """Two periods side by side: a sentence, a table, which periods."""

    sentence: str
    table: Table
    title: str


def against(viewer: Viewer, question: Question, other: str) -> Compared:
    """The question's period against another one."""
    found = compare(viewer, replace(question, rolling=0, weigh=(), population=None), other)
    return Compared(compared_words.sentence(found), compared_words.table(found), compared_words.title(found))


def segments(viewer: Viewer, question: Question, versus: Sequence[str]) -> Compared:
    """The question's segment against another one."""
    bare = replace(question, weigh=(), population=None)
    found = contrast(viewer, bare, [parse_filter(text) for text in versus])
    return Compared(contrast_words.sentence(found), contrast_words.table(found), contrast_words.title(found))


def split(viewer: Viewer, question: Question, series: Series) -> str:
    """How much of the change between the halves of the periods is what customers say, and how much who answered."""
    if series.every is None or series.answer.metric.shown not in AVERAGED or len(series.periods) < 4:
        return ""
    by = question.by[0] if len(question.by) == 1 else usual_dimension(viewer)
    if question.by != (by,):
        series = Series(ask(viewer, replace(question, by=(by,), rolling=0, weigh=(), population=None)))
    pairs: list[tuple[Known | None, Known | None]] = [
        (found.later, found.earlier) for _group, found in series.halves if found is not None
    ]
    return compared_words.shift_sentence(series.answer.metric, shift_of_known(by, pairs))


@dataclass(frozen=True)
class Seasonal:
    """Whether months return every year: a sentence, and the factors where they may be used."""

    sentence: str
    table: Table | None


def seasonal(series: Series) -> Seasonal | None:
    """The season of everything together, month by month; nothing is said of fewer than 24 whole months."""
    results = series.overall if series.by else series.groups[0].results if series.groups else ()
    whole = results[:-1]  # the last month may not be over
    if series.every is not Every.MONTH or series.is_counted or len(whole) < LEAST_MONTHS:
        return None
    values = [
        one.value for one in whole if one is not None and one.value is not None and (one.n or 0) >= SCORE
    ]
    if len(values) < len(whole):
        return Seasonal(
            _("Whether months return every year cannot be told: some have fewer than %(n)d answers.")
            % {"n": SCORE},
            None,
        )
    found = season(values)
    if found is None or not found.is_real:
        return Seasonal(
            _("No month is higher or lower every year by more than chance: there is no season."), None
        )
    return Seasonal(_season_sentence(series, found), _season_table(series, found))


def yardsticks(viewer: Viewer, card: Card, total: Result | None) -> tuple[list[str], float | None]:
    """Published figures for a metric in words, each with source and day; the newest as a line to draw."""
    rows = benchmarks(viewer, card.name)
    said = [_benchmark(card, one, total) for one in rows]
    factor = 100 if card.shown in ("points", "share") else 1
    return said, factor * rows[0].value if rows else None


def _benchmark(card: Card, one: Benchmark, total: Result | None) -> str:
    words = {
        "value": wording.number(card, one.value, one.n or 0),
        "about": one.about,
        "source": one.source,
        "day": date_format(one.dated, "M Y"),
    }
    said = _("Benchmark %(value)s: %(about)s, %(day)s (%(source)s).") % words
    if total is None or total.lo is None or total.hi is None:
        return said
    if one.value > total.hi:
        return f"{said} {_('All together lies below it by more than chance.')}"
    if one.value < total.lo:
        return f"{said} {_('All together lies above it by more than chance.')}"
    return f"{said} {_('All together is not told apart from it.')}"


def _season_sentence(series: Series, found: Season) -> str:
    card = series.answer.metric
    order = sorted(range(12), key=lambda month: found.factors[month])
    low, high = order[0], order[-1]
    return _(
        "%(high)s is higher every year, by about %(most)s, and %(low)s lower, by about %(least)s: compare a month with"
        " the same month of another year."
    ) % {
        "high": _month(series, high),
        "most": compared_words.difference(card, found.factors[high]),
        "low": _month(series, low),
        "least": compared_words.difference(card, found.factors[low]),
    }


def _season_table(series: Series, found: Season) -> Table:
    card = series.answer.metric
    months: Sequence[int] = range(12)
    return Table(
        columns=(Column(name=_("Month")), Column(name=_("Above or below the trend"), numeric=True)),
        rows=tuple((_month(series, at), compared_words.difference(card, found.factors[at])) for at in months),
        caption=_("What returns every year (p = %(p)s)") % {"p": numerals.number(found.p, 4)},
    )


def _month(series: Series, at: int) -> str:
    return date_format(series.periods[at], "F")
