"""A topic that customers raise far more often now than in the weeks before."""

from datetime import timedelta

from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.kit.charts import numerals
from oyez.kit.charts.figure import Figure, n_of
from oyez.kit.charts.strip import Strip
from oyez.measure.ask import ask
from oyez.measure.core.bursts import burst_p, dispersion
from oyez.measure.core.question import Every, Filter, Question
from oyez.share.core.findings import Candidate, weigh
from oyez.share.findings import LOOKS, Look
from oyez.share.findings.scene import Scene, from_customers
from oyez.share.findings.words import Told, Words, explore, in_words

NAME = "burst"
NOW_WEEKS = 4
BEFORE_WEEKS = 8
LEAST_RATIO = 1.5


def find(viewer: Viewer, scene: Scene) -> list[Candidate]:
    """Each topic of tickets and talks: the last four weeks against the eight before, all topics as the yardstick."""
    until = scene.until
    since = until - timedelta(weeks=NOW_WEEKS + BEFORE_WEEKS)
    where = from_customers()
    found = []
    for topic in scene.topics:
        asked = Question(
            "count", by=(f"attr:{topic}",), every=Every.DAY, where=where, since=since, until=until
        )
        weeks: dict[str, list[int]] = {}
        for point in ask(viewer, asked).points:
            key = point.keys[0]
            if key is not None and point.start is not None:
                counts = weeks.setdefault(key, [0] * (NOW_WEEKS + BEFORE_WEEKS))
                counts[(point.start - since).days // 7] += point.result.n or 0
        totals = [sum(own[week] for own in weeks.values()) for week in range(NOW_WEEKS + BEFORE_WEEKS)]
        found += [_candidate(topic, key, own, totals) for key, own in weeks.items()]
    return found


def _candidate(topic: str, key: str, own: list[int], totals: list[int]) -> Candidate:
    now, before = sum(own[BEFORE_WEEKS:]), sum(own[:BEFORE_WEEKS])
    all_now, all_before = sum(totals[BEFORE_WEEKS:]), sum(totals[:BEFORE_WEEKS])
    spread = dispersion(own[:BEFORE_WEEKS], totals[:BEFORE_WEEKS])
    p = burst_p(now, before, all_now, all_before, spread)
    usual = before * all_now / all_before if all_before else 0.0
    ratio = now / usual if usual else float(now)
    extra = max(0.0, now - usual)
    share = extra / max(1, all_now)
    return Candidate(
        kind=NAME,
        subject=("topic", key),
        value=float(now),
        lo=None,
        hi=None,
        n=all_now,
        p=p if ratio >= LEAST_RATIO else 1.0,
        weight=weigh(share, 1.0, 1.0),
        rank=1,
        details={
            "attribute": topic, "usual": usual, "ratio": ratio, "now": now, "weeks": NOW_WEEKS,
            "before": before,
        },
    )  # fmt: skip


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
