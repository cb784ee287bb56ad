"""Change, alerts and the effects of initiatives."""

from oyez.act.core.drop import Population, surprise
from oyez.measure.core.bursts import q_values
from oyez.measure.core.change import effects, kleinberg, rare, run_length, small_shifts, surge
from oyez.measure.core.change.p_chart import Count, freeze, plain
from oyez.measure.core.initiatives import judge
from tests.measure.vectors.binding import binds, given


@binds("5.1")
def wafers() -> object:
    counts = [Count(hits, 50) for hits in given("5.1")]
    limits = plain(counts)
    assert limits is not None
    signals = [at for at, count in enumerate(counts, start=1) if limits.is_beyond(count)]
    return {"p": limits.centre, "ucl": limits.around(50)[1], "lcl": limits.around(50)[0], "signals": signals}


@binds("5.2")
def the_period_judged_is_not_in_phase_one() -> object:
    hits = [38, 30, 41, 60, 29, 35, 47, 44, 33, 45, 36, 72]
    sizes = [420, 390, 455, 610, 380, 402, 515, 470, 433, 498, 444, 461]
    counts = [Count(*pair) for pair in zip(hits, sizes, strict=True)]
    limits = freeze(counts[:-1])
    assert limits is not None
    return {
        "p": limits.centre,
        "z12": limits.z(counts[-1]),
        "ucl12": limits.around(counts[-1].n)[1],
        "sigma_z": limits.sigma_z,
    }


@binds("5.3")
def ewma() -> object:
    found = small_shifts.ewma(given("5.3"), target=50, sigma=2.0539, smoothing=0.3, reach=3)
    return {"last5": found.values[-5:], "ucl": found.upper, "lcl": found.lower}


@binds("5.4")
def cusum() -> object:
    found = small_shifts.cusum(given("5.4"), target=325, slack=0.3175, decision=4.1959)
    return {"S_hi": found.high[-8:], "first_alarm": found.beyond[0] + 1}


@binds("5.5")
def how_long_a_cusum_runs() -> object:
    return {
        name: [run_length.of_cusum(0.5, decision, shift) for decision in (4, 5)]
        for name, shift in (("arl0", 0.0), ("arl1", 1.0))
    }


@binds("5.6")
def how_long_an_ewma_runs() -> object:
    charts = [(0.2, 2.962), (0.1, 2.814)]
    return {
        "arl0": [run_length.of_ewma(*chart) for chart in charts],
        "arl_half": [run_length.of_ewma(*chart, shift=0.5) for chart in charts],
    }


@binds("5.7")
def one_answer_at_a_time() -> object:
    return rare.bernoulli_cusum([0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1], rare.steps(0.07, 0.14))


@binds("5.8")
def benjamini_hochberg() -> object:
    found = q_values(given("5.8"))
    return {"q": found, "rejected_5pct": sum(q <= 0.05 for q in found)}


@binds("5.9")
def theme_bursts() -> object:
    said = given("5.9").items()
    found = surge.surges({name: surge.Heard([before], now, [1600], 400) for name, (now, before) in said})
    assert {one.dispersion for one in found.values()} == {1.0}
    return {
        "p": {name: one.p for name, one in found.items()},
        "q": {name: one.q for name, one in found.items()},
    }


@binds("5.10")
def when_a_burst_was() -> object:
    found = kleinberg.burst_batches([3, 2, 4, 3, 2, 9, 11, 10, 3, 2, 4, 3], [50] * 12)
    return [found.usual, [int(inside) for inside in found.in_burst]]


@binds("5.11")
def a_fall_from_ones_own_history() -> object:
    found = surprise([9, 8, 9, 8, 9], 4, Population(mean=7.8, between=1.5, within=2))
    return [found.expected, found.variance, found.z]


@binds("5.12")
def difference_in_differences() -> object:
    return judge([21.03 - 20.44], [21.17 - 23.33], worthwhile=1).effect


@binds("5.13")
def a_panel_of_few_units() -> object:
    places = [(unit, month) for unit in range(8) for month in range(12)]
    outcome = [panel_value(unit, month) for unit, month in places]
    treated = [[1, unit >= 4, month >= 6, unit >= 4 and month >= 6] for unit, month in places]
    by_cluster = effects.clustered(treated, outcome, [unit for unit, _ in places], of=3)
    assert not by_cluster.trusted
    changes = [panel_change(unit) for unit in range(8)]
    exact = judge(changes[4:], changes[:4], worthwhile=1)
    assert exact.exact
    return {
        "did": exact.effect,
        "cluster_se": by_cluster.se,
        "cluster_p": by_cluster.p,
        "perm_p": exact.p,
    }


def panel_value(unit: int, month: int) -> float:
    both = unit >= 4 and month >= 6
    return 70 + unit + 0.5 * month + 3 * both + 0.6 * ((7 * unit + 3 * month) % 5 - 2)


def panel_change(unit: int) -> float:
    months = [panel_value(unit, month) for month in range(12)]
    return sum(months[6:]) / 6 - sum(months[:6]) / 6


@binds("5.14")
def what_would_have_been() -> object:
    x, y = (numbers(part) for part in given("5.14").split("; "))
    found = effects.counterfactual([x], y, pre=14)
    return {
        "avg": found.average,
        "cum": found.cumulative,
        "se_cum": found.se_cumulative,
        "lo": found.lo,
        "hi": found.hi,
        "placebo_in_time_avg": found.placebo,
    }


def numbers(said: str) -> list[float]:
    return [float(one) for one in said.partition("=")[2].split(",")]


@binds("5.15")
def a_series_in_two_segments() -> object:
    found = effects.segmented(given("5.15"), start=12)
    return {"b": found.coefficients, "se_ols": found.errors, "durbin_watson": found.durbin_watson}
