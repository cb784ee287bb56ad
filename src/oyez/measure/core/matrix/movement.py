"""Accounts that moved between two waves: who, and whether more moved one way than chance moves them."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from oyez.measure.core.matrix.satisfaction import Values

FEWEST_MOVES = 10


@dataclass(frozen=True)
class Test:
    """A statistic against χ² with so many degrees of freedom; `p` is the chance of more by chance alone."""

    statistic: float
    df: int
    p: float


def bowker(table: Values) -> Test:
    """Did the pattern change: Σ (nᵢⱼ − nⱼᵢ)² / (nᵢⱼ + nⱼᵢ) over pairs, of a square table (before × after).

    Bowker 1948. Degrees of freedom are all pairs, k(k − 1)/2; pairs without a move add nothing.
    """
    size = len(table)
    upper = np.triu_indices(size, 1)
    forth, back = table[upper], table.T[upper]
    moved = forth + back > 0
    statistic = float(np.sum((forth - back)[moved] ** 2 / (forth + back)[moved]))
    df = size * (size - 1) // 2
    return Test(statistic, df, float(chdtrc(df, statistic)))


def stuart_maxwell(table: Values) -> Test | None:
    """Did the sizes of the segments change: d′V⁻¹d of the differences of margins (Stuart 1955, Maxwell 1970).

    Segments in which nobody stood either time are left out; none where the margins cannot be told apart.
    """
    used = (table.sum(axis=0) + table.sum(axis=1)) > 0
    kept = table[np.ix_(used, used)]
    rows, columns = kept.sum(axis=1), kept.sum(axis=0)
    variance = np.diag(rows + columns) - kept - kept.T
    variance[np.diag_indices(len(kept))] = rows + columns - 2 * np.diag(kept)
    difference, part = (rows - columns)[:-1], variance[:-1, :-1]
    if not len(difference) or np.linalg.matrix_rank(part) < len(part):
        return None
    statistic = float(difference @ np.linalg.solve(part, difference))
    return Test(statistic, len(difference), float(chdtrc(len(difference), statistic)))


@dataclass(frozen=True)
class Move:
    """One account that stands elsewhere than before."""

    key: str
    before: str
    after: str


@dataclass(frozen=True)
class Movement:
    """Between two waves: the table of those measured in both, the moves, who came and who left.

    The tests are none where fewer than ten moved: then the names say all there is.
    """

    names: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]
    moves: tuple[Move, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    pattern: Test | None
    sizes: Test | None

    @property
    def n(self) -> int:
        return sum(map(sum, self.table))


def movement(before: Mapping[str, str], after: Mapping[str, str], names: Sequence[str]) -> Movement:
    """From account → segment at two moments; an account that stands nowhere is in neither."""
    place: dict[Hashable, int] = {name: at for at, name in enumerate(names)}
    both = sorted(before.keys() & after.keys())
    table = np.zeros((len(names), len(names)))
    for key in both:
        table[place[before[key]], place[after[key]]] += 1
    moves = tuple(Move(key, before[key], after[key]) for key in both if before[key] != after[key])
    enough = len(moves) >= FEWEST_MOVES
    return Movement(
        names=tuple(names),
        table=tuple(tuple(map(int, row)) for row in table.tolist()),
        moves=moves,
        entered=tuple(sorted(after.keys() - before.keys())),
        left=tuple(sorted(before.keys() - after.keys())),
        pattern=bowker(table) if enough else None,
        sizes=stuart_maxwell(table) if enough else None,
    )
