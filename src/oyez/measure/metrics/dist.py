"""The distribution of a score: its mean, and beside it the share of answers at each point of the scale.

Whoever sees it sees how many answers each point has (share × n). It is summed, narrowed and hidden like any score: of
answers that are not identified it holds whole blocks of the grid only, which are at least k persons who do not all
say the same, so that no answer of one person follows from it.
"""

from collections.abc import Callable
from dataclasses import replace
from math import sqrt

import msgspec

from oyez.journal.core.scales import Scale
from oyez.measure.core.distribution import SPREAD, share_of, stretches
from oyez.measure.core.metric import Between, Metric, Sum, Sums, column_of
from oyez.measure.core.result import Beside, Estimate
from oyez.measure.metrics import FAMILIES, mean


def metric(score: str, scale: Scale) -> Metric:
    """Beside the mean: `standard deviation`, then each point of the scale, or stretch of it, with its share."""
    column = column_of(score)
    parts = tuple(Sum(one.name, Between(column, one.lowest, one.highest)) for one in stretches(scale))
    return replace(
        mean.metric(score, scale),
        explained=f"Share of answers at each point of the scale {scale.minimum:g} to {scale.maximum:g},"
        " and their mean.",
        sums=(*mean.moment_sums(column), *parts),
        combine=_combine_on(scale),
    )


def _combine_on(scale: Scale) -> Callable[[Sums], Estimate]:
    averaged, names = mean.combine_on(scale), [one.name for one in stretches(scale)]

    def combine(sums: Sums) -> Estimate:
        found = averaged(sums)
        if found.n == 0:
            return found
        shares = tuple(share_of(name, sums[name], found.n) for name in names)
        return msgspec.structs.replace(found, beside=(*_spread(sums), *shares))

    return combine


def _spread(sums: Sums) -> tuple[Beside, ...]:
    """One answer has no spread."""
    found = mean.moments(sums)
    if found.n < 2:
        return ()
    return (Beside(name=SPREAD, value=sqrt(found.variance), method=SPREAD),)


FAMILIES.add("dist", metric)
