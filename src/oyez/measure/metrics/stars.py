"""Stars: the average that is shown, and beside it the lower bound that rankings go by."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import msgspec

from oyez.journal.core.scales import Scale
from oyez.measure.core.intervals.share import wilson
from oyez.measure.core.intervals.stars import bayesian_average, dirichlet_interval
from oyez.measure.core.metric import Between, Metric, Sum, Sums, column_of
from oyez.measure.core.result import Beside, Estimate
from oyez.measure.core.scores.prior import category_mean, prior_strength
from oyez.measure.metrics import FAMILIES, mean


def metric(score: str, scale: Scale) -> Metric:
    """Ranking by a lower bound is a policy (do not promote what is not known), so the average stays visible."""
    column = column_of(score)
    return replace(
        mean.metric(score, scale),
        label="Stars",
        explained="Average of the stars given to us; public reviews stand apart (mention=true)."
        " Rankings go by its lower bound.",
        sums=(
            *mean.moment_sums(column),
            *(Sum(f"level_{level}", Between(column, level, level)) for level in _levels(scale)),
        ),
        combine=_combine_on(scale),
        among=lambda seen: _combine_among(scale, seen),
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
            found,
            beside=(
                Beside(name="rank_by", value=bound, method="Dirichlet lower bound"),
                _low(sums, found.n, scale),
            ),
        )

    return combine


def _low(sums: Sums, n: int, scale: Scale) -> Beside:
    """The share of the two lowest numbers of stars, which charts watch."""
    few = sum(sums[f"level_{level}"] for level in list(_levels(scale))[:2])
    lo, hi = wilson(few, n)
    return Beside(name="low", value=few / n, lo=lo, hi=hi, method="Wilson")


def _combine_among(scale: Scale, seen: Sequence[Sums]) -> Callable[[Sums], Estimate]:
    """With the other groups known, the average that leans on all of them stands beside each (Bayesian average)."""
    alone = _combine_on(scale)
    groups = [mean.moments(sums) for sums in seen if sums.get("n")]
    category = category_mean(groups)
    if category is None or len(groups) < 2:
        return alone
    strength = prior_strength(groups)

    def combine(sums: Sums) -> Estimate:
        found = alone(sums)
        if found.n == 0:
            return found
        leaning = bayesian_average(float(sums["total"]), found.n, category, strength)
        beside = Beside(name="leaning", value=leaning, method="Bayesian average")
        return msgspec.structs.replace(found, beside=(*found.beside, beside))

    return combine


FAMILIES.add("stars", metric)
