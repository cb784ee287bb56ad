"""How much of the spread of a score lies between groups: circumstances against demographics in one number."""

from collections.abc import Sequence

from oyez.measure.core.intervals.mean import Moments

FEWEST = 30


def between_groups(groups: Sequence[Moments]) -> float | None:
    """The intraclass correlation of single answers, 0 to 1; none without two groups or with fewer than 30 answers.

    One-way analysis of variance, unequal sizes: (MSB − MSW) / (MSB + (n₀ − 1) MSW), n₀ = (N − Σnᵢ²/N) / (k − 1), not
    below 0 (Donner 1986, International Statistical Review).
    """
    known = [one for one in groups if one.n > 0]
    k, n = len(known), sum(one.n for one in known)
    if k < 2 or n < max(FEWEST, k + 1):
        return None
    mean = sum(one.total for one in known) / n
    between = sum(one.n * (one.total / one.n - mean) ** 2 for one in known) / (k - 1)
    within = sum(one.squares - one.total**2 / one.n for one in known) / (n - k)
    size = (n - sum(one.n**2 for one in known) / n) / (k - 1)
    below = between + (size - 1) * within
    return max(0.0, (between - within) / below) if below > 0 else None
