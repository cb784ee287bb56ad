"""A composite index of results that may be shown: what is hidden is missing, and the index says that it is partial."""

from collections.abc import Mapping

from oyez.measure.core.intervals.interval import z_of
from oyez.measure.core.ladder import rung
from oyez.measure.core.result import Beside, Card, Flag, Period, Result
from oyez.measure.core.scores.index import Ends, Index, Part, composite, rescaled


def combined(
    parts: Mapping[str, tuple[Card, Result | None]], weights: Mapping[str, float], period: Period, k: int
) -> Result | None:
    """The index of one group and period, each part beside it on 0–100; nothing without enough of its weight.

    n is that of the part with the fewest answers; standard errors come from the shown bounds.
    """
    there = {
        name: (Part(result.value, _se(result), ends(card)), result)
        for name, (card, result) in parts.items()
        if result is not None and result.value is not None and result.n
    }
    found = composite({name: part for name, (part, _) in there.items()}, weights)
    if found is None or not there:
        return None
    lo, hi = found.bounds
    first = next(iter(there.values()))[1]
    fewest = min(result.n or 0 for _, result in there.values())
    return Result(
        value=found.value,
        n=fewest,
        lo=lo,
        hi=hi,
        method="weighted sum",
        period=period,
        rung=rung(fewest, k),
        mode=first.mode,
        beside=tuple(_beside(name, part) for name, (part, _) in there.items()),
        flags=_flags(found, [result for _, result in there.values()]),
    )


def ends(card: Card) -> Ends:
    """The ends of a metric's scale; a metric without an upper end has none to be rescaled to."""
    if card.maximum is None:
        raise ValueError(f"{card.name} has no upper end and cannot be part of an index.")
    return Ends(card.minimum, card.maximum, card.higher_is_better)


def _se(result: Result) -> float:
    if result.lo is None or result.hi is None:
        return 0.0
    return (result.hi - result.lo) / (2 * z_of())


def _beside(name: str, part: Part) -> Beside:
    return Beside(name=name, value=rescaled(part.value, part.ends), method="0–100")


def _flags(found: Index, results: list[Result]) -> tuple[Flag, ...]:
    own = {flag for result in results for flag in result.flags}
    return tuple(sorted(own | ({Flag.PARTIAL} if found.partial else set())))
