"""Importance, ties, missing ratings and refusals by numbers that can be checked."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oyez.measure.core.drivers import bootstrap, lmg, missing, weights
from oyez.measure.core.drivers.analysis import Analysis, Scale, TooFew, analyse
from oyez.measure.core.drivers.enough import adjusted, needed
from oyez.measure.core.drivers.peers import reach
from oyez.measure.core.drivers.ranks import ranks
from oyez.measure.core.drivers.sample import Sample, design
from oyez.measure.core.drivers.subsets import Values, r_squared

FIVE = Scale(1, 5)


def correlated(seed: int, drivers: int, n: int = 200) -> Values:
    dice = np.random.default_rng(seed)
    columns = dice.normal(size=(n, drivers + 1)) + 0.8 * dice.normal(size=(n, 1))
    return np.corrcoef(columns.T)


def rated(seed: int, weighted: list[float], n: int = 600, noise: float = 0.6) -> Sample:
    """Ratings that share a halo, and an outcome that weighs them."""
    dice = np.random.default_rng(seed)
    halo = dice.normal(size=(n, 1))
    ratings = np.clip(np.rint(3.7 + 0.5 * halo + 0.8 * dice.normal(size=(n, len(weighted)))), 1, 5)
    outcome = 3.7 + (ratings - 3.7) @ np.array(weighted) + noise * dice.normal(size=n)
    names = tuple(f"step{at}" for at in range(len(weighted)))
    return Sample(names, ratings, outcome, np.arange(n), dice.integers(0, 6, n))


def analysed(sample: Sample, **said: object) -> Analysis:
    found = analyse(sample, FIVE, draws=300, **said)  # type: ignore[arg-type]
    assert isinstance(found, Analysis)
    return found


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 7))
def test_importances_are_not_negative_and_add_up_to_r2(seed: int, drivers: int) -> None:
    matrix = correlated(seed, drivers)
    found = lmg.lmg(matrix)
    assert found.min() >= -1e-12
    assert found.sum() == pytest.approx(weights.r2(matrix), abs=1e-9)


def test_each_subset_has_the_r2_of_its_own_regression() -> None:
    matrix = correlated(1, 4)
    found = r_squared(matrix[None], [[0], [1], [2], [3]])[0]
    for subset in range(1, 16):
        kept = [at for at in range(4) if subset >> at & 1]
        part = matrix[np.ix_([*kept, 4], [*kept, 4])]
        assert found[subset] == pytest.approx(weights.r2(part), abs=1e-9)
    assert found[0] == pytest.approx(0, abs=1e-12)


def test_orders_drawn_at_random_come_close_to_all_orders() -> None:
    matrix = correlated(2, 6)[None]
    groups = [[at] for at in range(6)]
    assert lmg._sampled(matrix, groups)[0] == pytest.approx(lmg.lmg(matrix[0]), abs=0.01)


def test_fifteen_drivers_are_taken_in_orders_drawn_at_random() -> None:
    found = lmg.lmg(correlated(3, 15))
    assert found.sum() == pytest.approx(weights.r2(correlated(3, 15)), abs=1e-9)


def test_columns_of_one_driver_enter_together() -> None:
    matrix = correlated(4, 3)
    together = lmg.lmg(matrix, [[0, 1], [2]])
    alone = weights.r2(matrix[np.ix_([0, 1, 3], [0, 1, 3])])
    last = weights.r2(matrix) - weights.first(matrix)[2]
    assert together[0] == pytest.approx((alone + last) / 2, abs=1e-9)


def test_the_heavier_driver_is_first_and_equal_ones_are_tied() -> None:
    found = analysed(rated(5, [0.8, 0.4, 0.4, 0.05, 0.05]))
    first, second, third, *rest = found.drivers
    assert (first.key, first.rank.best, first.rank.worst) == ("step0", 1, 1)
    assert {second.key, third.key} == {"step1", "step2"}
    assert (second.rank.best, second.rank.worst) == (2, 3) == (third.rank.best, third.rank.worst)
    assert second.rank.tied == {2}
    assert all(one.rank.best == 4 for one in rest)


def test_shares_add_up_to_one_and_lie_within_their_intervals() -> None:
    found = analysed(rated(6, [0.6, 0.3, 0.1]))
    assert sum(one.share for one in found.drivers) == pytest.approx(1)
    assert all(one.lo <= one.share <= one.hi for one in found.drivers)


def test_few_answers_are_told_instead_of_drivers() -> None:
    sample = rated(7, [0.5, 0.3, 0.2], n=99)
    assert analyse(sample, FIVE) == TooFew(n=99, needed=100, drivers=3)
    assert needed(14) == 210


def test_what_was_not_lived_through_is_not_guessed() -> None:
    sample = rated(8, [0.6, 0.3, 0.1], n=900)
    lived = np.random.default_rng(1).random(900) < 0.5
    sample.ratings[~lived, 1] = np.nan
    made = design(sample, frozenset({1}))
    found = analysed(sample)
    one = next(driver for driver in found.drivers if driver.key == "step1")
    assert made.groups == ((0,), (1, 2), (3,))
    assert set(np.unique(made.columns[~lived, 2])) == {0.0}
    assert (one.structural, one.n, found.imputations) == (True, int(lived.sum()), 1)
    assert one.lived == pytest.approx(lived.mean())


def test_skipped_ratings_are_filled_in_several_times() -> None:
    sample = rated(9, [0.7, 0.3, 0.1], n=900)
    whole = analysed(sample)
    skipped = np.random.default_rng(2).random(sample.ratings.shape) < 0.03
    sample.ratings[skipped] = np.nan
    found = analysed(sample)
    assert found.imputations == 5
    assert found.worth == pytest.approx(900 * (1 - skipped.mean()))
    assert [one.key for one in found.drivers] == [one.key for one in whole.drivers]
    assert found.drivers[0].share == pytest.approx(whole.drivers[0].share, abs=0.03)


def test_a_driver_that_hardly_anybody_rated_is_left_out_and_named() -> None:
    sample = rated(10, [0.7, 0.3, 0.1], n=400)
    sample.ratings[25:, 2] = np.nan
    found = analysed(sample)
    assert found.left_out == (("step2", 25),)
    assert {one.key for one in found.drivers} == {"step0", "step1"}


def test_ratings_that_say_the_same_are_named() -> None:
    sample = rated(11, [0.7, 0.3, 0.1], n=400)
    sample.ratings[:, 1] = np.clip(sample.ratings[:, 0] + (np.arange(400) % 20 == 0), 1, 5)
    assert [pair[:2] for pair in analysed(sample).alike] == [("step0", "step1")]


def test_intervals_are_wider_where_accounts_agree_with_themselves() -> None:
    dice = np.random.default_rng(12)
    alone = rated(12, [0.5, 0.5], n=1_000)
    twenty = np.repeat(np.arange(50), 20)
    leaning = dice.normal(size=50)[twenty]
    outcome = alone.outcome + leaning * (alone.ratings[:, 0] - 3.7)
    plain = Sample(alone.drivers, alone.ratings, outcome, np.arange(1_000), alone.place)
    clustered = Sample(alone.drivers, alone.ratings, outcome, twenty, alone.place)

    def width(found: Analysis) -> float:
        one = next(driver for driver in found.drivers if driver.key == "step0")
        return one.hi - one.lo

    assert width(analysed(clustered)) > 1.5 * width(analysed(plain))


def test_a_draw_of_products_is_a_draw_of_answers() -> None:
    dice = np.random.default_rng(13)
    columns, clusters = dice.normal(size=(30, 3)), np.arange(30) // 3
    sums = bootstrap.products(columns, clusters)
    centred = columns - columns.mean(axis=0)
    assert bootstrap.whole(sums) == pytest.approx(centred.T @ centred)
    (draws,) = bootstrap.resampled(sums, 1, np.random.default_rng(5))
    picked = np.random.default_rng(5).integers(0, 10, 10)
    rows = columns[np.concatenate([np.flatnonzero(clusters == one) for one in picked])]
    rows = rows - rows.mean(axis=0)
    assert draws[0] == pytest.approx(rows.T @ rows)


def test_blocks_hold_whole_clusters_and_about_as_many_each() -> None:
    clusters = np.arange(20_000) // 2
    blocks = bootstrap.in_blocks(clusters, np.random.default_rng(1), most=100)
    assert (blocks[::2] == blocks[1::2]).all()
    assert set(np.bincount(blocks)) == {200}


def test_means_of_skipped_ratings_are_those_of_all_who_answered() -> None:
    dice = np.random.default_rng(14)
    x = dice.normal(size=4_000)
    values = np.column_stack([x, 0.8 * x + 0.6 * dice.normal(size=4_000)])
    values[x > 0.5, 1] = np.nan
    found = missing.maximum_likelihood(values)
    assert abs(np.nanmean(values[:, 1])) > 0.3
    assert found.mean[1] == pytest.approx(0, abs=0.06)
    filled = missing.filled_in(values, found, dice)
    assert filled[:, 1].std() == pytest.approx(1, abs=0.06)


def test_a_rank_is_sure_only_where_the_difference_is() -> None:
    dice = np.random.default_rng(15)
    draws = np.column_stack([dice.normal(5, 1, 500), dice.normal(0, 1, 500), dice.normal(0.5, 1, 500)])
    found = ranks(draws)
    assert [(one.best, one.worst) for one in found] == [(1, 1), (2, 3), (2, 3)]
    assert found[1].tied == {2}


def test_what_is_within_reach_is_seen_from_other_units() -> None:
    place = np.repeat(np.arange(5), 10)
    ratings = np.repeat([1.0, 2.0, 3.0, 4.0, 5.0], 10)
    assert reach(ratings, place, 4.0).shift == 1.0
    assert reach(ratings[:30], place[:30], 4.0).shift == pytest.approx(0.4)


def test_chance_explains_something_and_is_taken_off() -> None:
    assert adjusted(0.10, 101, 10) == pytest.approx(0.0)
    assert adjusted(0.5, 3, 5) == 0.0
