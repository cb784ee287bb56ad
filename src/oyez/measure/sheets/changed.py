"""Control charts as tables: every month of one, or where everything stands."""

from collections.abc import Iterator

from django.utils.text import slugify
from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.kit.charts import numerals
from oyez.kit.sheets.sheet import Column, Drawn, Kind, Note, Part, Row, Sheet
from oyez.measure.core.change.signals import State
from oyez.measure.core.change.stream import Judged
from oyez.measure.core.change.watched import Watched
from oyez.measure.core.question import Every
from oyez.measure.series import stretch
from oyez.measure.sheets.notes import address, footnote, where_from
from oyez.measure.watching import pictures, words
from oyez.measure.watching.looking import Seen
from oyez.measure.watching.pictures import walked
from oyez.measure.watching.streams import Counted
from oyez.measure.watching.words import Words


def chart_sheet(viewer: Viewer, seen: Seen, watched: Watched, names: Words) -> Sheet:
    """One chart with all its months and limits."""
    counted = seen.counted[watched.stream]
    chart, place = watched.chart, names.place(watched.stream)
    calm = chart.state is State.CALM
    headline = words.calm(place, counted) if calm else words.headline(place, watched, counted)
    usual = _("usual: %(share)s") % {"share": numerals.percent(chart.limits.centre)}
    return Sheet(
        name=slugify(f"oyez-change-{watched.stream}"),
        title=f"{place}: {words.share(counted)}",
        sentence=" ".join(filter(None, [headline, words.why(watched)])),
        columns=_month_columns(words.share(counted)),
        rows=tuple(_month(counted, period) for period in chart.periods),
        footnote=footnote(_months_said(counted, watched), usual),
        notes=(
            Note(_("Chart"), words.chart_kind(chart.limits.kind)),
            *how(watched),
            *where_from(viewer, address("measure:change", {"stream": str(watched.stream)})),
        ),
        drawn=Drawn((Part(pictures.plain_chart(counted, watched, place)),), pictures.legend(chart)),
    )


def changes_sheet(viewer: Viewer, seen: Seen, names: Words) -> Sheet:
    """Everything that is watched, what changed first; drawn is the foremost change."""
    first = next(iter(_in_order(seen)), None)
    foremost = chart_sheet(viewer, seen, first, names) if first else None
    is_moved = bool(seen.watching.moved)
    return Sheet(
        name="oyez-changes",
        title=_("What has changed"),
        sentence=" ".join(
            [words.lead(seen), foremost.sentence] if foremost and is_moved else [words.lead(seen)]
        ),
        columns=_columns(),
        rows=tuple(_row(one, seen, names) for one in _in_order(seen)),
        footnote=footnote(foremost.title if foremost and is_moved else ""),
        notes=(
            *(how(first) if first else ()),
            Note(
                _("Budget"),
                _("Of %(charts)d charts, chance alone makes %(expected)s give a first signal in a quarter.")
                % {
                    "charts": len(seen.watching.watched),
                    "expected": numerals.number(seen.watching.expected, 2),
                },
            ),
            *where_from(viewer, address("measure:changes")),
        ),
        drawn=foremost.drawn if foremost and is_moved else None,
    )


def how(watched: Watched) -> tuple[Note, ...]:
    """How limits and alarms come about, with their sources."""
    limits = watched.chart.limits
    return (
        Note(
            _("Limits"),
            _(
                "Share ± %(width)s sigma of so many answers, set by the first %(periods)d months with answers enough"
                " and frozen; wider where those vary more than answers alone would (Shewhart 1931; Laney 2002)."
            )
            % {"width": numerals.number(limits.width, 2), "periods": limits.periods},
        ),
        Note(
            _("Alarms"),
            _(
                "A first month outside is watched. A second one on the same side within three months is an alert."
            ),
        ),
        Note(_("Formulas"), address("measure:formulas")),
    )


def _month_columns(share: str) -> tuple[Column, ...]:
    return (
        Column(name="month", label=_("Month"), kind=Kind.DATE),
        Column(name="share", label=share, kind=Kind.SHARE, unit="%"),
        Column(name="n", label=_("n"), kind=Kind.NUMBER),
        Column(name="lower", label=_("Lower limit"), kind=Kind.SHARE, unit="%"),
        Column(name="upper", label=_("Upper limit"), kind=Kind.SHARE, unit="%"),
        Column(name="sigmas", label=_("Sigmas"), kind=Kind.NUMBER),
        Column(name="side", label=_("Side"), kind=Kind.WHOLE),
        Column(name="sets_limits", label=_("Sets the limits"), kind=Kind.YES_NO),
    )


def _month(counted: Counted, period: Judged) -> Row:
    return (
        counted.periods[period.at],
        _percent(period.count.share),
        period.count.n,
        _percent(period.lower),
        _percent(period.upper),
        None if period.z is None else round(period.z, 4),
        period.side,
        period.in_phase_one,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(name="stream", label=_("Chart")),
        Column(name="place", label=_("Where")),
        Column(name="what", label=_("What")),
        Column(name="state", label=_("Standing")),
        Column(name="side", label=_("Side"), kind=Kind.WHOLE),
        Column(name="since", label=_("Since"), kind=Kind.DATE),
        Column(name="usual", label=_("Usual"), kind=Kind.SHARE, unit="%"),
        Column(name="share", label=_("Since then"), kind=Kind.SHARE, unit="%"),
        Column(name="lower", label=_("95% interval, lower"), kind=Kind.SHARE, unit="%"),
        Column(name="upper", label=_("95% interval, upper"), kind=Kind.SHARE, unit="%"),
        Column(name="n", label=_("n"), kind=Kind.NUMBER),
        Column(name="owner", label=_("Owner")),
    )


def _in_order(seen: Seen) -> Iterator[Watched]:
    """What moved from the widest place down, then what is calm."""
    yield from (one.watched for one, _depth in walked(seen.watching.moved))
    yield from (one for one in seen.watching.watched if one.chart.state is State.CALM)


def _row(watched: Watched, seen: Seen, names: Words) -> Row:
    chart, counted = watched.chart, seen.counted[watched.stream]
    found = words.since(chart)
    then: Row = (None, None, None, None)
    if found:
        then = (_percent(found.count.share), _percent(found.lo), _percent(found.hi), found.count.n)
    return (
        str(watched.stream),
        names.place(watched.stream),
        words.share(counted),
        words.state(chart.state),
        chart.side,
        None if chart.since is None else counted.periods[chart.since],
        _percent(chart.limits.centre),
        *then,
        names.owner(watched.owner),
    )


def _months_said(counted: Counted, watched: Watched) -> str:
    periods = watched.chart.periods
    n = round(sum(period.count.n for period in periods))
    ends = {
        "first": stretch(counted.periods[periods[0].at], Every.MONTH),
        "last": stretch(counted.periods[periods[-1].at], Every.MONTH),
        "n": numerals.number(n),
    }
    return _("%(first)s to %(last)s · n %(n)s") % ends


def _percent(share: float) -> float:
    return round(100 * share, 6)
