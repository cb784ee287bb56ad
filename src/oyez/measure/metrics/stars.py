"""Stars: the average that is shown, and beside it the lower bound that rankings go by."""

from collections.abc import Callable
from dataclasses import replace

import msgspec

from oyez.journal.core.scales import Scale
from oyez.measure.core.intervals.stars import dirichlet_interval
from oyez.measure.core.metric import Between, Metric, Sum, Sums, column_of
from oyez.measure.core.result import Beside, Estimate
from oyez.measure.metrics import FAMILIES, mean


def metric(score: str, scale: Scale) -> Metric:
    """Ranking by a lower bound is a policy (do not promote what is not known), so the average stays visible."""
    column = column_of(score)
    return replace(
        mean.metric(score, scale),
        label="Stars",
        explained="Average of all stars given; rankings go by the lower bound of it.",
        sums=(
            *mean.moment_sums(column),
            *(Sum(f"level_{level}", Between(column, level, level)) for level in _levels(scale)),
        ),
        combine=_combine_on(scale),
    )


def _levels(scale: Scale) -> range:
    return range(int(scale.minimum), int(scale.maximum) + 1)


def _combine_on(scale: Scale) -> Callable[[Sums], Estimate]:
    averaged = mean.combine_on(scale)

    def combine(sums: Sums) -> Estimate:
        found = averaged(sums)
        if found.n == 0:
            return found
        counts = [sums[f"level_{level}"] for level in _levels(scale)]
        bound = dirichlet_interval(counts, lowest=scale.minimum).lo
        return msgspec.structs.replace(
            found, beside=(Beside(name="rank_by", value=bound, method="Dirichlet lower bound"),)
        )

    return combine


FAMILIES.add("stars", metric)
