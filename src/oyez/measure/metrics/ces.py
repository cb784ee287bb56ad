"""Customer Effort Score 2.0: the mean agreement that it was easy, and the share who found it easy beside it."""

from collections.abc import Callable
from dataclasses import replace

import msgspec

from oyez.journal.core.scales import Scale
from oyez.measure.core.intervals.share import wilson
from oyez.measure.core.metric import Between, Metric, Sum, Sums, column_of
from oyez.measure.core.result import Beside, Estimate
from oyez.measure.metrics import FAMILIES, mean
from oyez.measure.metrics.csat import top_box


def metric(score: str, scale: Scale) -> Metric:
    """7 is strongly agree; the older scale, which asked for effort, runs the other way and is another metric."""
    lowest, highest = top_box(scale)
    return replace(
        mean.metric(score, scale),
        label="Ease of getting it done",
        explained="Mean agreement, 1 to 7, that it was easy to get the issue handled;"
        f" beside it the share of {lowest:g} to {highest:g}.",
        sums=(*mean.moment_sums(column_of(score)), Sum("easy", Between(column_of(score), lowest, highest))),
        combine=_combine_on(scale),
    )


def _combine_on(scale: Scale) -> Callable[[Sums], Estimate]:
    averaged = mean.combine_on(scale)

    def combine(sums: Sums) -> Estimate:
        found = averaged(sums)
        if found.n == 0:
            return found
        lo, hi = wilson(sums["easy"], found.n)
        easy = Beside(name="easy", value=sums["easy"] / found.n, lo=lo, hi=hi, method="Wilson")
        return msgspec.structs.replace(found, beside=(easy,))

    return combine


FAMILIES.add("ces", metric)
