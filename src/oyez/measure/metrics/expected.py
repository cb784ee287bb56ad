"""Better, as or worse than expected: net disconfirmation, treated exactly like NPS."""

from oyez.journal.core.scales import Scale
from oyez.measure.core.metric import Between, Metric, Present, Sum, Sums, column_of
from oyez.measure.core.result import Beside, Estimate
from oyez.measure.core.scores.expectation import disconfirmation
from oyez.measure.metrics import FAMILIES

METHOD = "adjusted Wald"


def metric(score: str, scale: Scale) -> Metric:
    """1 better, 0 as, −1 worse than expected, asked once it happened; a promise kept before is the surer measure."""
    column = column_of(score)
    return Metric(
        name=score,
        label="Better than expected",
        explained="Share who found it better than expected less share who found it worse.",
        shown="points",
        score=score,
        column=column,
        minimum=-1,
        maximum=1,
        sums=(
            Sum("n", Present(column)),
            Sum("better", Between(column, 1, 1)),
            Sum("worse", Between(column, -1, -1)),
        ),
        combine=combine,
    )


def combine(sums: Sums) -> Estimate:
    """Net disconfirmation, the share that fell short beside it."""
    n, better, worse = int(sums["n"]), sums["better"], sums["worse"]
    found = disconfirmation(better, sums["n"] - better - worse, worse)
    if found is None:
        return Estimate(n=0, method=METHOD)
    short = Beside(name="worse", value=worse / n, method="share")
    return Estimate(
        n=n, value=found.value, lo=found.bounds.lo, hi=found.bounds.hi, method=METHOD, beside=(short,)
    )


FAMILIES.add("expected", metric)
