"""A unit whose score lies apart from all others of its kind together."""

from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.measure.ask import ask
from oyez.measure.core.question import Question
from oyez.measure.core.result import Card
from oyez.share.core.comparison import Measured, compare, pool
from oyez.share.core.findings import Candidate, weigh
from oyez.share.findings import LOOKS, Look
from oyez.share.findings.scene import Scene, by_key, enough, width
from oyez.share.findings.words import Told, Words, difference_figure, explore, in_words, written

NAME = "differs"


def find(viewer: Viewer, scene: Scene) -> list[Candidate]:
    """Each unit against the other units of its kind, over the last twelve months."""
    found = []
    for metric in scene.metrics:
        answer = ask(viewer, Question(metric.name, by=("unit",), since=scene.year, until=scene.until))
        units = {key: value for key, point in by_key(answer).items() if (value := enough(point.result))}
        for key, own in units.items():
            peers = [
                value
                for other, value in units.items()
                if other != key and scene.kinds.get(other) == scene.kinds.get(key)
            ]
            others = pool(peers)
            if len(peers) > 1 and others is not None:
                found.append(_candidate(metric, key, own, others, scene))
    return found


def _candidate(metric: Card, key: str, own: Measured, others: Measured, scene: Scene) -> Candidate:
    apart = compare(own, others)
    return Candidate(
        kind=NAME,
        subject=("unit", key),
        value=apart.value,
        lo=apart.lo,
        hi=apart.hi,
        n=own.n,
        p=apart.p,
        weight=weigh(apart.sure, width(metric), own.n / max(1, scene.answers)),
        details={
            "metric": metric.name,
            "label": metric.label,
            "shown": metric.shown,
            "better": metric.higher_is_better,
            "own": own.value,
            "others": others.value,
            "kind": scene.kinds.get(key, ""),
            "since": scene.year.isoformat(),
        },
    )


def tell(found: Candidate, words: Words) -> Told:
    said = found.details
    name = words.unit(found.subject[1])
    below = (found.value < 0) == said["better"]
    about = {"name": name, "metric": said["label"], "kind": in_words(said["kind"])}
    say = (
        _("Customers of %(name)s are less content than those of its peers.") % about
        if below
        else _("Customers of %(name)s are more content than those of its peers.") % about
    )
    figures = {
        "metric": said["label"],
        "own": written(said["shown"], said["own"]),
        "others": written(said["shown"], said["others"]),
    }
    return Told(
        say=say,
        why=_("%(metric)s is %(own)s, in all others of its kind together %(others)s.") % figures,
        figure=difference_figure(
            _("%(metric)s against its peers") % about, said["shown"], found, said["better"]
        ),
        action=explore(_("Compare all units"), said["metric"], by="unit", since=said["since"]),
        about=name,
        owner=words.owner(found),
    )


LOOKS.add(NAME, Look(find, tell))
