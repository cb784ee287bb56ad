"""A change in a total, split into change within the groups (rate) and change of who is in it (mix)."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True)
class Part:
    """A group's share of all answers (0–1) and its score."""

    share: float
    score: float


@dataclass(frozen=True)
class Split:
    """total = rate + mix; with Simpson's paradox the two have opposite signs."""

    total: float
    rate: float
    mix: float


def rate_and_mix(earlier: Mapping[Group, Part], later: Mapping[Group, Part]) -> Split:
    """rate = Σ ½(w₀+w₁)(s₁−s₀), mix = Σ ½(s₀+s₁)(w₁−w₀); a group found once keeps the score it has."""
    rate = mix = 0.0
    for group in {**earlier, **later}:
        before, after = _both(earlier.get(group), later.get(group))
        rate += (before.share + after.share) / 2 * (after.score - before.score)
        mix += (before.score + after.score) / 2 * (after.share - before.share)
    return Split(rate + mix, rate, mix)


def _both(before: Part | None, after: Part | None) -> tuple[Part, Part]:
    known = before or after
    assert known is not None
    absent = Part(0.0, known.score)
    return before or absent, after or absent
