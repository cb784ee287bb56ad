"""A unit or touchpoint whose score changed from a month on."""

from datetime import date

from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.measure.ask import ask
from oyez.measure.core.question import Every, Filter, Question
from oyez.measure.core.result import Answer, Card
from oyez.share.core.comparison import Measured, Step, step
from oyez.share.core.findings import Candidate, weigh
from oyez.share.findings import LOOKS, Look
from oyez.share.findings.scene import Scene, measured, width
from oyez.share.findings.words import Told, Words, difference_figure, explore, month_of, written

DIMENSIONS = ("unit", "touchpoint")
NAME = "changed"


def find(viewer: Viewer, scene: Scene) -> list[Candidate]:
    """For each unit and touchpoint and score, the best place to cut its 24 months in two."""
    found = []
    for metric in scene.metrics:
        for dimension in DIMENSIONS:
            asked = Question(
                metric.name, by=(dimension,), every=Every.MONTH, since=scene.two_years, until=scene.until
            )
            found += _changes(metric, dimension, ask(viewer, asked), scene)
    return found


def _changes(metric: Card, dimension: str, answer: Answer, scene: Scene) -> list[Candidate]:
    series: dict[str, dict[date, Measured | None]] = {}
    months = sorted({point.start for point in answer.points if point.start})
    for point in answer.points:
        key = point.keys[0]
        if key is not None and point.start is not None:
            series.setdefault(key, {})[point.start] = measured(point.result)
    found = []
    for key, own in series.items():
        cut = step([own.get(month) for month in months])
        if cut is not None:
            found.append(_candidate(metric, dimension, key, cut, months, scene))
    return found


def _candidate(
    metric: Card, dimension: str, key: str, cut: Step, months: list[date], scene: Scene
) -> Candidate:
    recent = cut.after.n / max(1, scene.answers)
    return Candidate(
        kind=NAME,
        subject=(dimension, key),
        value=cut.change.value,
        lo=cut.change.lo,
        hi=cut.change.hi,
        n=cut.change.n,
        p=cut.change.p,
        weight=weigh(cut.change.sure, width(metric), recent),
        rank=1,
        details={
            "metric": metric.name,
            "label": metric.label,
            "shown": metric.shown,
            "better": metric.higher_is_better,
            "since": months[cut.at].isoformat(),
            "before": cut.before.value,
            "after": cut.after.value,
        },
    )


def tell(found: Candidate, words: Words) -> Told:
    dimension, key = found.subject
    said = found.details
    since = date.fromisoformat(said["since"])
    name = words.unit(key) if dimension == "unit" else words.touchpoint(key)
    worse = (found.value < 0) == said["better"]
    about = {"name": name, "month": month_of(since), "metric": said["label"]}
    say = (
        _("%(name)s got worse in %(month)s.") % about
        if worse
        else _("%(name)s got better in %(month)s.") % about
    )
    figures = {
        "metric": said["label"],
        "before": written(said["shown"], said["before"]),
        "after": written(said["shown"], said["after"]),
    }
    return Told(
        say=say,
        why=_("%(metric)s was %(before)s until then and is %(after)s since.") % figures,
        figure=difference_figure(
            _("%(metric)s, since %(month)s") % about, said["shown"], found, said["better"]
        ),
        action=explore(
            _("See its months"),
            said["metric"],
            every="month",
            where=str(Filter(dimension, (key,))),
            by=dimension,
        ),
        about=name,
        owner=words.owner(found),
    )


LOOKS.add(NAME, Look(find, tell))
