"""What a chart says, in sentences that a line manager understands."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from oyez.company.core.scope import Viewer
from oyez.company.queries import member_names, the_company, touchpoints, tree
from oyez.kit.charts import numerals
from oyez.measure.choices import called
from oyez.measure.core.change.p_chart import Count, Kind
from oyez.measure.core.change.signals import State
from oyez.measure.core.change.stream import Chart
from oyez.measure.core.change.trickle import Trickle
from oyez.measure.core.change.watched import EVERYWHERE, Stream, Watched
from oyez.measure.core.intervals.share import wilson
from oyez.measure.core.question import Every
from oyez.measure.series import stretch
from oyez.measure.watching.looking import Seen
from oyez.measure.watching.owners import TOUCHPOINT
from oyez.measure.watching.streams import Counted
from oyez.measure.watching.topics import Burst

SHARES = {
    "detractors": gettext_lazy("Detractors, %(metric)s"),
    "easy": gettext_lazy("Found it easy, %(metric)s"),
    "low": gettext_lazy("One or two stars, %(metric)s"),
    "worse": gettext_lazy("Later or worse than expected, %(metric)s"),
}


@dataclass(frozen=True)
class Words:
    """The names that occur on a page, read once for a viewer."""

    company: str
    units: Mapping[str, str]
    touchpoints: Mapping[str, str]
    members: Mapping[int, str]
    narrowed: bool

    def place(self, stream: Stream) -> str:
        if stream.dimension == EVERYWHERE:
            return _("All together") if self.narrowed else self.company
        names = self.touchpoints if stream.dimension == TOUCHPOINT else self.units
        return names.get(stream.key, stream.key)

    def owner(self, member: int | None) -> str:
        return self.members.get(member, "") if member is not None else ""


@dataclass(frozen=True)
class Since:
    """All periods since the run of signals began, pooled: a share with its interval and n."""

    count: Count
    lo: float
    hi: float


def words(viewer: Viewer, seen: Seen) -> Words:
    owners = {one.owner for one in seen.watching.watched if one.owner is not None}
    return Words(
        company=the_company().name,
        units=tree().names,
        touchpoints={row.key: row.name for row in touchpoints(viewer)},
        members=member_names(viewer, owners),
        narrowed=not viewer.scope.is_everything(),
    )


def share(counted: Counted) -> str:
    """What the share is a share of: “Satisfied customers”, “Detractors”, “Fitting: complete”."""
    measure = counted.stream.measure
    if measure.kind:
        about = {"kind": _plain(measure.kind), "flag": measure.name.replace("_", " ")}
        return capfirst(_("%(kind)s: %(flag)s") % about)
    metric = called(counted.card) if counted.card else measure.name
    named = SHARES.get(counted.share.name)
    return str(named) % {"metric": metric} if named else metric


def headline(name: str, watched: Watched, counted: Counted) -> str:
    """“Nordholz Montage: Fitting: complete has fallen since Aug 2026.”"""
    chart = watched.chart
    about = {"place": name, "share": share(counted), "month": month(counted, chart.since)}
    if chart.state is State.ALERT:
        said = (
            _("%(place)s: “%(share)s” has risen since %(month)s.")
            if chart.side > 0
            else _("%(place)s: “%(share)s” has fallen since %(month)s.")
        )
    else:
        said = (
            _(
                "%(place)s: “%(share)s” was unusually high in %(month)s. One more such month makes it an alert."
            )
            if chart.side > 0
            else _(
                "%(place)s: “%(share)s” was unusually low in %(month)s. One more such month makes it an alert."
            )
        )
    return said % about


def calm(name: str, counted: Counted) -> str:
    return _("%(place)s: “%(share)s” moves by no more than chance explains.") % {
        "place": name,
        "share": share(counted),
    }


def trickle(name: str, counted: Counted, found: Trickle) -> str:
    """What a chart of one answer at a time says."""
    about = {"place": name, "share": share(counted), "month": month(counted, found.since)}
    if found.since is None:
        return _("%(place)s: “%(share)s” is where it was, as far as so few answers can tell.") % about
    if found.of_hits:
        return _("%(place)s: “%(share)s” has been higher than it was since about %(month)s.") % about
    return _("%(place)s: “%(share)s” has been lower than it was since about %(month)s.") % about


def why(watched: Watched) -> str:
    """What it was and what it is, with interval and n."""
    found, limits = since(watched.chart), watched.chart.limits
    if found is None:
        return ""
    n = round(found.count.n)
    return _("%(now)s (%(interval)s, n = %(n)s) since then, where %(usual)s was usual.") % {
        "now": numerals.percent(found.count.share, n),
        "interval": numerals.between(numerals.percent(found.lo, n), numerals.percent(found.hi, n)),
        "n": numerals.number(n),
        "usual": numerals.percent(limits.centre),
    }


def since(chart: Chart) -> Since | None:
    """The periods of the run, pooled."""
    if chart.since is None:
        return None
    run = [period.count for period in chart.periods if period.at >= chart.since]
    count = Count(sum(one.hits for one in run), sum(one.n for one in run))
    return Since(count, *wilson(count.hits, count.n))


def month(counted: Counted, at: int | None) -> str:
    return "" if at is None else stretch(counted.periods[at], Every.MONTH)


def state(one: State) -> str:
    return {State.CALM: _("Calm"), State.WATCH: _("Watched"), State.ALERT: _("Changed")}[one]


def burst(one: Burst) -> str:
    """“invoice doubled: 58 in four weeks from 49 customers, where 6 would have been usual.”"""
    return _(
        "“%(topic)s”: %(now)s in four weeks, from %(customers)s customers, where %(usual)s would have been usual."
    ) % {
        "topic": one.value.replace("-", " ").replace("_", " "),
        "now": numerals.number(one.surge.now),
        "customers": numerals.number(one.customers),
        "usual": numerals.number(one.surge.usual),
    }


def lead(seen: Seen) -> str:
    """The whole page in a sentence."""
    moved = [one for one in seen.watching.watched if one.chart.state is State.ALERT]
    watched = sum(one.chart.state is State.WATCH for one in seen.watching.watched)
    count = len(seen.watching.watched)
    if not count:
        return _("Nothing has the twenty months of answers yet that a chart takes.")
    said = ngettext(
        "%(changed)d of %(count)d chart has changed for certain, %(watched)d is being watched.",
        "%(changed)d of %(count)d charts have changed for certain, %(watched)d are being watched.",
        count,
    )
    return said % {"changed": len(moved), "count": count, "watched": watched}


def chart_kind(kind: Kind) -> str:
    return {Kind.P: _("p-chart"), Kind.LANEY: _("Laney p′-chart")}[kind]


def _plain(kind: str) -> str:
    return kind.replace("_", " ")
