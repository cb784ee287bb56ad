"""Charts alarm by chance as rarely as they state, also when history varies more than answers alone would.

Streams in which nothing ever happens are drawn and charted as the changes page charts them: limits frozen from twenty
months, a first signal watched, a second one within three months an alert. Then shifts are put in and must be found.
"""

import sys
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from oyez.measure.core.change.budget import budget
from oyez.measure.core.change.p_chart import Count
from oyez.measure.core.change.run_length import of_cusum, of_ewma
from oyez.measure.core.change.signals import State, states
from oyez.measure.core.change.small_shifts import cusum, ewma
from oyez.measure.core.change.stream import Chart, chart

HISTORY, JUDGED = 20, 12
STREAMS = 1_200
CALM_SIGNALS, ROUGH_SIGNALS, ALERTS = 0.006, 0.025, 0.003
SIZES = ((30, 0.2), (60, 0.1), (100, 0.1), (300, 0.1), (200, 0.5))
SPREADS = (0.0, 0.01, 0.03)  # correlation of answers within a month: 0 is chance alone
OWNER_STREAMS = 60
RUNS = 1_500
LEAST_FOUND = 0.85


@dataclass(frozen=True)
class Alarms:
    """Of judged months, the shares with a first signal and with a new alert."""

    signals: float
    alerts: float


def main() -> int:
    dice = np.random.default_rng(11)
    held = [_calm(dice), _budget(dice), _found(dice), _run_lengths(dice)]
    return 0 if all(held) else 1


def _calm(dice: np.random.Generator) -> bool:
    print("Nothing happens: share of judged months with a signal, and with a new alert")
    good = True
    for n, p in SIZES:
        for spread in SPREADS:
            found = _alarms([_drawn(dice, n, p, spread) for _ in range(STREAMS)])
            most = CALM_SIGNALS if spread == 0 else ROUGH_SIGNALS
            good &= found.signals <= most and found.alerts <= ALERTS
            print(
                f"  n = {n:>3}, p = {p}, spread {spread:<4}: {found.signals:.4f} (at most {most}), {found.alerts:.5f}"
            )
    print(f"  alerts at most {ALERTS} of months: {'holds' if good else 'DOES NOT HOLD'}")
    return good


def _budget(dice: np.random.Generator) -> bool:
    """An owner with sixty charts, half of them rougher than chance."""
    width = budget(OWNER_STREAMS, 3).width
    streams = [_drawn(dice, 100, 0.1, spread) for spread in (0.0, 0.02) for _ in range(STREAMS)]
    a_quarter = _alarms(streams, width).alerts * OWNER_STREAMS * 3
    good = a_quarter <= 1
    print(
        f"An owner with {OWNER_STREAMS} charts gets {a_quarter:.2f} false alerts a quarter (at most 1):",
        _said(good),
    )
    return good


def _found(dice: np.random.Generator) -> bool:
    """A share of 20 % that becomes 50 %, as of fittings that need a second visit, fifty a month."""
    streams = [_drawn(dice, 50, 0.2, 0.0, later=0.5) for _ in range(STREAMS)]
    stood = [_states(found) for counts in streams if isinstance(found := chart(counts), Chart)]
    watched = sum(one[0] is not State.CALM for one in stood) / len(stood)
    alerted = sum(State.ALERT in one[:2] for one in stood) / len(stood)
    good = alerted >= LEAST_FOUND
    print(
        f"A share of 20 % that becomes 50 % is watched after one month in {watched:.0%},"
        f" an alert after two in {alerted:.0%} (at least {LEAST_FOUND:.0%}): {_said(good)}"
    )
    return good


def _run_lengths(dice: np.random.Generator) -> bool:
    """EWMA and CUSUM run as long by chance as the Markov chain says."""
    noise = dice.standard_normal((RUNS, 6_000))
    simulated = {
        "EWMA": np.mean([_first(ewma(row).beyond, noise.shape[1]) for row in noise]),
        "CUSUM": np.mean([_first(cusum(row).beyond, noise.shape[1]) for row in noise]),
    }
    computed = {"EWMA": of_ewma(0.2, 2.962), "CUSUM": of_cusum(0.5, 5.0)}
    good = all(abs(simulated[name] / computed[name] - 1) <= 0.08 for name in simulated)
    for name, length in simulated.items():
        print(f"{name} alarms by chance every {length:.0f} periods, computed {computed[name]:.0f}")
    print(f"  within 8 %: {_said(good)}")
    return bool(good)


def _drawn(
    dice: np.random.Generator, n: int, p: float, spread: float, later: float | None = None
) -> list[Count]:
    """A stream of months; `later` is its share after the history."""
    months = HISTORY + JUDGED
    shares = np.full(months, p)
    if spread:
        strength = (1 - spread) / spread
        shares = dice.beta(p * strength, (1 - p) * strength, months)
    if later is not None:
        shares[HISTORY:] = later
    sizes = np.maximum(1, dice.poisson(n, months))
    return [
        Count(int(hits), int(size)) for hits, size in zip(dice.binomial(sizes, shares), sizes, strict=True)
    ]


def _alarms(streams: list[list[Count]], width: float = 3.0) -> Alarms:
    months = signals = alerts = 0
    for counts in streams:
        found = chart(counts, width)
        if isinstance(found, Chart):
            judged = [period for period in found.periods if period.z is not None]
            months += len(judged)
            signals += sum(bool(period.side) for period in judged)
            stood = [State.CALM, *_states(found)]
            alerts += sum(now is State.ALERT and before is not now for before, now in pairwise(stood))
    return Alarms(signals / months, alerts / months)


def _states(found: Chart) -> list[State]:
    return states([period.side for period in found.periods if not period.in_phase_one])


def _first(beyond: tuple[int, ...], most: int) -> int:
    return beyond[0] + 1 if beyond else most


def _said(good: bool) -> str:
    return "holds" if good else "DOES NOT HOLD"


if __name__ == "__main__":
    sys.exit(main())
