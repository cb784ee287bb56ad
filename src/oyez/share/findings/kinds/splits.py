"""Something that happened to some customers and not to others, and goes with another score."""

from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.measure.ask import ask
from oyez.measure.core.question import Question
from oyez.measure.core.result import Card
from oyez.share.core.comparison import Measured, compare
from oyez.share.core.findings import Candidate, weigh
from oyez.share.findings import LOOKS, Look
from oyez.share.findings.scene import Scene, by_key, enough, width
from oyez.share.findings.words import Told, Words, difference_figure, explore, in_words, written

NAME = "splits"
YES = ("true", "yes", "1")


def find(viewer: Viewer, scene: Scene) -> list[Candidate]:
    """Each two-valued attribute of answers, one value against the other, over the last twelve months."""
    found = []
    for attribute, values in scene.asked.items():
        for metric in scene.metrics:
            asked = Question(metric.name, by=(f"attr:{attribute}",), since=scene.year, until=scene.until)
            points = by_key(ask(viewer, asked))
            sides = {key: value for key, point in points.items() if (value := enough(point.result))}
            if len(sides) == len(values):
                found.append(_candidate(metric, attribute, sides, scene))
    return found


def _candidate(metric: Card, attribute: str, sides: dict[str, Measured], scene: Scene) -> Candidate:
    first, second = sorted(sides, key=lambda value: (value.lower() not in YES, sides[value].n, value))
    apart = compare(sides[first], sides[second])
    fewer = min(sides[first].n, sides[second].n)
    return Candidate(
        kind=NAME,
        subject=("attribute", attribute),
        value=apart.value,
        lo=apart.lo,
        hi=apart.hi,
        n=apart.n,
        p=apart.p,
        weight=weigh(apart.sure, width(metric), fewer / max(1, scene.answers)),
        details={
            "metric": metric.name,
            "label": metric.label,
            "shown": metric.shown,
            "better": metric.higher_is_better,
            "values": [first, second],
            "scores": [sides[first].value, sides[second].value],
            "since": scene.year.isoformat(),
        },
    )


def tell(found: Candidate, words: Words) -> Told:
    said = found.details
    attribute = in_words(found.subject[1])
    first, second = (in_words(value) for value in said["values"])
    lower = (found.value < 0) == said["better"]
    about = {"attribute": attribute, "value": first, "other": second, "metric": said["label"]}
    say = (
        _("Where “%(attribute)s” is %(value)s, customers are less content.") % about
        if lower
        else _("Where “%(attribute)s” is %(value)s, customers are more content.") % about
    )
    figures = about | {
        "own": written(said["shown"], said["scores"][0]),
        "others": written(said["shown"], said["scores"][1]),
    }
    return Told(
        say=say,
        why=_(
            "%(metric)s is %(own)s there and %(others)s where it is %(other)s. What goes together need not be"
            " the cause."
        )
        % figures,
        figure=difference_figure(
            _("%(metric)s, %(value)s against %(other)s") % about, said["shown"], found, said["better"]
        ),
        action=explore(
            _("See both groups"), said["metric"], by=f"attr:{found.subject[1]}", since=said["since"]
        ),
        owner=words.owner(found),
    )


LOOKS.add(NAME, Look(find, tell))
