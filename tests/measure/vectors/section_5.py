"""Change, alerts and the effects of initiatives."""

from oyez.measure.core import bursts, experiments
from tests.measure.vectors.binding import binds, given


@binds("5.8")
def benjamini_hochberg() -> object:
    found = bursts.q_values(given("5.8"))
    return {"q": found, "rejected_5pct": sum(q <= 0.05 for q in found)}


@binds("5.9")
def theme_bursts() -> object:
    ps = {name: bursts.burst_p(now, before, 400, 1600) for name, (now, before) in given("5.9").items()}
    return {"p": ps, "q": dict(zip(ps, bursts.q_values(list(ps.values())), strict=True))}


@binds("5.12")
def difference_in_differences() -> object:
    return experiments.difference_in_differences(20.44, 21.03, 23.33, 21.17)
