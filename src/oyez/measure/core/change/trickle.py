"""A stream with few answers, charted one answer at a time: a Bernoulli CUSUM from its own early share to twice that."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from oyez.measure.core.change.p_chart import Count
from oyez.measure.core.change.rare import Steps, bernoulli_cusum, bernoulli_decision, steps

LEAST_ANSWERS = 40
LEAST_HITS = 3
MOST_SHARE = 0.45
YEARS = 2
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Trickle:
    """The CUSUM after each later period: its highest within the period, the limit, and the share that was usual.

    `of_hits` says which answers are counted: hits, or the others where those are rarer or the bad ones.
    """

    usual: float
    decision: float
    sums: tuple[tuple[int, float], ...]
    of_hits: bool

    @property
    def since(self) -> int | None:
        """The first period whose sum passes the limit."""
        return next((at for at, value in self.sums if value >= self.decision), None)


def trickle(counts: Sequence[Count | None], more_is_better: bool | None) -> Trickle | None:
    """The chart of a stream with at least forty answers in its first half, three of them of the kind that is counted.

    What is bad is counted; where nothing is known to be bad, what is rarer. By chance alone the limit is passed once in
    as many answers as come in two years.
    """
    held = [(at, count) for at, count in enumerate(counts) if count is not None and count.n]
    early, later = held[: len(held) // 2], held[len(held) // 2 :]
    n = sum(count.n for _, count in early)
    hits = sum(count.hits for _, count in early)
    of_hits = 2 * hits <= n if more_is_better is None else not more_is_better
    rare = hits if of_hits else n - hits
    if n < LEAST_ANSWERS or rare < LEAST_HITS or rare / n > MOST_SHARE:
        return None
    usual = round(rare / n, 2) or 0.01
    a_month = sum(count.n for _, count in held) / len(held)
    decision = _decision(usual, 50 * max(1, round(YEARS * MONTHS_A_YEAR * a_month / 50)))
    return Trickle(usual, decision, tuple(_summed(later, of_hits, steps(usual))), of_hits)


def _summed(later: Sequence[tuple[int, Count]], of_hits: bool, step: Steps) -> list[tuple[int, float]]:
    """The order within a period is not known: what is counted is spread evenly over it."""
    answers: list[bool] = []
    ends: list[tuple[int, int]] = []
    for at, count in later:
        hits = count.hits if of_hits else count.n - count.hits
        answers += spread(round(hits), round(count.n))
        ends.append((at, len(answers)))
    sums, begun, found = bernoulli_cusum(answers, step), 0, []
    for at, end in ends:
        found.append((at, max(sums[begun:end])))
        begun = end
    return found


def spread(hits: int, n: int) -> list[bool]:
    """n answers with so many hits among them, as evenly as can be."""
    return [(at + 1) * hits // n > at * hits // n for at in range(n)]


@lru_cache(maxsize=256)
def _decision(usual: float, answers: int) -> float:
    return bernoulli_decision(usual, answers)
