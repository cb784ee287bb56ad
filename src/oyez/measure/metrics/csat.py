"""Customer satisfaction: the share of answers in the top points of the scale, two of five unless it says otherwise."""

from oyez.journal.core.scales import Scale
from oyez.measure.core.intervals.share import wilson
from oyez.measure.core.metric import Between, Metric, Present, Sum, Sums, column_of
from oyez.measure.core.result import Estimate
from oyez.measure.metrics import FAMILIES


def metric(score: str, scale: Scale) -> Metric:
    """Top box of a whole-numbered scale; other scales and other top boxes are other metrics."""
    column = column_of(score)
    lowest, highest = top_box(scale)
    return Metric(
        name=score,
        label="Satisfied customers" if scale.name == "csat" else score,
        explained=f"Share of answers from {lowest:g} to {highest:g} on the scale {scale.minimum:g} to"
        f" {scale.maximum:g}, of all who answered the question.",
        shown="share",
        score=score,
        column=column,
        minimum=0,
        maximum=1,
        sums=(Sum("n", Present(column)), Sum("top", Between(column, lowest, highest))),
        combine=_combine,
    )


def top_box(scale: Scale) -> tuple[float, float]:
    """The points that count as satisfied; on a scale that runs the other way they are the lowest."""
    if scale.higher_is_better:
        return scale.maximum - scale.top_k + 1, scale.maximum
    return scale.minimum, scale.minimum + scale.top_k - 1


def _combine(sums: Sums) -> Estimate:
    n, top = int(sums["n"]), sums["top"]
    if n == 0:
        return Estimate(n=0, method="Wilson")
    lo, hi = wilson(top, n)
    return Estimate(n=n, value=top / n, lo=lo, hi=hi, method="Wilson")


FAMILIES.add("csat", metric)
