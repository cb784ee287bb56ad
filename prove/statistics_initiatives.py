"""Of 200 placebo initiatives at most 5 % are called improved; of 200 true effects as many as the test's power says.

Units differ for good, move from period to period, and are measured by a hundred answers each. In the second half of
the proof the treated units are those that were lowest before: they rise by themselves (regression to the mean), and
compared with units as low as they were they are not credited for it; before and after alone would credit them.
"""

import sys

import numpy as np
from scipy.stats import nct, t

from oyez.measure.core.initiatives import ALPHA, Said, judge

INITIATIVES = 200
UNITS = 12
ANSWERS, SPREAD = 100, 1.0  # answers of a unit in a period, standard deviation of one answer
BETWEEN, MOVES = 0.3, 0.1  # standard deviation between units for good, and of a unit from period to period
EFFECT = 0.3
WORTHWHILE = 0.3
LOWEST_OF = 48  # units among which the lowest are chosen
SLACK = 2.0  # standard errors that 200 drawings may be off by


def main() -> int:
    dice = np.random.default_rng(20261122)
    placebo = _share(dice, 0.0, Said.IMPROVED)
    found = _share(dice, EFFECT, Said.IMPROVED)
    stated = _power()
    credited, naive = _chosen_for_being_low(dice)
    checks = (
        (f"placebos called improved: {placebo:.3f}, at most .05", placebo <= 0.05),
        (f"true effects called improved: {found:.3f}, power stated {stated:.3f}", _near(found, stated)),
        (
            f"lowest units, nothing done: called improved {credited:.3f} against others as low, "
            f"{naive:.3f} by before and after alone",
            credited <= 0.05 < naive,
        ),
    )
    for words, held in checks:
        print(f"{words}: {'holds' if held else 'DOES NOT HOLD'}")
    return 0 if all(held for _, held in checks) else 1


def _share(dice: np.random.Generator, effect: float, word: Said) -> float:
    """The share of initiatives that get a word; half of the units are treated, chosen by lot."""
    said = []
    for _ in range(INITIATIVES):
        before, after = _two_periods(dice, UNITS)
        after[: UNITS // 2] += effect
        changes = after - before
        said.append(judge(changes[: UNITS // 2].tolist(), changes[UNITS // 2 :].tolist(), WORTHWHILE).said)
    return said.count(word) / INITIATIVES


def _power() -> float:
    """The power of the two-sided t-test of two groups of changes, which the permutation test comes near."""
    variance = 2 * (MOVES**2 + SPREAD**2 / ANSWERS)
    half = UNITS // 2
    shift = EFFECT / np.sqrt(variance * 2 / half)
    return float(nct.sf(t.isf(ALPHA / 2, UNITS - 2), UNITS - 2, shift))


def _chosen_for_being_low(dice: np.random.Generator) -> tuple[float, float]:
    """How often lowest units, half of them treated with nothing, are called improved: against the rest, and alone."""
    credited, naive = 0, 0
    for _ in range(INITIATIVES):
        before, after = _two_periods(dice, LOWEST_OF)
        lowest = np.argsort(before)[:UNITS]
        changes = (after - before)[dice.permutation(lowest)]
        treated, others = changes[: UNITS // 2], changes[UNITS // 2 :]
        credited += judge(treated.tolist(), others.tolist(), WORTHWHILE).said == Said.IMPROVED
        mean, se = treated.mean(), treated.std(ddof=1) / np.sqrt(len(treated))
        naive += mean / se > t.isf(ALPHA / 2, len(treated) - 1)
    return credited / INITIATIVES, naive / INITIATIVES


def _two_periods(dice: np.random.Generator, units: int) -> tuple[np.ndarray, np.ndarray]:
    """Each unit's mean before and after, as measured."""
    level = dice.normal(3.8, BETWEEN, units)
    noise = np.sqrt(MOVES**2 + SPREAD**2 / ANSWERS)
    return level + dice.normal(0, noise, units), level + dice.normal(0, noise, units)


def _near(found: float, stated: float) -> bool:
    return abs(found - stated) <= SLACK * (stated * (1 - stated) / INITIATIVES) ** 0.5


if __name__ == "__main__":
    sys.exit(main())
