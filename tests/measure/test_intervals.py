"""Laws that intervals, differences and decompositions obey whatever the numbers."""

from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from oyez.measure.core import bursts
from oyez.measure.core.intervals import nps, share
from oyez.measure.core.intervals.bounded import bounded_mean
from oyez.measure.core.intervals.mean import Moments, paired, welch
from oyez.measure.core.intervals.stars import dirichlet_interval
from oyez.measure.core.mix import Part, rate_and_mix

COUNTS = st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500)).filter(any)
ANSWERS = st.lists(st.integers(1, 7), min_size=1, max_size=60)


@given(COUNTS)
def test_the_adjusted_interval_stays_on_the_scale_and_has_width(counts: tuple[int, int, int]) -> None:
    lo, hi = nps.adjusted_wald(nps.Split(*counts))
    assert -1 <= lo < hi <= 1


@given(COUNTS, COUNTS)
def test_a_difference_of_scores_turns_with_its_sides(
    one: tuple[int, int, int], two: tuple[int, int, int]
) -> None:
    there = nps.difference(nps.Split(*one), nps.Split(*two))
    back = nps.difference(nps.Split(*two), nps.Split(*one))
    assert (there.value, there.lo) == (-back.value, -back.hi)


@given(COUNTS)
def test_promoters_and_detractors_change_places(counts: tuple[int, int, int]) -> None:
    split, turned = nps.Split(*counts), nps.Split(*reversed(counts))
    lo, hi = nps.adjusted_wald(split)
    assert nps.adjusted_wald(turned) == (-hi, -lo)


@given(st.integers(1, 400), st.data())
def test_wilson_holds_the_share_it_stands_on(n: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, n))
    lo, hi = share.wilson(hits, n)
    assert 0 <= lo <= hits / n + 1e-12
    assert hits / n - 1e-12 <= hi <= 1
    assert lo < hi


@given(ANSWERS)
def test_a_mean_lies_in_its_interval_within_the_scale(answers: list[int]) -> None:
    moments = Moments.of(answers)
    lo, hi = bounded_mean(moments, 1, 7)
    assert 1 <= lo <= moments.mean + 1e-9
    assert moments.mean - 1e-9 <= hi <= 7
    assert lo < hi


@given(ANSWERS, ANSWERS)
def test_moments_add_up(one: list[int], two: list[int]) -> None:
    parts, whole = (Moments.of(one), Moments.of(two)), Moments.of([*one, *two])
    assert parts[0].total + parts[1].total == whole.total
    assert parts[0].squares + parts[1].squares == whole.squares


@given(ANSWERS)
def test_an_interval_of_equal_answers_narrows_as_they_grow(answers: list[int]) -> None:
    few, many = len(answers), 2 * len(answers)
    narrow = bounded_mean(Moments(many, many * 6, many * 36), 1, 7)
    wide = bounded_mean(Moments(few, few * 6, few * 36), 1, 7)
    assert wide.lo < narrow.lo < 6 < narrow.hi < wide.hi


def test_the_same_answers_twice_tell_nothing_apart() -> None:
    assert welch(Moments.of([4, 4, 4]), Moments.of([4, 4, 4])) is None
    assert paired([5, 3, 4], [4, 4, 4]).mean == 0


@given(st.lists(st.integers(0, 40), min_size=5, max_size=5))
def test_the_bound_stars_are_ranked_by_lies_below_their_average(counts: list[int]) -> None:
    lo, hi = dirichlet_interval(counts)
    assert lo < hi
    assume(any(counts))
    average = sum(level * count for level, count in enumerate(counts, 1)) / sum(counts)
    assert lo < average or average < 3  # below the middle the pseudo-answers pull upwards


SHARES = st.lists(st.tuples(st.integers(1, 50), st.integers(-100, 100)), min_size=1, max_size=6)


@given(SHARES, SHARES)
def test_rate_and_mix_add_up_to_the_change(one: list[tuple[int, int]], two: list[tuple[int, int]]) -> None:
    def parts(rows: list[tuple[int, int]]) -> dict[int, Part]:
        size = sum(weight for weight, _ in rows)
        return {at: Part(weight / size, score) for at, (weight, score) in enumerate(rows)}

    def score(rows: dict[int, Part]) -> float:
        return sum(part.share * part.score for part in rows.values())

    before, after = parts(one), parts(two)
    found = rate_and_mix(before, after)
    assert abs(found.total - (score(after) - score(before))) < 1e-9


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_q_values_keep_the_order_of_p_values(ps: list[float]) -> None:
    qs = bursts.q_values(ps)
    assert all(q >= p - 1e-12 for p, q in zip(ps, qs, strict=True))
    assert all(
        qs[a] <= qs[b] + 1e-12 if ps[a] <= ps[b] else qs[b] <= qs[a] + 1e-12
        for a, b in combinations(range(len(ps)), 2)
    )


@given(st.integers(1, 30), st.integers(0, 60), st.floats(1.2, 4))
def test_an_unsteady_theme_needs_more_to_burst(now: int, before: int, unsteady: float) -> None:
    steady = bursts.burst_p(now, before, 100, 400)
    assume(steady < 0.01)
    assert bursts.burst_p(now, before, 100, 400, unsteady) >= steady
