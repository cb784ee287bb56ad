"""Customer Effort Score 2.0: the mean agreement that it was easy, and the share who found it easy beside it."""

from collections.abc import Callable
from dataclasses import replace

import msgspec

from oyez.journal.core.scales import Scale
from oyez.measure.core.intervals.share import wilson
from oyez.measure.core.metric import Between, Metric, Sum, Sums, column_of
from oyez.measure.core.result import Beside, Estimate, Flag
from oyez.measure.metrics import FAMILIES, mean
from oyez.measure.metrics.csat import top_box

ENOUGH = 30


def metric(score: str, scale: Scale) -> Metric:
    """7 is strongly agree. The older question, 1 to 5, asked for effort and runs the other way: it is another metric.

    Thirty answers without a single 6 or 7 were given to the older one; they are flagged, never mixed in silently.
    """
    lowest, highest = top_box(scale)
    return replace(
        mean.metric(score, scale),
        label="Ease of getting it done",
        explained="Mean agreement, 1 to 7, that it was easy to get the issue handled;"
        f" beside it the share of {lowest:g} to {highest:g}.",
        sums=(
            *mean.moment_sums(column_of(score)),
            Sum("easy", Between(column_of(score), lowest, highest)),
            Sum("highest", Between(column_of(score), highest - 1, highest)),
        ),
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
        older = found.n >= ENOUGH and not sums["highest"]
        return msgspec.structs.replace(found, beside=(easy,), flags=(Flag.OTHER_SCALE,) if older else ())

    return combine


FAMILIES.add("ces", metric)
