"""When a burst began and ended: Kleinberg's two-state automaton on batches (2002, KDD)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lgamma, log

SCALE, GAMMA = 2.0, 1.0


@dataclass(frozen=True)
class Batches:
    """The usual share, and for each batch whether it lies in a burst."""

    usual: float
    in_burst: tuple[bool, ...]


def burst_batches(
    relevant: Sequence[float], totals: Sequence[float], scale: float = SCALE, gamma: float = GAMMA
) -> Batches:
    """Which batches are best explained by a share `scale` times the usual; entering a burst costs γ·ln(batches)."""
    usual = sum(relevant) / sum(totals)
    shares = (usual, min(0.9999, scale * usual))
    price = (gamma * log(len(relevant)), 0.0)
    costs, came_from = [0.0, price[0]], []
    for hits, total in zip(relevant, totals, strict=True):
        into = [_cheapest(costs, new, price) for new in (0, 1)]
        costs = [
            costs[old] + _toll(old, new, price) + _misfit(hits, total, shares[new])
            for new, old in enumerate(into)
        ]
        came_from.append(into)
    return Batches(usual, _walked_back(costs, came_from))


def _cheapest(costs: Sequence[float], new: int, price: tuple[float, float]) -> int:
    """The state from which a state is reached at least cost."""
    return 0 if costs[0] + _toll(0, new, price) <= costs[1] + _toll(1, new, price) else 1


def _toll(old: int, new: int, price: tuple[float, float]) -> float:
    return price[0] if new > old else price[1]


def _misfit(hits: float, total: float, share: float) -> float:
    ways = lgamma(total + 1) - lgamma(hits + 1) - lgamma(total - hits + 1)
    return -(ways + hits * log(share) + (total - hits) * log(1 - share))


def _walked_back(costs: Sequence[float], came_from: Sequence[Sequence[int]]) -> tuple[bool, ...]:
    state = 0 if costs[0] <= costs[1] else 1
    path = []
    for into in reversed(came_from):
        path.append(state == 1)
        state = into[state]
    return tuple(reversed(path))
