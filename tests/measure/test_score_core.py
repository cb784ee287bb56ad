"""Gaps, indices, weights, seasons and intervals of means as arithmetic."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.kit.errors import Refused
from oyez.measure.core.intervals.bounded import bounded_mean
from oyez.measure.core.intervals.interval import Interval
from oyez.measure.core.intervals.mean import Moments
from oyez.measure.core.intervals.share import wilson
from oyez.measure.core.scores import expectation, index, prior, raking, responding, sample_size, season
from oyez.measure.core.scores.claims import Claim, Population, narrowed


def test_better_and_worse_than_expected_are_treated_like_promoters_and_detractors() -> None:
    found = expectation.disconfirmation(6, 10, 4)
    assert found is not None
    assert found.value == pytest.approx(0.1)
    assert found.bounds.lo < 0.1 < found.bounds.hi
    assert expectation.disconfirmation(0, 0, 0) is None


PARTS = {
    "nps": index.Part(0.5, 0.05, index.Ends(-1, 1)),
    "csat": index.Part(0.8, 0.02, index.Ends(0, 1)),
    "effort": index.Part(2, 0.1, index.Ends(1, 5, higher_is_better=False)),
}


def test_an_index_rescales_each_part_in_its_own_direction() -> None:
    found = index.composite(PARTS, {"nps": 0.4, "csat": 0.4, "effort": 0.2})
    assert found is not None
    assert found.value == pytest.approx(0.4 * 75 + 0.4 * 80 + 0.2 * 75)
    assert found.bounds.lo < found.value < found.bounds.hi


def test_an_index_without_more_than_three_tenths_of_its_weight_is_none() -> None:
    weights = {"nps": 0.4, "csat": 0.3, "effort": 0.3}
    two = {name: PARTS[name] for name in ("nps", "csat")}
    found = index.composite(two, weights)
    assert found is not None
    assert found.partial
    assert index.composite({"csat": PARTS["csat"], "effort": PARTS["effort"]}, weights) is None


def test_weights_of_an_index_sum_to_one() -> None:
    with pytest.raises(ValueError, match="sum to 1"):
        index.composite(PARTS, {"nps": 0.4, "csat": 0.4})


def test_items_that_agree_are_reliable_and_items_that_do_not_are_not() -> None:
    assert index.cronbach_alpha([[1, 2, 3, 4], [1, 2, 3, 4]]) == pytest.approx(1)
    assert index.cronbach_alpha([[1, 2, 3, 4], [4, 1, 3, 2]]) < index.LEAST_ALPHA


MARGINS = [{"a": 60.0, "b": 40.0}, {"x": 50.0, "y": 50.0}]
SAMPLE = {("a", "x"): 30.0, ("a", "y"): 10.0, ("b", "x"): 20.0, ("b", "y"): 40.0}


def test_raking_meets_both_margins() -> None:
    fitted = raking.rake(SAMPLE, MARGINS).fitted(SAMPLE)
    assert sum(count for place, count in fitted.items() if place[0] == "a") == pytest.approx(60)
    assert sum(count for place, count in fitted.items() if place[1] == "y") == pytest.approx(50)


def test_nobody_cannot_be_weighted() -> None:
    with pytest.raises(Refused, match="Nobody answered in b"):
        raking.rake({("a",): 10.0}, [{"a": 1.0, "b": 1.0}])


def test_answers_without_a_target_are_refused() -> None:
    with pytest.raises(Refused, match="for which there is no target"):
        raking.rake({("a",): 10.0, ("c",): 5.0}, [{"a": 1.0}])


def test_weights_are_trimmed_to_three_times_their_mean() -> None:
    sample = {("a",): 990.0, ("b",): 10.0}
    raked = raking.rake_and_trim(sample, [{"a": 0.5, "b": 0.5}])
    mean = sum(raked.fitted(sample).values()) / 1000
    assert raked.trimmed
    assert max(raked.weights.values()) <= 3.001 * mean


def test_cells_with_few_answers_are_put_together() -> None:
    counts, margins = raking.collapsed(
        {("a",): 50.0, ("b",): 8.0, ("c",): 9.0}, [{"a": 60.0, "b": 20.0, "c": 20.0}]
    )
    assert counts == {("a",): 50, ("others",): 17}
    assert margins == [{"a": 60, "others": 40}]


def test_equal_response_is_likeness() -> None:
    found = responding.likeness([responding.Invited(100, 30), responding.Invited(200, 60)])
    assert found.r == pytest.approx(1)
    assert not found.is_low


def test_fewer_answers_detect_larger_differences() -> None:
    n = sample_size.for_difference(0.6, 0.15)
    assert sample_size.detectable(0.6, n) == pytest.approx(0.15)
    assert sample_size.detectable(0.6, 100) == pytest.approx(0.31, abs=0.005)


def test_a_season_needs_two_years() -> None:
    assert season.season([1.0] * 23) is None


def test_noise_is_no_season() -> None:
    dice = Random(2)
    found = season.season([40 + dice.gauss(0, 3) for _ in range(36)])
    assert found is not None
    assert not found.is_real


def test_a_season_is_found_in_noise_and_taken_out() -> None:
    dice = Random(2)
    months = [40 + (8 if month % 12 == 11 else 0) + dice.gauss(0, 1) for month in range(36)]
    found = season.season(months)
    assert found is not None
    assert found.is_real
    assert found.factors[11] == max(found.factors)
    assert sum(found.factors) == pytest.approx(0, abs=1e-9)
    assert abs(season.adjusted(months, found)[11] - 40) < 3


def test_two_years_are_enough_to_test_a_season() -> None:
    found = season.season([40 + (9 if month % 12 == 5 else 0) + 0.1 * (month % 3) for month in range(24)])
    assert found is not None
    assert found.is_real


def test_a_census_is_surer_and_asking_everybody_is_certain() -> None:
    bounds = Interval(0.2, 0.6)
    assert narrowed(0.4, bounds, 100, Population()) == bounds
    half = narrowed(0.4, bounds, 100, Population(Claim.CENSUS, 199))
    assert bounds.lo < half.lo < 0.4 < half.hi < bounds.hi
    assert narrowed(0.4, bounds, 200, Population(Claim.CENSUS, 200)) == Interval(0.4, 0.4)


def test_units_that_do_not_differ_lean_most_on_their_category() -> None:
    alike = [Moments.of([1, 5, 3, 4, 2]) for _ in range(5)]
    apart = [Moments.of([1, 1, 2]), Moments.of([5, 5, 4]), Moments.of([3, 3, 3])]
    assert prior.prior_strength(alike) == prior.STRONGEST
    assert prior.prior_strength(apart) == prior.WEAKEST
    assert prior.prior_strength(alike[:2]) == 10


@given(st.lists(st.integers(1, 5), min_size=1, max_size=40))
def test_bounds_of_a_mean_hold_the_mean_and_stay_on_the_scale(answers: list[int]) -> None:
    found = bounded_mean(Moments.of(answers), 1, 5)
    assert 1 <= found.lo <= sum(answers) / len(answers) + 1e-9
    assert sum(answers) / len(answers) - 1e-9 <= found.hi <= 5


@given(st.integers(0, 400), st.just(400))
def test_bounds_of_yes_and_no_are_nearly_wilsons(hits: int, n: int) -> None:
    found, usual = bounded_mean(Moments(n, hits, hits), 0, 1), wilson(hits, n)
    assert found.lo == pytest.approx(usual.lo, abs=0.002)
    assert found.hi == pytest.approx(usual.hi, abs=0.002)


def test_equal_answers_are_not_certain() -> None:
    found = bounded_mean(Moments.of([5, 5, 5, 5, 5]), 1, 5)
    assert found.hi == 5
    assert found.lo < 4
