"""How many interactions."""

from oyez.measure.core.metric import Metric, Rows, Sum, Sums
from oyez.measure.core.result import Estimate
from oyez.measure.metrics import PLAIN


def _combine(sums: Sums) -> Estimate:
    n = int(sums["n"])
    return Estimate(n=n, value=float(n), method="counted")


PLAIN.add(
    "count",
    Metric(
        name="count",
        label="Interactions",
        explained="All interactions, counted; what was said in public stands apart (mention=true).",
        shown="count",
        sums=(Sum("n", Rows()),),
        combine=_combine,
        counted=True,
    ),
)
