"""How many different persons."""

from oyez.measure.core.metric import Metric, Rows, Sum, Sums
from oyez.measure.core.result import Estimate
from oyez.measure.metrics import PLAIN


def _combine(sums: Sums) -> Estimate:
    n = int(sums["n"])
    return Estimate(n=n, value=float(n), method="counted")


PLAIN.add(
    "persons",
    Metric(
        name="persons",
        label="Persons",
        explained="Different persons, each counted once in whatever is shown; groups and months may share persons,"
        " so they do not add up.",
        shown="count",
        sums=(Sum("n", Rows()),),
        combine=_combine,
        counted=True,
        each_once=True,
    ),
)
