"""Weights that make answers look like the accounts: raking to known margins (Deming & Stephan 1940).

Weights never touch a single case or alert. Weighting by revenue answers another question (the share of revenue that
is satisfied) and must be labelled so.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from oyez.kit.errors import Refused
from oyez.measure.core.intervals.weights import Weighted, weighted_mean

CLOSE_ENOUGH = 1e-10
MOST_ROUNDS = 10_000
LIGHTEST, HEAVIEST = 0.3, 3.0
MOST_TRIMS = 5
MOST_CUTS = 100
LEAST_IN_CELL = 20
OTHERS = "others"

Place = tuple[str, ...]
Margin = Mapping[str, float]


@dataclass(frozen=True)
class Raked:
    """A weight for each cell, per answer in it, and what stands in the way of trusting them."""

    weights: dict[Place, float]
    trimmed: bool

    def fitted(self, counts: Mapping[Place, float]) -> dict[Place, float]:
        return {place: counts[place] * weight for place, weight in self.weights.items()}


def rake(counts: Mapping[Place, float], margins: Sequence[Margin]) -> Raked:
    """Weights under which the answers (by cell: one key a margin) have the targets of every margin.

    Targets are counts or shares, brought to one total. Stops at a margin error below 1e-10 of it. Raises Refused
    where a key with a positive target has no answers: no weight can make up for nobody.
    """
    targets = [_as_counts(margin, sum(counts.values())) for margin in margins]
    for axis, margin in enumerate(targets):
        _must_be_there(counts, axis, margin)
    weights = dict.fromkeys((place for place, count in counts.items() if count > 0), 1.0)
    for _ in range(MOST_ROUNDS):
        worst = 0.0
        for axis, margin in enumerate(targets):
            worst = max(worst, _fit(weights, counts, axis, margin))
        if worst < CLOSE_ENOUGH:
            break
    return Raked(weights, trimmed=False)


def rake_and_trim(counts: Mapping[Place, float], margins: Sequence[Margin]) -> Raked:
    """Raked, then weights cut to 0.3–3 times their mean and raked again, at most five times; cut weights remain cut."""
    weights, trimmed = rake(counts, margins).weights, False
    for _ in range(MOST_TRIMS):
        cut = _cut(weights, counts)
        if all(abs(cut[place] - weight) <= CLOSE_ENOUGH for place, weight in weights.items()):
            break
        trimmed = True
        again = rake({place: counts[place] * weight for place, weight in cut.items()}, margins).weights
        weights = {place: cut[place] * again[place] for place in cut}
    return Raked(_cut(weights, counts), trimmed)


def collapsed(
    counts: Mapping[Place, float], margins: Sequence[Margin], least: float = LEAST_IN_CELL
) -> tuple[dict[Place, float], list[Margin]]:
    """Keys of a margin with fewer than 20 answers put together as “others”, in counts and targets alike."""
    for axis, margin in enumerate(margins):
        held = _held(counts, axis)
        small = {key for key in margin if held.get(key, 0) < least}
        if small:
            counts = _merged(counts, axis, small)
            margins = [*margins[:axis], _merged_margin(margin, small), *margins[axis + 1 :]]
    return dict(counts), list(margins)


def weighted_score(values: Sequence[tuple[Place, float]], raked: Raked) -> Weighted:
    """The weighted mean of coded answers, each with the cell it lies in, with n_eff and the linearised SE."""
    return weighted_mean([value for _, value in values], [raked.weights[place] for place, _ in values])


def effective_n(counts: Mapping[Place, float], raked: Raked) -> float:
    """(Σw)² / Σw² (Kish 1965)."""
    total = sum(count * raked.weights.get(place, 0) for place, count in counts.items())
    squares = sum(count * raked.weights.get(place, 0) ** 2 for place, count in counts.items())
    return total**2 / squares if squares else 0.0


def _fit(weights: dict[Place, float], counts: Mapping[Place, float], axis: int, margin: Margin) -> float:
    """Bring one margin to its target; give the largest error it had, as a share of the target."""
    held: dict[str, float] = {}
    for place, weight in weights.items():
        held[place[axis]] = held.get(place[axis], 0) + counts[place] * weight
    for place in weights:
        weights[place] *= margin.get(place[axis], 0) / held[place[axis]]
    return max((abs(held[key] / target - 1) for key, target in margin.items() if target), default=0.0)


def _cut(weights: Mapping[Place, float], counts: Mapping[Place, float]) -> dict[Place, float]:
    """Cutting lowers the mean that it is measured by, so it is done until nothing changes."""
    cut = dict(weights)
    answers = sum(counts[place] for place in weights)
    for _ in range(MOST_CUTS):
        mean = sum(counts[place] * weight for place, weight in cut.items()) / answers
        again = {
            place: min(HEAVIEST * mean, max(LIGHTEST * mean, weight)) if weight else 0.0
            for place, weight in cut.items()
        }
        if again == cut:
            break
        cut = again
    return cut


def _as_counts(margin: Margin, total: float) -> dict[str, float]:
    whole = sum(margin.values())
    if whole <= 0:
        raise Refused("A margin needs at least one positive target.")
    return {key: total * target / whole for key, target in margin.items()}


def _must_be_there(counts: Mapping[Place, float], axis: int, margin: Margin) -> None:
    held = _held(counts, axis)
    missing = sorted(key for key, target in margin.items() if target > 0 and not held.get(key))
    if missing:
        raise Refused(
            f"Nobody answered in {', '.join(missing)}: no weight can make up for that. Put groups together."
        )
    unknown = sorted(key for key, count in held.items() if count and key not in margin)
    if unknown:
        raise Refused(f"There are answers in {', '.join(unknown)}, for which there is no target.")


def _held(counts: Mapping[Place, float], axis: int) -> dict[str, float]:
    held: dict[str, float] = {}
    for place, count in counts.items():
        held[place[axis]] = held.get(place[axis], 0) + count
    return held


def _merged(counts: Mapping[Place, float], axis: int, small: set[str]) -> dict[Place, float]:
    merged: dict[Place, float] = {}
    for place, count in counts.items():
        key = OTHERS if place[axis] in small else place[axis]
        there = (*place[:axis], key, *place[axis + 1 :])
        merged[there] = merged.get(there, 0) + count
    return merged


def _merged_margin(margin: Margin, small: set[str]) -> Margin:
    kept: dict[str, float] = {key: target for key, target in margin.items() if key not in small}
    kept[OTHERS] = kept.get(OTHERS, 0) + sum(margin[key] for key in small)
    return kept


def is_far(unweighted: float, weighted: float, se: float) -> bool:
    """Whether both have to be shown side by side: they differ by more than one standard error."""
    return abs(weighted - unweighted) > se


def cell_of(keys: Sequence[Hashable | None]) -> Place:
    """A cell from the keys of a group; what has no key is a group of its own."""
    return tuple("" if key is None else str(key) for key in keys)
