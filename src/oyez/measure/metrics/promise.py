"""Promises: what was promised before, day for day, against what happened."""

from oyez.measure.core.metric import LATE_DAYS, Between, Metric, Present, Promised, Sum
from oyez.measure.metrics import PLAIN
from oyez.measure.metrics.expected import combine

LONG = 36_500.0

PLAIN.add(
    "promise",
    Metric(
        name="promise",
        label="Promises kept",
        explained="Share that came before the promised day less share that came after it; the day was written down"
        " when it was promised.",
        shown="points",
        score="promise",
        column=LATE_DAYS,
        minimum=-1,
        maximum=1,
        sums=(
            Sum("n", Present(LATE_DAYS)),
            Sum("better", Between(LATE_DAYS, -LONG, -1)),
            Sum("worse", Between(LATE_DAYS, 1, LONG)),
        ),
        combine=combine,
        promised=Promised(),
    ),
)
