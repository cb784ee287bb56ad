"""The metrics, one file each, found by walking the folder.

Some stand on a score and are made for its scale (`csat` and `csat_delivery` alike); some count rows or money.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from oyez.journal.core.scales import Scale, scale_of
from oyez.kit.errors import NotFound
from oyez.kit.registry import Registry, import_folder
from oyez.measure.core.metric import Metric

Family = Callable[[str, Scale], Metric]

FAMILIES: Registry[Family] = Registry("metric family")
PLAIN: Registry[Metric] = Registry("metric")
MEAN = "mean:"
DISTRIBUTION = "dist:"


def metric_for(name: str, scales: Mapping[str, Scale]) -> Metric:
    """The metric of this name: a plain one, or the one that fits the scale its score stands on."""
    _load()
    if name in PLAIN:
        return PLAIN[name]
    if name.startswith(MEAN):
        return _mean_of(name, scales)
    if name.startswith(DISTRIBUTION):
        return _distribution_of(name, scales)
    scale = scale_of(name, scales)
    if scale is None:
        known = ", ".join([*PLAIN, *scales])
        raise NotFound(f"There is no metric “{name}”. Known: {known}, and scores on these scales.")
    return family_of(scale)(name, scale)


def _mean_of(name: str, scales: Mapping[str, Scale]) -> Metric:
    """`mean:csat` is the plain mean of a score that is otherwise counted."""
    score = name.removeprefix(MEAN)
    found = FAMILIES["mean"](score, _scale_for(score, scales))
    return replace(found, name=name, label=f"{score}, mean")


def _distribution_of(name: str, scales: Mapping[str, Scale]) -> Metric:
    """`dist:csat` is how the answers of a score spread over its scale."""
    score = name.removeprefix(DISTRIBUTION)
    found = FAMILIES["dist"](score, _scale_for(score, scales))
    return replace(found, name=name, label=f"Answers to {score}")


def _scale_for(score: str, scales: Mapping[str, Scale]) -> Scale:
    scale = scale_of(score, scales)
    if scale is None:
        raise NotFound(f"There is no scale for the score “{score}”. Known: {', '.join(scales)}.")
    return scale


def family_of(scale: Scale) -> Family:
    """A scale with a metric of its own has that; others are counted by top box, or averaged if not whole."""
    _load()
    if scale.name in FAMILIES:
        return FAMILIES[scale.name]
    return FAMILIES["csat" if scale.whole else "mean"]


@cache
def _load() -> None:
    import_folder(__name__)
