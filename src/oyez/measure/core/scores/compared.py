"""Two periods side by side, from what may be shown: how far apart, and whether customers or their mix changed.

Before anybody celebrates, each change of a score is split: rate is what changed inside the groups, mix is who answered
(Kitagawa 1955). With Simpson's paradox every group rises and the whole falls.
"""

from collections.abc import Mapping, Sequence

import msgspec

from oyez.measure.core.compare import Known, Move, difference, known
from oyez.measure.core.ladder import TREND
from oyez.measure.core.mix import Part, Split, rate_and_mix
from oyez.measure.core.result import Card, Period, Result

Key = str | None
REST = "\x00rest"
AVERAGED = ("points", "share", "mean")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """later − earlier with its 95% bounds; `move` only where both sides have a hundred answers."""

    value: float
    lo: float
    hi: float
    move: Move


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """total = rate + mix, in the units of the metric, by the groups of one dimension."""

    by: str
    total: float
    rate: float
    mix: float

    @property
    def is_mostly_mix(self) -> bool:
        """Whether who answered explains more than what they answered, or the two point in opposite ways."""
        return abs(self.mix) > abs(self.rate) or self.rate * self.total < 0


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One group in both periods."""

    key: str | None
    earlier: Result | None
    later: Result | None
    change: Change | None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A metric in two periods: the whole, each group of a dimension, and the split into rate and mix."""

    metric: Card
    by: str
    where: tuple[str, ...]
    earlier_period: Period
    later_period: Period
    total: Side
    groups: tuple[Side, ...]
    shift: Shift | None
    names: dict[str, str]


class Contrast(msgspec.Struct, frozen=True, kw_only=True):
    """A metric of two segments in the same period: `one` less `other`, whole and group by group of `by`.

    In each side, `later` is the one and `earlier` the other. `overlap`: how many answers are in both, `None` where
    they are so few that it is not told.
    """

    metric: Card
    by: str
    one_where: tuple[str, ...]
    other_where: tuple[str, ...]
    period: Period
    total: Side
    groups: tuple[Side, ...]
    overlap: int | None
    names: dict[str, str]


def change(later: Known | None, earlier: Known | None, comparisons: int = 1) -> Change | None:
    """The difference of two results that are shown, with bounds that hold for so many comparisons together."""
    if later is None or earlier is None:
        return None
    found = difference(later, earlier, comparisons)
    enough = min(later.n, earlier.n) >= TREND and found.leaves_out_zero()
    move = (Move.RISEN if found.value > 0 else Move.FALLEN) if enough else Move.UNDECIDED
    return Change(value=found.value, lo=found.lo, hi=found.hi, move=move)


def side(key: Key, later: Result | None, earlier: Result | None, comparisons: int = 1) -> Side:
    both = [known(one) if one is not None else None for one in (later, earlier)]
    return Side(key=key, earlier=earlier, later=later, change=change(both[0], both[1], comparisons))


def shift(by: str, card: Card, whole: Side, groups: Sequence[Side]) -> Shift | None:
    """The change of the whole, split. What may not be shown is one group together: the whole less all that is shown."""
    if card.shown not in AVERAGED or whole.earlier is None or whole.later is None or len(groups) < 2:
        return None
    earlier = _parts(whole.earlier, {one.key: one.earlier for one in groups})
    later = _parts(whole.later, {one.key: one.later for one in groups})
    if earlier is None or later is None:
        return None
    split: Split = rate_and_mix(earlier, later)
    return Shift(by=by, total=split.total, rate=split.rate, mix=split.mix)


def shift_of_known(by: str, pairs: Sequence[tuple[Known | None, Known | None]]) -> Shift | None:
    """The same for groups that hold all answers, each as (later, earlier)."""
    sides = []
    for place in (1, 0):
        held = {at: pair[place] for at, pair in enumerate(pairs)}
        n = sum(one.n for one in held.values() if one is not None)
        if not n:
            return None
        sides.append({at: Part(one.n / n, one.value) for at, one in held.items() if one is not None})
    if len(pairs) < 2:
        return None
    split = rate_and_mix(*sides)
    return Shift(by=by, total=split.total, rate=split.rate, mix=split.mix)


def _parts(whole: Result, groups: Mapping[Key, Result | None]) -> dict[Key, Part] | None:
    if whole.value is None or not whole.n:
        return None
    shown = {
        key: (one.n, one.value)
        for key, one in groups.items()
        if one is not None and one.n and one.value is not None
    }
    parts: dict[Key, Part] = {key: Part(n / whole.n, value) for key, (n, value) in shown.items()}
    rest = whole.n - sum(n for n, _ in shown.values())
    if rest > 0:
        left = whole.n * whole.value - sum(n * value for n, value in shown.values())
        parts[REST] = Part(rest / whole.n, left / rest)
    return parts
