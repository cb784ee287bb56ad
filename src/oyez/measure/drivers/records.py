"""Drivers as plain data, the same for the API and the command line."""

from typing import Any

from oyez.company.core.scope import Viewer
from oyez.measure.core.drivers.analysis import Analysis, Driver
from oyez.measure.drivers import words
from oyez.measure.drivers.ask import Told

COMPARERS = frozenset({"analyst", "cx_manager", "operator"})


def compares(viewer: Viewer) -> bool:
    """Whether a viewer is shown other measures of importance, which tempt to choose the one that suits."""
    return viewer.role in COMPARERS


def record(viewer: Viewer, told: Told) -> dict[str, Any]:
    """The analysis; what only the analyst compares is null for the others."""
    found = told.analysis
    return {
        "survey": told.study.survey,
        "outcome": told.outcome,
        "sentence": words.lead(told),
        "n": found.n,
        "customers": found.clusters,
        "r2": found.r2,
        "adjusted_r2": found.adjusted_r2,
        "draws": found.draws,
        "explains_enough": found.explains_enough,
        "drivers": [_driver(told, one, compares(viewer)) for one in found.drivers],
        "alike": [list(pair) for pair in found.alike],
        "left_out": [name for name, _n in found.left_out],
        "notes": words.notes(told),
        "caveat": words.causal(told),
    }


def _driver(told: Told, one: Driver, comparing: bool) -> dict[str, Any]:
    shown = told.analysis.explains_enough
    ends = sorted(told.rating(one.key, end) for end in one.performance_bounds)
    lifts = sorted(told.outcome_points(end) for end in (one.lift.lo, one.lift.hi))
    return {
        "key": one.key,
        "name": told.name(one.key),
        "n": one.n,
        "lived": one.lived,
        "share": one.share if shown else None,
        "lo": one.lo if shown else None,
        "hi": one.hi if shown else None,
        "best_place": one.rank.best if shown else None,
        "worst_place": one.rank.worst if shown else None,
        "tied_with": _tied(told.analysis, one) if shown else [],
        "performance": told.rating(one.key, one.performance),
        "performance_lo": ends[0],
        "performance_hi": ends[1],
        "priority": one.spot.priority.value,
        "borderline": one.spot.borderline,
        "lift": told.outcome_points(one.lift.value),
        "lift_lo": lifts[0],
        "lift_hi": lifts[1],
        "lift_sentence": words.lift_sentence(told, one),
        "johnson": one.johnson if comparing else None,
        "slope": one.slope if comparing else None,
        "robustness": one.robustness if comparing else None,
        "vif": one.vif if comparing else None,
        "penalty": one.contrast.penalty if comparing and one.contrast else None,
        "reward": one.contrast.reward if comparing and one.contrast else None,
    }


def _tied(found: Analysis, one: Driver) -> list[str]:
    return [found.drivers[at].key for at in sorted(one.rank.tied)]
