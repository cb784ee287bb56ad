"""Intervals of 95 % hold as often as they say: at least .92 everywhere, .94 to .97 on average, from ten answers on.

Shares and NPS are enumerated exactly over a lattice of populations, means are drawn from populations as lopsided as
real ones (93 % fives). From a hundred answers on, each population by itself has to lie between .93 and .97.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, multinomial

from oyez.measure.core.intervals import nps, share
from oyez.measure.core.intervals.bounded import bounded_mean
from oyez.measure.core.intervals.interval import Interval
from oyez.measure.core.intervals.mean import Moments

SIZES = (10, 20, 30, 50, 100, 300)
DRAWS = 4_000
LEAST, AVERAGE, LARGE = 0.92, (0.94, 0.97), (0.93, 0.97)
CHANCE = 0.005  # what the drawing itself may add to a coverage of .95 in four thousand draws

POPULATIONS = {
    "ease, good": (1, (0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.3)),
    "ease, two camps": (1, (0.1, 0.02, 0.02, 0.04, 0.1, 0.22, 0.5)),
    "ease, middling": (1, (0.05, 0.1, 0.2, 0.3, 0.2, 0.1, 0.05)),
    "ease, very good": (1, (0.01, 0.005, 0.005, 0.01, 0.03, 0.14, 0.8)),
    "stars, two camps": (1, (0.25, 0.03, 0.05, 0.12, 0.55)),
    "stars, good": (1, (0.01, 0.01, 0.03, 0.15, 0.8)),
    "stars, 93 % fives": (1, (0.01, 0.0, 0.01, 0.05, 0.93)),
    "stars, fours and fives": (1, (0.0, 0.0, 0.0, 0.3, 0.7)),
    "stars, any": (1, (0.2, 0.2, 0.2, 0.2, 0.2)),
    "stars, bad": (1, (0.8, 0.1, 0.05, 0.03, 0.02)),
    "stars, ones and fives": (1, (0.04, 0.0, 0.0, 0.0, 0.96)),
}


@dataclass(frozen=True)
class Held:
    """How often an interval held in one population, at one size; `exact` if enumerated."""

    population: str
    n: int
    coverage: float
    exact: bool


def main() -> int:
    proofs: dict[str, Callable[[], Iterator[Held]]] = {
        "Shares, Wilson": shares,
        "NPS, adjusted Wald": scores,
        "Means, Wilson by spread": means,
    }
    held = [_reported(name, list(prove())) for name, prove in proofs.items()]
    return 0 if all(held) else 1


def shares() -> Iterator[Held]:
    """Shares from 2 to 98 %."""
    for n in SIZES:
        bounds = np.array([share.wilson(hits, n) for hits in range(n + 1)])
        for p in np.arange(0.02, 0.981, 0.02):
            yield Held(
                f"{p:.2f}", n, float(binom.pmf(np.arange(n + 1), n, p)[_inside(bounds, p)].sum()), True
            )


def scores() -> Iterator[Held]:
    """Populations with at least one in twenty of promoters, passives and detractors each."""
    lattice = np.round(np.arange(0.05, 0.901, 0.05), 2)
    for n in SIZES[:-1]:
        splits = np.array([(p, n - p - d, d) for p in range(n + 1) for d in range(n + 1 - p)])
        bounds = np.array([nps.adjusted_wald(nps.Split(*map(float, split))) for split in splits])
        for promoters in lattice:
            for detractors in lattice:
                passives = round(1 - promoters - detractors, 2)
                if passives >= 0.05:
                    chances = multinomial.pmf(splits, n, [promoters, passives, detractors])
                    coverage = float(chances[_inside(bounds, promoters - detractors)].sum())
                    yield Held(f"{promoters:.2f}/{passives:.2f}/{detractors:.2f}", n, coverage, True)


def means() -> Iterator[Held]:
    dice = np.random.default_rng(7)
    for name, (lowest, weights) in POPULATIONS.items():
        values = np.arange(lowest, lowest + len(weights))
        chances = np.array(weights) / sum(weights)
        true = float(values @ chances)
        for n in SIZES:
            drawn = dice.choice(values, p=chances, size=(DRAWS, n))
            bounds = np.array([_bounds(row, values) for row in drawn])
            yield Held(name, n, float(_inside(bounds, true).mean()), False)


def _bounds(row: np.ndarray, values: np.ndarray) -> Interval:
    moments = Moments(len(row), float(row.sum()), float((row * row).sum()))
    return bounded_mean(moments, float(values[0]), float(values[-1]))


def _inside(bounds: np.ndarray, true: float) -> np.ndarray:
    return (bounds[:, 0] <= true + 1e-12) & (true <= bounds[:, 1] + 1e-12)


def _reported(name: str, held: list[Held]) -> bool:
    print(f"{name}: {len(held)} populations and sizes")
    for n in sorted({one.n for one in held}):
        group = [one for one in held if one.n == n]
        worst = min(group, key=lambda one: one.coverage)
        average = float(np.mean([one.coverage for one in group]))
        print(f"  n = {n:>3}: {worst.coverage:.3f} at worst ({worst.population}), {average:.3f} on average")
    average = float(np.mean([one.coverage for one in held]))
    good = AVERAGE[0] <= average <= AVERAGE[1]
    for one in held:
        slack = 0 if one.exact else CHANCE
        good &= one.coverage >= LEAST - slack
        if one.n >= 100:
            good &= LARGE[0] - slack <= one.coverage <= LARGE[1] + slack
    print(f"  on average {average:.3f}: {'holds' if good else 'DOES NOT HOLD'}")
    return bool(good)


if __name__ == "__main__":
    sys.exit(main())
