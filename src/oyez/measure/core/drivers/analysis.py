"""The whole analysis of drivers: from ratings to importances, ranks, the map and what a shift goes with."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from oyez.measure.core.drivers import bootstrap, enough, missing, priorities, weights
from oyez.measure.core.drivers.asymmetry import Contrast, penalty_reward
from oyez.measure.core.drivers.least_squares import (
    Fit,
    Lift,
    bounds,
    feasible,
    from_products,
    partial_r2,
    robustness_value,
)
from oyez.measure.core.drivers.lmg import lmg, lmg_of_many
from oyez.measure.core.drivers.peers import Reach, reach
from oyez.measure.core.drivers.priorities import Spot, spots
from oyez.measure.core.drivers.ranks import Rank, ranks
from oyez.measure.core.drivers.sample import Design, Sample, complete_equivalent, design, structural
from oyez.measure.core.drivers.subsets import MOST, Values
from oyez.measure.core.intervals.bounded import bounded_mean
from oyez.measure.core.intervals.interval import Interval
from oyez.measure.core.intervals.mean import Moments

IMPUTATIONS = 5
AT_ONCE = 100
LIFT_LEVEL = 0.90

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Scale:
    """Of the ratings: where it starts and ends, up to where a rating is bad, from where it is best."""

    minimum: float
    maximum: float

    @property
    def width(self) -> float:
        return self.maximum - self.minimum

    @property
    def low(self) -> float:
        """The lower two fifths, as 1 and 2 of 5."""
        return self.minimum + 0.4 * self.width


@dataclass(frozen=True)
class Driver:
    """One driver: its share of R², the rank it surely has, how well it does, and what a shift goes with.

    `share` and its bounds are of what all drivers explain, 0 to 1; `performance` is the mean rating; `lift` is in
    points of the outcome's scale at 90 %. `johnson`, `slope`, `robustness` and `contrast` are for the analyst.
    """

    key: str
    n: int
    lived: float
    structural: bool
    share: float
    lo: float
    hi: float
    rank: Rank
    performance: float
    performance_bounds: Interval
    spot: Spot
    reach: Reach
    lift: Lift
    slope: float
    se: float
    partial_r2: float
    robustness: float
    vif: float
    johnson: float | None
    contrast: Contrast | None


@dataclass(frozen=True)
class Analysis:
    """All drivers, the most important first, with what they explain together and what has to be known of it."""

    drivers: tuple[Driver, ...]
    n: int
    clusters: int
    worth: float
    r2: float
    adjusted_r2: float
    draws: int
    imputations: int
    sampled: bool
    alike: tuple[tuple[str, str, float], ...]
    left_out: tuple[tuple[str, int], ...]
    performance_cut: float
    importance_cut: float

    @property
    def explains_enough(self) -> bool:
        return self.adjusted_r2 >= enough.LEAST_R2


@dataclass(frozen=True)
class TooFew:
    """Why nothing is computed: so many answers (worth) where so many are needed."""

    n: int
    needed: int
    drivers: int


@dataclass(frozen=True)
class _Drawn:
    """Importances and slopes of all answers, and of each bootstrap sample."""

    matrix: Values
    share: Values
    shares: Values
    slopes: Values
    imputations: int


def analyse(
    sample: Sample,
    scale: Scale,
    *,
    not_lived: frozenset[str] | None = None,
    draws: int = bootstrap.DRAWS,
    progress: Progress = lambda share: None,
) -> Analysis | TooFew:
    """LMG with clustered bootstrap intervals, ranks, map and lifts; too few answers are told instead.

    `not_lived` names the drivers whose missing ratings mean that it did not happen; without it those that more
    than one in twenty left open. Drivers that too few lived through, or too many skipped, are left out and named.
    """
    sample, open_, left_out = _usable(sample, not_lived)
    worth = complete_equivalent(sample, open_)
    needed = enough.needed(len(sample.drivers))
    if len(sample.drivers) < enough.FEWEST_DRIVERS or worth < needed or sample.outcome.std() == 0:
        return TooFew(int(worth), needed, len(sample.drivers))
    made = design(sample, open_)
    drawn = _draw(sample, made, draws, progress)
    return _told(sample, scale, made, drawn, open_, left_out)


def _usable(
    sample: Sample, not_lived: frozenset[str] | None
) -> tuple[Sample, frozenset[int], tuple[tuple[str, int], ...]]:
    """Without drivers that nothing can be said of; which of the others not everybody lived through."""
    answered = sample.answered()
    open_ = (
        structural(sample)
        if not_lived is None
        else frozenset(at for at, key in enumerate(sample.drivers) if key in not_lived)
    )
    missing_share = 1 - answered / max(1, sample.n)
    out = [
        at
        for at in range(len(sample.drivers))
        if answered[at] < enough.FEWEST_LIVED
        or (at not in open_ and missing_share[at] >= missing.MOST_SHARE)
        or np.nanstd(sample.ratings[:, at]) == 0
    ]
    kept = [at for at in range(len(sample.drivers)) if at not in out]
    moved = frozenset(new for new, old in enumerate(kept) if old in open_ and answered[old] < sample.n)
    return sample.without(out), moved, tuple((sample.drivers[at], int(answered[at])) for at in out)


def _draw(sample: Sample, made: Design, draws: int, progress: Progress) -> _Drawn:
    """Fill in what was skipped several times, resample accounts each time, and pool all draws."""
    dice = np.random.default_rng(1)
    clusters = bootstrap.in_blocks(sample.cluster, dice)
    times = IMPUTATIONS if np.isnan(made.columns).any() else 1
    each, done = -(-draws // times), 0
    matrices, shares, slopes = [], [], []
    for filled in missing.several_times(made.columns, clusters, times, dice):
        sums = bootstrap.products(filled, clusters)
        matrices.append(bootstrap.whole(sums))
        for some in _in_parts(bootstrap.resampled(sums, each, dice)):
            shares.append(_shares(lmg_of_many(some, made.groups)))
            slopes.append(_slopes(some))
            done += len(some)
            progress(done / (each * times))
    matrix: Values = np.mean(matrices, axis=0)
    whole = np.mean([_shares(lmg(one, made.groups)[None])[0] for one in matrices], axis=0)
    return _Drawn(matrix, whole, np.concatenate(shares), np.concatenate(slopes), times)


def _in_parts(batches: Iterable[Values]) -> Iterator[Values]:
    """Small enough that progress is seen."""
    for batch in batches:
        for at in range(0, len(batch), AT_ONCE):
            yield batch[at : at + AT_ONCE]


def _shares(importances: Values) -> Values:
    whole = importances.sum(axis=-1, keepdims=True)
    found: Values = np.divide(importances, whole, out=np.zeros_like(importances), where=whole > 0)
    return found


def _slopes(products: Values) -> Values:
    """Unstandardised slopes of all columns together, for many matrices."""
    among, with_outcome = products[:, :-1, :-1], products[:, :-1, -1:]
    ridge = 1e-9 * np.einsum("dii->d", among)[:, None, None] / among.shape[1] * np.eye(among.shape[1])
    found: Values = np.linalg.solve(among + ridge, with_outcome)[..., 0]
    return found


def _told(
    sample: Sample,
    scale: Scale,
    made: Design,
    drawn: _Drawn,
    open_: frozenset[int],
    left_out: tuple[tuple[str, int], ...],
) -> Analysis:
    fitted = from_products(drawn.matrix, sample.n)
    correlation = weights.correlation(drawn.matrix)
    r2 = float(1 - fitted.residual_variance * fitted.df / drawn.matrix[-1, -1])
    johnson = None
    if not open_ and weights.is_positive_definite(correlation[:-1, :-1]):
        johnson = weights.johnson(correlation) / r2
    told = [
        _driver(at, sample, scale, made, drawn, fitted, open_, correlation)
        for at in range(len(sample.drivers))
    ]
    placed = spots(
        [one.share for one in told],
        [one.performance for one in told],
        [Interval(one.lo, one.hi) for one in told],
        [one.performance_bounds for one in told],
    )
    cut = priorities.cuts([one.share for one in told], [one.performance for one in told])
    ready = [
        replace(one, spot=spot, rank=rank, johnson=None if johnson is None else float(johnson[at]))
        for at, (one, spot, rank) in enumerate(zip(told, placed, ranks(drawn.shares), strict=True))
    ]
    return Analysis(
        drivers=tuple(sorted(_renumbered(ready), key=lambda one: -one.share)),
        n=sample.n,
        clusters=int(sample.cluster.max()) + 1,
        worth=complete_equivalent(sample, open_),
        r2=r2,
        adjusted_r2=enough.adjusted(r2, sample.n, len(drawn.matrix) - 1),
        draws=len(drawn.shares),
        imputations=drawn.imputations,
        sampled=len(sample.drivers) > MOST,
        alike=_alike(sample, made, correlation),
        left_out=left_out,
        performance_cut=cut.performance,
        importance_cut=cut.importance,
    )


def _driver(
    at: int,
    sample: Sample,
    scale: Scale,
    made: Design,
    drawn: _Drawn,
    fitted: Fit,
    open_: frozenset[int],
    correlation: Values,
) -> Driver:
    """One driver, its spot and rank still to be told from all of them."""
    known = ~np.isnan(sample.ratings[:, at])
    ratings, column = sample.ratings[known, at], made.rating(at)
    share = bounds(drawn.shares[:, at])
    within = reach(sample.ratings[:, at], sample.place, scale.width)
    lived = float(known.mean()) if at in open_ else 1.0
    shift = feasible(ratings, within.shift, scale.maximum) * lived
    lifted = bounds(drawn.slopes[:, column] * shift, LIFT_LEVEL)
    moments = Moments(len(ratings), float(ratings.sum()), float(ratings @ ratings))
    t = fitted.t(column) if fitted.se[column] > 0 else 0.0
    return Driver(
        key=sample.drivers[at],
        n=int(known.sum()),
        lived=lived,
        structural=at in open_,
        share=float(drawn.share[at]),
        lo=share.lo,
        hi=share.hi,
        rank=Rank(0, 0, frozenset()),
        performance=moments.mean,
        performance_bounds=bounded_mean(moments, scale.minimum, scale.maximum),
        spot=Spot(priorities.Priority.LOW, True),
        reach=within,
        lift=Lift(
            float(fitted.slopes[column]) * shift,
            float(drawn.slopes[:, column].std()) * abs(shift),
            lifted.lo,
            lifted.hi,
        ),
        slope=float(fitted.slopes[column]),
        se=float(fitted.se[column]),
        partial_r2=partial_r2(t, fitted.df),
        robustness=robustness_value(t, fitted.df),
        vif=float(weights.vif(correlation)[column]),
        johnson=None,
        contrast=penalty_reward(ratings, sample.outcome[known], scale.low, scale.maximum),
    )


def _renumbered(drivers: Sequence[Driver]) -> list[Driver]:
    """Ties named by their place in the order of importance."""
    order = sorted(range(len(drivers)), key=lambda at: -drivers[at].share)
    new = {old: place for place, old in enumerate(order)}
    return [
        replace(one, rank=replace(one.rank, tied=frozenset(new[other] for other in one.rank.tied)))
        for one in drivers
    ]


def _alike(sample: Sample, made: Design, correlation: Values) -> tuple[tuple[str, str, float], ...]:
    """Pairs of drivers that say nearly the same and should be merged."""
    return tuple(
        (sample.drivers[one], sample.drivers[other], float(r))
        for one in range(len(sample.drivers))
        for other in range(one + 1, len(sample.drivers))
        if (r := correlation[made.rating(one), made.rating(other)]) > enough.ALIKE
    )
