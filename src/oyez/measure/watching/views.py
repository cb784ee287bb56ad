"""The changes page: what moved for certain, from the widest place down; and the chart of one stream."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.charts import numerals
from oyez.kit.errors import NotFound, Refused
from oyez.kit.sheets.writing import asked_format, download
from oyez.measure.core.change.signals import State
from oyez.measure.core.change.stream import Lacking, chart
from oyez.measure.core.change.trickle import trickle
from oyez.measure.core.change.watched import Moved, Stream, Watched, parse_stream
from oyez.measure.sheets.changed import changes_sheet, chart_sheet
from oyez.measure.watching import pictures, words
from oyez.measure.watching.changes import restart_chart
from oyez.measure.watching.looking import Seen, look
from oyez.measure.watching.pictures import walked
from oyez.measure.watching.topics import heed


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """Everything that is watched, what changed first."""
    viewer = viewer_of(request)
    seen, heard = look(viewer), heed(viewer)
    names = words.words(viewer, seen)
    if format := asked_format(request):
        return download(changes_sheet(viewer, seen, names), format)
    moved = seen.watching.moved
    first = _foremost(moved)
    return render(
        request,
        "measure/changes.html",
        {
            "lead": words.lead(seen),
            "first": first and _told(first, seen, names),
            "moved": pictures.moved_table(moved, seen, names) if moved else None,
            "bursts": pictures.bursts_table(heard.bursts) if heard.bursts else None,
            "topics": heard.judged,
            "volume": heard.volume,
            "calm": pictures.calm_table(seen, names),
            "calm_count": sum(one.chart.state is State.CALM for one in seen.watching.watched),
            "lacking": len(seen.watching.lacking),
            "few": pictures.few_table(seen, names),
            "charts": len(seen.watching.watched),
            "expected": numerals.number(seen.watching.expected, 2),
        },
    )


@require_GET
def one(request: HttpRequest) -> HttpResponseBase:
    """The chart of one stream, where below it the same moved, and the analyst's charts."""
    viewer = viewer_of(request)
    stream = parse_stream(request.GET.get("stream", ""))
    seen = look(viewer)
    rare = _rare(viewer, seen, stream)
    if rare is not None:
        return render(request, "measure/trickle.html", rare)
    watched = _watched(seen, stream)
    counted = seen.counted[watched.stream]
    names = words.words(viewer, seen)
    if format := asked_format(request):
        return download(chart_sheet(viewer, seen, watched, names), format)
    return render(
        request,
        "measure/change.html",
        {
            **_told(watched, seen, names),
            "share": words.share(counted),
            "state": words.state(watched.chart.state),
            "months": pictures.months_table(counted, watched.chart),
            "below": _below(seen, watched, names),
            "small": pictures.small_shift_charts(counted, watched.chart),
            "owner": names.owner(watched.owner),
            "how": _how(watched, seen),
            "stream": str(watched.stream),
            "since": watched.chart.since is not None
            and counted.periods[watched.chart.since].strftime("%Y-%m"),
            "may_restart": viewer.may(Can.PROGRAMME),
        },
    )


@require_POST
def restart(request: HttpRequest) -> HttpResponse:
    """Give a chart a new history, since what changed it is known and meant to last."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    stream = parse_stream(request.POST.get("stream", ""))
    since = request.POST.get("since", "")
    try:
        month = date.fromisoformat(f"{since[:7]}-01")
    except ValueError:
        raise Refused(_("A month is written such as 2026-08; “%(said)s” is not.") % {"said": since}) from None
    restart_chart(viewer, str(stream), month, request.POST.get("reason", ""))
    messages.success(request, _("The chart begins anew; in twenty months it judges again."))
    return redirect("measure:changes")


def _rare(viewer: Viewer, seen: Seen, stream: Stream) -> dict[str, Any] | None:
    """A stream with too few answers a month for the plain chart, one answer at a time; nothing for any other."""
    counted = seen.counted.get(seen.same.get(stream, stream))
    if counted is None or counted.stream not in seen.watching.lacking:
        return None
    found = trickle(counted.counts, counted.share.higher_is_better)
    if found is None:
        return None
    name = words.words(viewer, seen).place(counted.stream)
    return {
        "place": name,
        "share": words.share(counted),
        "lead": words.trickle(name, counted, found),
        "drawing": pictures.trickle_chart(counted, found, name),
        "table": pictures.trickle_table(counted, found),
        "usual": numerals.percent(found.usual if found.of_hits else 1 - found.usual),
        "limit": numerals.number(found.decision, 1),
    }


def _watched(seen: Seen, stream: Stream) -> Watched:
    """A stream that has a chart; else the sentence that says what it lacks."""
    found = seen.find(stream)
    if found is not None:
        return found
    counted = seen.counted.get(seen.same.get(stream, stream))
    lacking = chart(counted.counts) if counted else None
    if lacking is Lacking.HISTORY:
        raise NotFound(_("This has no chart yet: it takes more than twenty months with answers."))
    if lacking is Lacking.ANSWERS:
        raise NotFound(
            _("This has no chart yet: in twenty months at least five of the rarer answer must be usual.")
        )
    raise NotFound(_("There is no such chart in your data scope."))


def _foremost(moved: tuple[Moved, ...]) -> Watched | None:
    """What to look at first: the deepest place of the foremost change, where it happened."""
    if not moved:
        return None
    deepest = [one for one, _depth in walked(moved[:1]) if one.state is moved[0].state]
    return deepest[-1].watched


def _told(watched: Watched, seen: Seen, names: words.Words) -> dict[str, Any]:
    counted = seen.counted[watched.stream]
    name = names.place(watched.stream)
    calm = watched.chart.state is State.CALM
    return {
        "place": name,
        "headline": words.calm(name, counted) if calm else words.headline(name, watched, counted),
        "why": words.why(watched),
        "drawing": pictures.plain_chart(counted, watched, name),
        "url": pictures.link(watched),
        "legend": pictures.legend(watched.chart),
    }


def _below(seen: Seen, watched: Watched, names: words.Words) -> Any:
    """What moved to the same side below this place."""
    for one, _depth in walked(seen.watching.moved):
        if one.watched.stream == watched.stream:
            return pictures.moved_table(one.below, seen, names) if one.below else None
    return None


def _how(watched: Watched, seen: Seen) -> list[tuple[str, str]]:
    limits, chart_of = watched.chart.limits, watched.chart
    budget = seen.watching.budgets[watched.owner]
    return [
        (
            _("Chart"),
            _(
                "%(kind)s: share ± %(width)s sigma of so many answers. The months of history vary %(sigma)s times"
                " as much as answers alone would; from 1.2 on, limits are that much wider (Laney)."
            )
            % {
                "kind": words.chart_kind(limits.kind),
                "width": numerals.number(limits.width, 2),
                "sigma": numerals.number(limits.sigma_z, 2),
            },
        ),
        (
            _("Limits"),
            _(
                "Set by the first %(periods)d months with answers enough and frozen: later months never move them."
            )
            % {"periods": limits.periods},
        ),
        (
            _("Alarms"),
            _(
                "A first month outside is watched. A second one on the same side within three months is an alert."
            ),
        ),
        (
            _("Budget"),
            _(
                "Whoever this belongs to has %(streams)d charts, of which chance alone makes %(expected)s give a first"
                " signal in a quarter; limits widen until it is at most one."
            )
            % {"streams": budget.streams, "expected": numerals.number(budget.expected, 2)},
        ),
        (
            _("Judged"),
            _("%(count)d months since; a month with fewer than five expected of either answer is not judged.")
            % {"count": len(chart_of.zs)},
        ),
    ]
