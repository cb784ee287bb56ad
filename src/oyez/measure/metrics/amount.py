"""Sums of money, each currency by itself."""

from oyez.measure.core.metric import Metric, Present, Sum, Sums, Total
from oyez.measure.core.result import Estimate
from oyez.measure.metrics import PLAIN


def _combine(sums: Sums) -> Estimate:
    return Estimate(n=int(sums["n"]), value=float(sums["total"] or 0), method="counted")


PLAIN.add(
    "amount",
    Metric(
        name="amount",
        label="Amount",
        explained="The amounts of all interactions that have one, added up; currencies are not mixed.",
        shown="money",
        column="amount",
        sums=(Sum("n", Present("amount")), Sum("total", Total("amount"))),
        combine=_combine,
        counted=True,
        money=True,
        always_by=("currency",),
    ),
)
