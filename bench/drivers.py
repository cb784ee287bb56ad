"""Drivers of 100,000 responses: 14 ratings, 1,000 resamplings of accounts, from sums of answers to ranks.

Claimed: at most 10 seconds for the model (LMG of all 2^14 subsets in each resampling) and 20 from the first answer on.
The baseline is the same by hand: ordinary least squares on all answers, once for each resampling.
"""

import sys
import time

import numpy as np

from oyez.measure.core.drivers.analysis import Analysis, Scale, analyse
from oyez.measure.core.drivers.sample import Sample
from oyez.measure.core.drivers.table import Part, Rows, sample

RESPONSES = 100_000
ACCOUNTS = 40_000
DRIVERS = 14
DRAWS = 1_000
MOST_SECONDS = 10.0
MOST_ALL_SECONDS = 20.0
BY_HAND = 5


def main() -> int:
    ratings, outcome, account = _answers(np.random.default_rng(1))
    rows = _rows(ratings, outcome, account)
    started = time.perf_counter()
    table = sample(rows, [f"step{at}" for at in range(DRIVERS)])
    read = time.perf_counter() - started
    found, seconds = _analysed(table)
    skipped = table.ratings.copy()
    skipped[np.random.default_rng(2).random(skipped.shape) < 0.01] = np.nan
    _, with_skipped = _analysed(Sample(table.drivers, skipped, table.outcome, table.cluster, table.place))
    by_hand = _by_hand(table) * DRAWS
    print(f"responses                      {RESPONSES:>10,} of {ACCOUNTS:,} accounts, {DRIVERS} drivers")
    print(f"joined to one row a response   {read:>10.1f} s")
    print(f"LMG and {DRAWS:,} resamplings      {seconds:>10.1f} s (claimed: at most {MOST_SECONDS:.0f})")
    print(f"the same with 1% skipped       {with_skipped:>10.1f} s")
    print(
        f"regressions by hand            {by_hand:>10.1f} s, without any LMG ({by_hand / seconds:.0f} times)"
    )
    print(f"first is {found.drivers[0].key}, R² {found.r2:.2f}")
    return 0 if seconds <= MOST_SECONDS and read + with_skipped <= MOST_ALL_SECONDS else 1


def _answers(dice: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    halo = dice.normal(size=(RESPONSES, 1))
    ratings = np.clip(np.rint(4 + 0.6 * halo + 0.7 * dice.normal(size=(RESPONSES, DRIVERS))), 1, 5)
    weights = np.linspace(0.05, 0.4, DRIVERS)
    outcome = np.clip(np.rint((ratings - 4) @ weights + 4 + 0.7 * dice.normal(size=RESPONSES)), 1, 5)
    return ratings, outcome, dice.integers(0, ACCOUNTS, RESPONSES)


def _rows(ratings: np.ndarray, outcome: np.ndarray, account: np.ndarray) -> Rows:
    """As the store gives them: the whole and each rating a row of its own."""
    each = DRIVERS + 1
    about = np.tile(np.arange(-1, DRIVERS), RESPONSES)
    totals = np.column_stack([outcome, ratings]).ravel()
    return Rows(
        response=[f"R-{at}" for at in range(RESPONSES) for _ in range(each)],
        account=[f"A-{owner}" for owner in account.tolist() for _ in range(each)],
        person=[None] * (RESPONSES * each),
        place=["unit"] * (RESPONSES * each),
        parts=[Part(about, totals, np.ones(len(totals)))],
    )


def _analysed(table: Sample) -> tuple[Analysis, float]:
    started = time.perf_counter()
    found = analyse(table, Scale(1, 5), draws=DRAWS, progress=_show)
    seconds = time.perf_counter() - started
    print(file=sys.stderr)
    assert isinstance(found, Analysis)
    return found, seconds


def _show(share: float) -> None:
    print(f"\r{share:.0%}", end="", file=sys.stderr, flush=True)


def _by_hand(table: Sample) -> float:
    """Seconds of one least-squares fit on resampled answers."""
    dice = np.random.default_rng(3)
    started = time.perf_counter()
    for _ in range(BY_HAND):
        rows = dice.integers(0, RESPONSES, RESPONSES)
        np.linalg.lstsq(table.ratings[rows], table.outcome[rows], rcond=None)
    return (time.perf_counter() - started) / BY_HAND


if __name__ == "__main__":
    sys.exit(main())
