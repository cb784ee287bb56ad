"""Scales: what a score's name says about its range and direction."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A named scale. `top_k`: how many of its highest points count as satisfied."""

    name: str
    minimum: float
    maximum: float
    whole: bool = True
    higher_is_better: bool = True
    top_k: int = 2

    def problem(self, value: float) -> str | None:
        """Why a value cannot stand on this scale, or `None`."""
        if not self.minimum <= value <= self.maximum:
            return f"{self.name} must be {self.minimum:g} to {self.maximum:g}, and is {value:g}"
        if self.whole and value != int(value):
            return f"{self.name} must be a whole number, and is {value:g}"
        return None

    def points(self, value: float) -> float:
        """The value on 0 (worst) to 100 (best)."""
        share = (value - self.minimum) / (self.maximum - self.minimum)
        return 100 * (share if self.higher_is_better else 1 - share)


BUILT_IN: dict[str, Scale] = {
    scale.name: scale
    for scale in (
        Scale("nps", 0, 10),
        Scale("csat", 1, 5),
        Scale("ces", 1, 7, top_k=3),
        Scale("stars", 1, 5),
        Scale("expected", -1, 1, top_k=1),
    )
}


def scale_of(score: str, scales: Mapping[str, Scale]) -> Scale | None:
    """The scale of a score: a score `csat_delivery` or `csat.delivery` stands on the scale `csat`."""
    if score in scales:
        return scales[score]
    stem = score.replace(".", "_").split("_", 1)[0]
    return scales.get(stem)


def problem(scores: Mapping[str, float], scales: Mapping[str, Scale]) -> str | None:
    """Why these scores cannot be taken, or `None`."""
    for name, value in scores.items():
        scale = scales.get(name) or scale_of(name, scales)
        if scale is None:
            return f"there is no scale for the score “{name}”"
        if scale.minimum <= value <= scale.maximum and value == int(value):
            continue  # nearly all; not worth a call
        if (trouble := scale.problem(value)) is not None:
            return trouble
    return None
