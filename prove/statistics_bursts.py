"""Bursts are false at most as often as the false discovery rate says, also on history that varies more than chance.

Thirty topics over twelve weeks are drawn as negative binomial counts. Where nothing bursts, every day on which
anything is told is a false one; where three of thirty burst, the share of false ones among all told is counted.
"""

import sys

import numpy as np

from oyez.measure.core.change.surge import MOST_Q, Heard, surges

TOPICS, BEFORE, NOW = 30, 8, 4
TRIALS = 800
ROUGHNESS = (1.0, 1.5, 2.0, 3.0)  # variance over mean of a topic's weekly counts
TRUE_BURSTS, TIMES = 3, 3.0
SLACK = 2 * (MOST_Q * (1 - MOST_Q) / TRIALS) ** 0.5  # what so few trials themselves may add


def main() -> int:
    dice = np.random.default_rng(5)
    good = True
    for roughness in ROUGHNESS:
        anything = np.mean([bool(_told(_weeks(dice, roughness))) for _ in range(TRIALS)])
        false, found = _with_bursts(dice, roughness)
        held = anything <= MOST_Q + SLACK and false <= MOST_Q
        good &= bool(held)
        print(
            f"variance {roughness} × mean: something told on {anything:.3f} of quiet days,"
            f" {false:.3f} of what is told is false (at most {MOST_Q}; ± {SLACK:.2f} by drawing),"
            f" {found:.0%} of bursts found: {'holds' if held else 'DOES NOT HOLD'}"
        )
    return 0 if good else 1


def _with_bursts(dice: np.random.Generator, roughness: float) -> tuple[float, float]:
    """The mean share of false ones among what is told, and the share of true bursts found."""
    false, found = [], []
    for _ in range(TRIALS):
        told = _told(_weeks(dice, roughness, bursting=TRUE_BURSTS))
        wrong = sum(topic >= TRUE_BURSTS for topic in told)
        false.append(wrong / len(told) if told else 0.0)
        found.append((len(told) - wrong) / TRUE_BURSTS)
    return float(np.mean(false)), float(np.mean(found))


def _weeks(dice: np.random.Generator, roughness: float, bursting: int = 0) -> np.ndarray:
    """Counts by topic and week; the first topics burst in the last weeks."""
    means = np.repeat(dice.uniform(2, 20, TOPICS)[:, None], BEFORE + NOW, axis=1)
    means[:bursting, BEFORE:] *= TIMES
    if roughness == 1:
        return dice.poisson(means)
    size = means / (roughness - 1)
    return dice.negative_binomial(size, 1 / roughness)


def _told(weeks: np.ndarray) -> list[int]:
    totals = weeks.sum(axis=0)
    heard = {
        str(topic): Heard(
            own[:BEFORE].tolist(),
            int(own[BEFORE:].sum()),
            totals[:BEFORE].tolist(),
            float(totals[BEFORE:].sum()),
        )
        for topic, own in enumerate(weeks)
    }
    return [int(topic) for topic, one in surges(heard).items() if one.is_burst]


if __name__ == "__main__":
    sys.exit(main())
