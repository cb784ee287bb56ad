"""A metric weighted to known margins, for any metric that combines sums.

Each cell's sums are multiplied by its weight and scaled to the effective n, as if so many equal answers had come in;
so the interval is as wide as weighting makes it (Kish 1965).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from oyez.measure.core.metric import Metric, Sums
from oyez.measure.core.result import Beside, Estimate
from oyez.measure.core.scores.raking import Margin, Place, collapsed, is_far, rake_and_trim

UNWEIGHTED, EFFECTIVE = "unweighted", "effective_n"


@dataclass(frozen=True)
class Weights:
    """The weight of one answer in each cell; cells put together have one weight."""

    of: Mapping[Place, float]


def weights(cells: Mapping[Place, Sums], margins: Sequence[Margin]) -> Weights:
    """Weights from all answers of a question. Raises Refused where a group with a target has no answers."""
    counts = {place: sums.get("n", 0.0) for place, sums in cells.items()}
    merged, targets = collapsed(counts, margins)
    raked = rake_and_trim(merged, targets).weights
    return Weights({place: raked[_where(place, targets)] for place in cells if counts[place]})


def weighted(metric: Metric, cells: Mapping[Place, Sums], by: Weights) -> Estimate:
    """The estimate of weighted cells; n stays how many answered, the unweighted value and the effective n beside it."""
    plain = metric.combine(_summed(cells, dict.fromkeys(cells, 1.0)))
    given = {place: by.of[place] for place in cells if place in by.of}
    total = sum(weight * cells[place].get("n", 0) for place, weight in given.items())
    squares = sum(weight**2 * cells[place].get("n", 0) for place, weight in given.items())
    if plain.value is None or not total:
        return plain
    effective = total**2 / squares
    found = metric.combine(
        _summed(cells, {place: weight * effective / total for place, weight in given.items()})
    )
    beside = (
        Beside(name=UNWEIGHTED, value=plain.value, lo=plain.lo, hi=plain.hi, method=plain.method),
        Beside(name=EFFECTIVE, value=effective, method="Kish"),
    )
    return msgspec.structs.replace(found, n=plain.n, method=f"{found.method}, weighted", beside=beside)


def differs(found: Estimate) -> bool:
    """Whether the weighted value lies more than one standard error from the unweighted one: then both are shown."""
    plain = next((one for one in found.beside if one.name == UNWEIGHTED), None)
    if plain is None or found.value is None or found.lo is None or found.hi is None:
        return False
    return is_far(plain.value, found.value, (found.hi - found.lo) / (2 * 1.96))


def _where(place: Place, targets: Sequence[Margin]) -> Place:
    return tuple(key if key in margin else "others" for key, margin in zip(place, targets, strict=True))


def _summed(cells: Mapping[Place, Sums], factors: Mapping[Place, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for place, factor in factors.items():
        for name, value in cells[place].items():
            found[name] = found.get(name, 0.0) + factor * value
    return found
