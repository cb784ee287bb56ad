"""Charts, alarms and bursts as arithmetic."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.kit.errors import Refused
from oyez.measure.core.change.budget import budget
from oyez.measure.core.change.p_chart import Count, Kind, freeze
from oyez.measure.core.change.rare import bernoulli_cusum, bernoulli_decision, days_between, steps
from oyez.measure.core.change.run_length import of_shewhart, width_for
from oyez.measure.core.change.signals import State, first_of_run, states
from oyez.measure.core.change.stream import Chart, Lacking, chart
from oyez.measure.core.change.surge import Heard, common_dispersion, surges
from oyez.measure.core.change.trickle import spread, trickle
from oyez.measure.core.change.watched import Measure, Stream, Watched, drilled, parse_stream

counts = st.builds(Count, st.integers(10, 40), st.just(100))


def steady(months: int, share: float = 0.2, n: int = 100) -> list[Count]:
    """Months that swing a little around a share."""
    return [Count(round(share * n) + (3 if month % 2 else -3), n) for month in range(months)]


def charted(months: list[Count]) -> Chart:
    found = chart(months)
    assert isinstance(found, Chart)
    return found


@given(st.lists(counts, min_size=21, max_size=24), st.lists(counts, max_size=6))
def test_later_months_never_move_the_limits(history: list[Count], later: list[Count]) -> None:
    assert charted(history).limits == charted([*history, *later]).limits


def test_a_calm_history_does_not_tighten_the_limits() -> None:
    limits = freeze([Count(20, 100)] * 20)
    assert limits is not None
    assert limits.sigma_z < 1
    assert limits.around(100)[1] == pytest.approx(0.2 + 3 * (0.2 * 0.8 / 100) ** 0.5)


def test_a_rough_history_chooses_laney_and_widens_the_limits() -> None:
    limits = freeze([Count(10 if month % 2 else 30, 100) for month in range(20)])
    assert limits is not None
    assert limits.kind is Kind.LANEY
    assert limits.around(100)[1] > 0.2 + 3 * (0.2 * 0.8 / 100) ** 0.5


def test_the_first_month_outside_is_watched_and_the_second_alerts() -> None:
    assert charted([*steady(22), Count(50, 100)]).state is State.WATCH
    found = charted([*steady(22), Count(50, 100), Count(50, 100)])
    assert (found.state, found.since, found.alerted, found.side) == (State.ALERT, 22, 23, 1)


def test_a_month_outside_on_the_other_side_begins_anew() -> None:
    assert states([0, 1, -1]) == [State.CALM, State.WATCH, State.WATCH]


def test_after_three_calm_months_a_watch_is_over() -> None:
    assert states([1, 0, 0, 0, 0])[-1] is State.CALM
    assert states([1, 0, 0, 1])[-1] is State.ALERT
    assert first_of_run([1, 0, 0, 1]) == 0
    assert first_of_run([1, 0, 0, 0, 0]) is None


def test_a_month_with_too_few_answers_is_not_judged() -> None:
    found = charted([*steady(22), Count(9, 10)])
    assert found.last.z is None
    assert found.state is State.CALM


def test_twenty_months_are_not_enough_and_few_answers_neither() -> None:
    assert chart(steady(20)) is Lacking.HISTORY
    assert chart([Count(1, 8)] * 30) is Lacking.ANSWERS


def test_limits_widen_until_an_owner_gets_one_false_alarm_a_quarter() -> None:
    assert budget(20, 3).width == 3
    many = budget(1000, 3)
    assert many.width > 3
    assert many.expected == pytest.approx(1)
    assert of_shewhart(width_for(370)) == pytest.approx(370)


def test_the_decision_limit_of_rare_events_keeps_its_run_length() -> None:
    step, dice = steps(0.1), Random(3)
    limit = bernoulli_decision(0.1, 200)
    lengths = []
    for _ in range(400):
        sums = bernoulli_cusum([dice.random() < 0.1 for _ in range(2_000)], step)
        lengths.append(next((at for at, value in enumerate(sums, start=1) if value >= limit), 2_000))
    assert sum(lengths) / len(lengths) == pytest.approx(200, rel=0.2)


def test_gaps_between_rare_events_have_limits_around_their_centre() -> None:
    found = days_between([10, 14, 8, 12, 9, 15, 11, 10, 13, 9])
    assert found.lower < found.centre < found.upper
    assert found.centre == pytest.approx(11, abs=0.5)


def test_a_steady_topic_that_trebles_bursts_and_the_others_do_not() -> None:
    found = surges({
        "invoice": Heard([10] * 8, 120, [100] * 8, 400),
        "delay": Heard([40] * 8, 150, [100] * 8, 400),
    })  # fmt: skip
    assert found["invoice"].is_burst
    assert found["invoice"].ratio == pytest.approx(3)
    assert not found["delay"].is_burst


def test_a_rough_history_makes_a_burst_less_sure() -> None:
    calm = surges({"a": Heard([10] * 8, 65, [100] * 8, 400)})["a"]
    rough = surges({"a": Heard([2, 18] * 4, 65, [100] * 8, 400)})["a"]
    assert calm.dispersion == 1 < rough.dispersion
    assert calm.p < rough.p


def test_a_category_is_never_taken_for_calmer_than_all_of_them() -> None:
    heard = {"calm": Heard([10] * 8, 20, [100] * 8, 400), "rough": Heard([2, 30] * 4, 20, [100] * 8, 400)}
    assert surges(heard)["calm"].dispersion == common_dispersion(heard.values()) > 1


def test_four_mentions_are_no_burst_however_rare_they_were() -> None:
    assert not surges({"a": Heard([0] * 8, 4, [100] * 8, 400)})["a"].is_burst


def watched(dimension: str, key: str, months: list[Count], name: str = "csat") -> Watched:
    return Watched(Stream(Measure(name), dimension, key), charted(months), None)


def test_what_moved_stands_below_the_widest_place_that_moved_the_same_way() -> None:
    fell = [*steady(22), Count(0, 100), Count(0, 100)]
    rose = [*steady(22), Count(50, 100), Count(50, 100)]
    found = drilled(
        [
            watched("branch", "harbour", fell),
            watched("region", "north", fell),
            watched("branch", "pier", rose),
            watched("branch", "hill", steady(24)),
        ],
        {"harbour": ["north"], "pier": ["north"]},
    )
    named = {one.watched.stream.key: [part.watched.stream.key for part in one.below] for one in found}
    assert named == {"north": ["harbour"], "pier": []}


@pytest.mark.parametrize("text", ["csat", "csat@unit=harbour", "fitting.complete@region=north"])
def test_a_stream_is_its_address(text: str) -> None:
    assert str(parse_stream(text)) == text


@pytest.mark.parametrize("text", ["", "csat@", "csat@unit", "csat@=harbour", "@unit=harbour"])
def test_what_names_no_stream_is_refused(text: str) -> None:
    if text == "csat@":
        assert str(parse_stream(text)) == "csat"
    else:
        with pytest.raises(Refused):
            parse_stream(text)


def test_few_answers_a_month_are_charted_one_at_a_time() -> None:
    calm, rough = [Count(1, 10)] * 12, [Count(5, 10)] * 6
    found = trickle([*calm, *calm[:6], *rough], more_is_better=False)
    assert found is not None
    assert found.usual == 0.1
    assert found.since is not None
    assert found.since >= 18
    still = trickle([*calm, *calm], more_is_better=False)
    assert still is not None
    assert still.since is None


def test_what_is_bad_is_counted() -> None:
    found = trickle([Count(9, 10)] * 24, more_is_better=True)
    assert found is not None
    assert not found.of_hits
    assert found.usual == 0.1
    assert trickle([Count(1, 2)] * 24, more_is_better=True) is None


@given(st.integers(0, 30), st.integers(1, 30))
def test_hits_are_spread_evenly(hits: int, n: int) -> None:
    found = spread(min(hits, n), n)
    assert len(found) == n
    assert sum(found) == min(hits, n)
