"""What customers bring up more often than usual: all topics and touchpoints of their contacts, judged together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.clock import today
from oyez.measure.ask import ask
from oyez.measure.core.change.kleinberg import burst_batches
from oyez.measure.core.change.surge import LEAST_CUSTOMERS, Heard, Surge, surges, volume_exploded
from oyez.measure.core.question import Every, Filter, Question
from oyez.measure.watching.attributes import CONTACTS, attributes
from oyez.measure.watching.voices import voices

NOW_WEEKS, BEFORE_WEEKS = 4, 8
WEEKS = NOW_WEEKS + BEFORE_WEEKS
FROM_CUSTOMERS = (Filter("kind", CONTACTS), Filter("direction", ("in",)))


@dataclass(frozen=True)
class Burst:
    """A category that burst: which dimension, which value, how it stands, its weeks, and since which it is one."""

    dimension: str
    value: str
    surge: Surge
    weeks: tuple[int, ...]
    since: date
    customers: int


@dataclass(frozen=True)
class Heed:
    """All bursts; how many categories were judged; whether everything is said far more often than usual."""

    bursts: tuple[Burst, ...]
    judged: int
    volume: bool


@dataclass(frozen=True)
class _Weeks:
    """One category week by week, and all of its dimension."""

    dimension: str
    value: str
    own: Sequence[int]
    totals: Sequence[int]

    def heard(self) -> Heard:
        before, now = slice(0, BEFORE_WEEKS), slice(BEFORE_WEEKS, WEEKS)
        return Heard(self.own[before], sum(self.own[now]), self.totals[before], sum(self.totals[now]))


def heed(viewer: Viewer) -> Heed:
    """The last four weeks against the eight before, one false discovery rate over everything that was judged."""
    viewer.needs(Can.NUMBERS)
    until = today(the_company().time_zone) + timedelta(days=1)
    since = until - timedelta(weeks=WEEKS)
    dimensions = [f"attr:{name}" for name in attributes().topics] + ["touchpoint"]
    judged: dict[str, _Weeks] = {}
    for dimension in dimensions:
        for one in _weeks(viewer, dimension, since, until):
            judged[f"{one.dimension}={one.value}"] = one
    found = surges({name: one.heard() for name, one in judged.items()})
    bursts = [
        burst
        for name, surge in found.items()
        if surge.is_burst and (burst := _burst(viewer, judged[name], surge, since, until)) is not None
    ]
    widest = max((one.totals for one in judged.values()), key=sum, default=())
    return Heed(
        tuple(sorted(bursts, key=lambda burst: (burst.surge.q, -burst.surge.now))),
        len(judged),
        bool(widest) and volume_exploded(widest[:BEFORE_WEEKS], sum(widest[BEFORE_WEEKS:]), NOW_WEEKS),
    )


def _weeks(viewer: Viewer, dimension: str, since: date, until: date) -> list[_Weeks]:
    """The same weekdays throughout: weeks are counted back from today."""
    question = Question(
        "count", by=(dimension,), every=Every.DAY, where=FROM_CUSTOMERS, since=since, until=until
    )
    own: defaultdict[str, list[int]] = defaultdict(lambda: [0] * WEEKS)
    for point in ask(viewer, question).points:
        if point.keys[0] is not None and point.start is not None:
            own[point.keys[0]][(point.start - since).days // 7] += point.result.n or 0
    totals = [sum(weeks[at] for weeks in own.values()) for at in range(WEEKS)]
    return [_Weeks(dimension, value, weeks, totals) for value, weeks in own.items()]


def _burst(viewer: Viewer, one: _Weeks, surge: Surge, since: date, until: date) -> Burst | None:
    """Nothing where fewer than three customers are behind it."""
    where = (*FROM_CUSTOMERS, Filter(one.dimension, (one.value,)))
    start = since + timedelta(weeks=BEFORE_WEEKS)
    customers = voices(viewer, Question("count", where=where, since=start, until=until))
    if customers < LEAST_CUSTOMERS:
        return None
    inside = burst_batches(one.own, [max(total, 1) for total in one.totals]).in_burst
    first = next((at for at in range(WEEKS) if all(inside[at:])), BEFORE_WEEKS)
    return Burst(one.dimension, one.value, surge, tuple(one.own), since + timedelta(weeks=first), customers)
