"""Revenue at risk: what is lost if history repeats, with the width that a few large accounts and a short history give.

Each cell (where an account stands) has a loss rate that leans on the usual one as if 20 more accounts were known. How
far the usual rate could be off is drawn from its Beta distribution, then each cell's from its own, then each account
is lost or kept by it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from oyez.measure.core.matrix.satisfaction import Places, Values

PRIOR_LOST = 1
PRIOR_SIZE = 20
DRAWS = 4_000
MANY = 200


@dataclass(frozen=True)
class Count:
    """How many accounts of a cell were lost in a year, and how many were kept."""

    lost: int = 0
    kept: int = 0

    @property
    def n(self) -> int:
        return self.lost + self.kept


@dataclass(frozen=True)
class History:
    """What became of the accounts of a year ago, cell by cell."""

    cells: Mapping[str, Count]

    @property
    def usual(self) -> float:
        """The chance of a loss all in all: (lost + 1) / (n + 20), never 0 or 1."""
        known = self._whole()
        return (known.lost + PRIOR_LOST) / (known.n + PRIOR_SIZE)

    def chance(self, cell: str) -> float:
        """The chance in a cell, leaning on the usual one; a cell that nobody stood in has just that."""
        known = self.cells.get(cell, Count())
        return (known.lost + PRIOR_SIZE * self.usual) / (known.n + PRIOR_SIZE)

    def drawn(self, cells: Sequence[str], dice: np.random.Generator) -> Values:
        """What the chances could be, (draws, cells): the usual one first, each cell's around it."""
        known = self._whole()
        usual = dice.beta(known.lost + PRIOR_LOST, known.kept + PRIOR_SIZE - PRIOR_LOST, DRAWS)
        own = [self.cells.get(cell, Count()) for cell in cells]
        drawn = [dice.beta(one.lost + PRIOR_SIZE * usual, one.kept + PRIOR_SIZE * (1 - usual)) for one in own]
        return np.column_stack(drawn) if drawn else np.zeros((DRAWS, 0))

    def _whole(self) -> Count:
        return Count(
            sum(one.lost for one in self.cells.values()), sum(one.kept for one in self.cells.values())
        )


@dataclass(frozen=True)
class AtRisk:
    """Expected loss of the next twelve months, its bounds, and how far it exceeds the usual loss."""

    expected: float
    incremental: float
    usual: float
    sd: float
    lo: float
    hi: float
    n: int
    largest: tuple[int, ...] = ()


def history(then: Mapping[str, str], lost: frozenset[str]) -> History:
    """What became since of the accounts of a year ago (`then`: account → cell)."""
    cells: dict[str, list[bool]] = {}
    for account, cell in then.items():
        cells.setdefault(cell, []).append(account in lost)
    return History({cell: Count(sum(gone), len(gone) - sum(gone)) for cell, gone in cells.items()})


def at_risk(revenues: Sequence[float], loss: Sequence[float], base: float) -> AtRisk:
    """Σ revenue·p of known chances, the same over the base rate, and 95 % bounds of independent losses."""
    known, chance = np.asarray(revenues, float), np.asarray(loss, float)
    return _told(known, chance, base, _losses(known, np.broadcast_to(chance, (DRAWS, len(chance)))))


def at_risk_by_cell(revenues: Sequence[float], cells: Sequence[str], known: History) -> AtRisk:
    """The same where each account's chance is that of its cell, which history knows only so well."""
    amounts = np.asarray(revenues, float)
    names = sorted(set(cells))
    place = np.array([names.index(cell) for cell in cells], np.int64)
    chance = np.array([known.chance(name) for name in names])[place] if len(cells) else np.zeros(0)
    return _told(amounts, chance, known.usual, _uncertain(amounts, place, names, known))


def _told(amounts: Values, chance: Values, base: float, losses: Values) -> AtRisk:
    expected = float(amounts @ chance)
    usual = base * float(amounts.sum())
    variance = float(amounts**2 @ (chance * (1 - chance)))
    lo, hi = np.quantile(losses, [0.025, 0.975]) if len(amounts) else (0.0, 0.0)
    parts = amounts * chance
    largest = tuple(np.argsort(-parts, kind="stable")[:3].tolist())
    return AtRisk(
        expected, expected - usual, usual, sqrt(variance), float(lo), float(hi), len(amounts), largest
    )


def _losses(amounts: Values, chance: Values) -> Values:
    """What each draw loses (fixed seed)."""
    found: Values = (np.random.default_rng(1).random(chance.shape) < chance) @ amounts
    return found


def _uncertain(amounts: Values, place: Places, names: Sequence[str], known: History) -> Values:
    """The same with rates drawn anew each time."""
    dice = np.random.default_rng(1)
    rates, found = known.drawn(names, dice), np.zeros(DRAWS)
    for cell in range(len(names)):
        found += _lost_in(amounts[place == cell], rates[:, cell], dice)
    return found


def _lost_in(amounts: Values, rates: Values, dice: np.random.Generator) -> Values:
    """What the accounts of one cell lose in each draw.

    Of many accounts none of which weighs much the sum is normal; else each is drawn.
    """
    squares = float(amounts @ amounts)
    if squares and float(amounts.sum()) ** 2 / squares > MANY:
        spread = np.sqrt(rates * (1 - rates) * squares)
        normal: Values = rates * amounts.sum() + spread * dice.normal(size=len(rates))
        return normal
    found: Values = (dice.random((len(rates), len(amounts))) < rates[:, None]) @ amounts
    return found
