"""How long a chart runs until it signals: ARL₀ while nothing happens, ARL₁ after a shift.

By the Markov chain of Brook & Evans (1972, Biometrika 59): the statistic between its limits in small steps.
"""

from math import inf
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

STATES = 400


def of_shewhart(width: float) -> float:
    """1 / (2Φ(−L)): 370 periods for three sigma."""
    return float(1 / (2 * ndtr(-width)))


def width_for(run_length: float) -> float:
    """How many sigmas a two-sided chart needs so that it runs so long by chance."""
    return float(-ndtri(1 / (2 * run_length))) if run_length < inf else inf


def of_cusum(slack: float, decision: float, shift: float = 0.0, states: int = STATES) -> float:
    """Two-sided CUSUM of standard normal values that have moved by `shift` sigmas."""
    up = _one_sided_cusum(slack, decision, shift, states)
    down = _one_sided_cusum(slack, decision, -shift, states)
    return 1 / (1 / up + 1 / down)


def of_ewma(smoothing: float, reach: float, shift: float = 0.0, states: int = STATES) -> float:
    """Two-sided EWMA of standard normal values that have moved by `shift` sigmas, from its target."""
    limit = reach * (smoothing / (2 - smoothing)) ** 0.5
    count = states | 1  # an odd number has a state at the target
    step = 2 * limit / count
    middles = -limit + step * (np.arange(count) + 0.5)
    upper = (middles[None, :] + step / 2 - (1 - smoothing) * middles[:, None]) / smoothing - shift
    lower = (middles[None, :] - step / 2 - (1 - smoothing) * middles[:, None]) / smoothing - shift
    lengths = _lengths(ndtr(upper) - ndtr(lower))
    return float(lengths[count // 2])


def _one_sided_cusum(slack: float, decision: float, shift: float, states: int) -> float:
    """States 0, w, 2w …, the first taking all that falls below it (w = 2h / (2m − 1))."""
    step = 2 * decision / (2 * states - 1)
    at = step * np.arange(states)
    drift = slack - shift
    upper = ndtr(at[None, :] + step / 2 - at[:, None] + drift)
    lower = ndtr(at[None, :] - step / 2 - at[:, None] + drift)
    lower[:, 0] = 0.0
    return float(_lengths(upper - lower)[0])


def _lengths(moves: Any) -> Any:
    """Expected steps from each state until the chain leaves: (I − R)⁻¹·1."""
    return np.linalg.solve(np.eye(len(moves)) - moves, np.ones(len(moves)))
