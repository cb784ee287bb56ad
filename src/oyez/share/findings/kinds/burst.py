"""A topic that customers raise far more often now than in the weeks before."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.kit.charts import numerals
from oyez.kit.charts.figure import Figure, n_of
from oyez.kit.charts.strip import Strip
from oyez.measure.ask import ask
from oyez.measure.core.change.surge import LEAST_CUSTOMERS, Heard, Surge, surges
from oyez.measure.core.question import Every, Filter, Question
from oyez.measure.watching.voices import voices
from oyez.share.core.findings import Candidate, weigh
from oyez.share.findings import LOOKS, Look
from oyez.share.findings.scene import Scene, from_customers
from oyez.share.findings.words import Told, Words, explore, in_words

NAME = "burst"
NOW_WEEKS = 4
BEFORE_WEEKS = 8
Topic = tuple[str, str]  # the attribute and its value


def find(viewer: Viewer, scene: Scene) -> list[Candidate]:
    """Each topic of tickets and talks: the last four weeks against the eight before, all topics as the yardstick."""
    since = scene.until - timedelta(weeks=NOW_WEEKS + BEFORE_WEEKS)
    heard = {
        (attribute, value): one
        for attribute in scene.topics
        for value, one in _heard(viewer, attribute, since, scene.until).items()
    }
    found = surges(heard)
    return [_candidate(viewer, topic, heard[topic], surge, scene.until) for topic, surge in found.items()]


def _heard(viewer: Viewer, attribute: str, since: date, until: date) -> dict[str, Heard]:
    """Each value of an attribute, week by week, the weeks counted back from today."""
    asked = Question(
        "count", by=(f"attr:{attribute}",), every=Every.DAY, where=from_customers(), since=since, until=until
    )
    weeks: dict[str, list[int]] = {}
    for point in ask(viewer, asked).points:
        key = point.keys[0]
        if key is not None and point.start is not None:
            counts = weeks.setdefault(key, [0] * (NOW_WEEKS + BEFORE_WEEKS))
            counts[(point.start - since).days // 7] += point.result.n or 0
    totals = [sum(own[week] for own in weeks.values()) for week in range(NOW_WEEKS + BEFORE_WEEKS)]
    before, now = slice(0, BEFORE_WEEKS), slice(BEFORE_WEEKS, None)
    return {
        key: Heard(own[before], sum(own[now]), totals[before], sum(totals[now])) for key, own in weeks.items()
    }


def _candidate(viewer: Viewer, topic: Topic, heard: Heard, surge: Surge, until: date) -> Candidate:
    """What is half as frequent again, from three customers at least: one angry account is a case."""
    attribute, value = topic
    counts = surge.is_burst and _customers(viewer, topic, until) >= LEAST_CUSTOMERS
    return Candidate(
        kind=NAME,
        subject=("topic", value),
        value=float(surge.now),
        lo=None,
        hi=None,
        n=int(heard.all_now),
        p=surge.p if counts else 1.0,
        weight=weigh(max(0.0, surge.now - surge.usual) / max(1, heard.all_now), 1.0, 1.0),
        rank=1,
        details={
            "attribute": attribute, "usual": surge.usual, "ratio": surge.ratio, "now": surge.now,
            "weeks": NOW_WEEKS, "before": sum(heard.before),
        },
    )  # fmt: skip


def _customers(viewer: Viewer, topic: Topic, until: date) -> int:
    attribute, value = topic
    where = (*from_customers(), Filter(f"attr:{attribute}", (value,)))
    return voices(
        viewer, Question("count", where=where, since=until - timedelta(weeks=NOW_WEEKS), until=until)
    )


def tell(found: Candidate, words: Words) -> Told:
    said = found.details
    topic = in_words(found.subject[1])
    about = {"topic": topic, "now": said["now"], "usual": numerals.number(said["usual"])}
    most = max(float(found.value), said["usual"]) * 1.2
    return Told(
        say=_("Many more customers than usual bring up “%(topic)s”.") % about,
        why=_("%(now)s in the last four weeks, where %(usual)s would have been usual.") % about,
        figure=Figure(
            name=_("“%(topic)s” in four weeks") % about,
            value=numerals.number(found.value),
            range=_("counted"),
            count=n_of(found.n),
            strip=Strip(value=found.value, low=0, high=most, reference=said["usual"], look="counted"),
        ),
        action=explore(
            _("See its weeks"),
            "count",
            by=f"attr:{said['attribute']}",
            every="week",
            where=str(Filter(f"attr:{said['attribute']}", (found.subject[1],))),
        ),
        owner=words.owner(found),
    )


LOOKS.add(NAME, Look(find, tell))
