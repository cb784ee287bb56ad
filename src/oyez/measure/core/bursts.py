"""Bursts: what is said more often now than before, and which of many such findings to believe."""

from collections.abc import Sequence

import numpy as np
from scipy.special import bdtrc, betaln, gammaln


def burst_p(now: int, before: int, all_now: float, all_before: float, dispersion: float = 1.0) -> float:
    """One-sided p of `now` among all_now against `before` among all_before.

    Conditional test of two Poisson rates: X ~ Bin(now + before, all_now / (all_now + all_before)). With a
    dispersion φ > 1, estimated from history, the same with a beta-binomial of that variance.
    """
    size = now + before
    if now == 0 or size == 0:
        return 1.0
    share = all_now / (all_now + all_before)
    if dispersion <= 1 or size < 2:
        return float(bdtrc(now - 1, size, share))
    correlation = min(0.999, (dispersion - 1) / (size - 1))
    strength = (1 - correlation) / correlation
    return _beta_binomial_tail(now, size, share * strength, (1 - share) * strength)


def _beta_binomial_tail(hits: int, size: int, a: float, b: float) -> float:
    x = np.arange(hits, size + 1)
    ways = gammaln(size + 1) - gammaln(x + 1) - gammaln(size - x + 1)
    return min(1.0, float(np.exp(ways + betaln(x + a, size - x + b) - betaln(a, b)).sum()))


def dispersion(counts: Sequence[int], totals: Sequence[float]) -> float:
    """φ from history: Pearson's χ² over its degrees of freedom, at least 1; 1 below three periods."""
    if len(counts) < 3 or sum(counts) == 0:
        return 1.0
    rate = sum(counts) / sum(totals)
    chi2 = sum(
        (count - rate * total) ** 2 / (rate * total)
        for count, total in zip(counts, totals, strict=True)
        if total
    )
    return max(1.0, chi2 / (len(counts) - 1))


def q_values(ps: Sequence[float]) -> list[float]:
    """Benjamini–Hochberg (1995): the false discovery rate at which each finding would be believed."""
    order = sorted(range(len(ps)), key=lambda at: ps[at], reverse=True)
    q, lowest = [1.0] * len(ps), 1.0
    for place, at in enumerate(order):
        lowest = min(lowest, ps[at] * len(ps) / (len(ps) - place))
        q[at] = lowest
    return q
