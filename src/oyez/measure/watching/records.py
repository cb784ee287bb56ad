"""Charts and bursts as programs get them: the command line and the API say the same."""

from datetime import date

import msgspec

from oyez.measure.core.change.signals import State
from oyez.measure.core.change.stream import Judged
from oyez.measure.core.change.watched import Moved, Watched
from oyez.measure.watching import words
from oyez.measure.watching.looking import Seen
from oyez.measure.watching.streams import Counted
from oyez.measure.watching.topics import Burst, Heed
from oyez.measure.watching.words import Words


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """One month of a chart; `z` is null where it sets the limits or has too few answers to be judged."""

    start: date
    share: float
    n: int
    lower: float
    upper: float
    z: float | None
    sets_limits: bool


class StreamRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One chart. `value`, `lo`, `hi` and `n` are of all months since the signal, empty while it is calm.

    `since` is the first month outside, `alerted` the month that made it certain.
    """

    stream: str
    place: str
    share: str
    state: State
    side: int
    since: date | None
    alerted: date | None
    usual: float
    value: float | None
    lo: float | None
    hi: float | None
    n: int | None
    chart: str
    sigma_z: float
    width: float
    owner: str
    below: tuple["StreamRecord", ...] = ()
    months: tuple[Month, ...] = ()


class BurstRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What customers bring up more often than usual."""

    dimension: str
    value: str
    now: int
    usual: float
    ratio: float
    dispersion: float
    p: float
    q: float
    customers: int
    since: date


class ChangesRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was watched: what moved, from the top down; what bursts; what chance alone would send."""

    moved: tuple[StreamRecord, ...]
    calm: tuple[StreamRecord, ...]
    bursts: tuple[BurstRecord, ...]
    charts: int
    without_chart: int
    categories: int
    false_alarms_a_quarter: float
    most_for_one_owner: float


def changes_record(seen: Seen, heed: Heed, names: Words) -> ChangesRecord:
    watching = seen.watching
    return ChangesRecord(
        moved=tuple(_moved(one, seen, names) for one in watching.moved),
        calm=tuple(
            stream_record(one, seen.counted[one.stream], names)
            for one in watching.watched
            if one.chart.state is State.CALM
        ),
        bursts=tuple(_burst(one) for one in heed.bursts),
        charts=len(watching.watched),
        without_chart=len(watching.lacking),
        categories=heed.judged,
        false_alarms_a_quarter=watching.expected,
        most_for_one_owner=max((one.expected for one in watching.budgets.values()), default=0.0),
    )


def stream_record(
    watched: Watched, counted: Counted, names: Words, *, with_months: bool = False
) -> StreamRecord:
    chart = watched.chart
    found = words.since(chart)
    return StreamRecord(
        stream=str(watched.stream),
        place=names.place(watched.stream),
        share=words.share(counted),
        state=chart.state,
        side=chart.side,
        since=None if chart.since is None else counted.periods[chart.since],
        alerted=None if chart.alerted is None else counted.periods[chart.alerted],
        usual=chart.limits.centre,
        value=found.count.share if found else None,
        lo=found.lo if found else None,
        hi=found.hi if found else None,
        n=round(found.count.n) if found else None,
        chart=chart.limits.kind.value,
        sigma_z=chart.limits.sigma_z,
        width=chart.limits.width,
        owner=names.owner(watched.owner),
        months=tuple(_month(counted, period) for period in chart.periods) if with_months else (),
    )


def _moved(one: Moved, seen: Seen, names: Words) -> StreamRecord:
    record = stream_record(one.watched, seen.counted[one.watched.stream], names)
    return msgspec.structs.replace(record, below=tuple(_moved(part, seen, names) for part in one.below))


def _month(counted: Counted, period: Judged) -> Month:
    return Month(
        start=counted.periods[period.at],
        share=period.count.share,
        n=round(period.count.n),
        lower=period.lower,
        upper=period.upper,
        z=period.z,
        sets_limits=period.in_phase_one,
    )


def _burst(one: Burst) -> BurstRecord:
    return BurstRecord(
        dimension=one.dimension,
        value=one.value,
        now=one.surge.now,
        usual=one.surge.usual,
        ratio=one.surge.ratio,
        dispersion=one.surge.dispersion,
        p=one.surge.p,
        q=one.surge.q,
        customers=one.customers,
        since=one.since,
    )
