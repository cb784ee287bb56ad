"""The share that a result is charted by: satisfied, detractors, found it easy, few stars."""

from dataclasses import dataclass

from oyez.measure.core.change.p_chart import Count
from oyez.measure.core.result import Card, Result

BESIDE = {"detractors": False, "easy": True, "low": False, "worse": False}


@dataclass(frozen=True)
class Charted:
    """Which share of a metric is charted, its name, and whether more of it is good (None: neither)."""

    name: str
    higher_is_better: bool | None


def charted(card: Card, result: Result | None) -> Charted | None:
    """What to chart of a metric; nothing where it has no share."""
    if card.shown == "share":
        return Charted("", card.higher_is_better)
    names = [one.name for one in result.beside if one.name in BESIDE] if result is not None else []
    return Charted(names[0], BESIDE[names[0]]) if names else None


def count_of(charted_by: Charted, result: Result | None) -> Count | None:
    """A result as hits among n; nothing where it may not be shown or nobody answered."""
    if result is None or not result.n or result.value is None:
        return None
    share = result.value
    if charted_by.name:
        share = next((one.value for one in result.beside if one.name == charted_by.name), 0.0)
    return Count(round(share * result.n), result.n)
