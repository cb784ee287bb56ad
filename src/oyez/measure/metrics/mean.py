"""The mean of a score, for scales that are not counted by top box."""

from collections.abc import Callable

from oyez.journal.core.scales import Scale
from oyez.measure.core.intervals.bounded import bounded_mean
from oyez.measure.core.intervals.mean import Moments
from oyez.measure.core.metric import Metric, Present, Squares, Sum, Sums, Total, column_of
from oyez.measure.core.result import Estimate
from oyez.measure.metrics import FAMILIES

METHOD = "Wilson for means"


def metric(score: str, scale: Scale) -> Metric:
    """The plain mean with its interval."""
    return Metric(
        name=score,
        label=score,
        explained=f"Mean of all answers on the scale {scale.minimum:g} to {scale.maximum:g}.",
        shown="mean",
        score=score,
        column=column_of(score),
        minimum=scale.minimum,
        maximum=scale.maximum,
        higher_is_better=scale.higher_is_better,
        sums=moment_sums(column_of(score)),
        combine=combine_on(scale),
    )


def moment_sums(column: str) -> tuple[Sum, ...]:
    """n, total and squares: what every mean needs."""
    return (Sum("n", Present(column)), Sum("total", Total(column)), Sum("squares", Squares(column)))


def moments(sums: Sums) -> Moments:
    return Moments(int(sums["n"]), float(sums["total"] or 0), float(sums["squares"] or 0))


def combine_on(scale: Scale) -> Callable[[Sums], Estimate]:
    """The combining function for one scale, within whose ends the interval stays."""

    def combine(sums: Sums) -> Estimate:
        found = moments(sums)
        if found.n == 0:
            return Estimate(n=0, method=METHOD)
        lo, hi = bounded_mean(found, scale.minimum, scale.maximum)
        return Estimate(n=int(found.n), value=found.mean, lo=lo, hi=hi, method=METHOD)

    return combine


FAMILIES.add("mean", metric)
