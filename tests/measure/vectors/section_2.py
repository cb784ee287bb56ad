"""Drivers."""

from functools import cache

import numpy as np
from statsmodels.datasets import spector

from oyez.measure.core.drivers import asymmetry, least_squares, lmg, logit, missing, priorities, weights
from oyez.measure.core.drivers.subsets import Values
from tests.measure.vectors.binding import binds, vectors

PERFORMANCE = [1] * 4 + [2] * 4 + [3] * 8 + [4] * 8 + [5] * 6
OVERALL = [2, 1, 3, 2, 4, 3, 4, 3, 6, 6, 7, 6, 7, 6, 7, 7, 7, 8, 7, 7, 8, 7, 8, 7, 8, 8, 7, 9, 8, 8]
EDUCATION = 2
PROVINCES = 47
EDUCATION_SUMS = (516.0, 9_918.0)  # of Education in `swiss`, and of its squares
FERTILITY_SUMS = (3_296.7, 238_416.91)


def with_outcome_last(key: str) -> Values:
    """The vector's correlations, which have the outcome first."""
    found = np.array(vectors()[key]["data"]["corr"])
    order = [*range(1, len(found)), 0]
    return found[np.ix_(order, order)]


def matrix(among: list[list[float]], outcome: list[float]) -> Values:
    top = np.column_stack([np.array(among), np.array(outcome)])
    return np.vstack([top, [*outcome, 1.0]])


SWISS = with_outcome_last("2.1")
MTCARS = with_outcome_last("2.4")
TWO = matrix([[1, 0.4], [0.4, 1]], [0.6, 0.5])
THREE = matrix([[1, 0.5, 0.3], [0.5, 1, 0.4], [0.3, 0.4, 1]], [0.55, 0.45, 0.35])
ALIKE = matrix([[1, 0.99], [0.99, 1]], [0.50, 0.49])


@cache
def students() -> tuple[Values, Values]:
    """GPA, TUCE, PSI and whether the grade improved."""
    data = spector.load_pandas()
    return np.asarray(data.exog[["GPA", "TUCE", "PSI"]], float), np.asarray(data.endog, float)


@cache
def model() -> logit.Logit:
    return logit.fit(*students())


def shifted(column: int, values: Values | float) -> Values:
    found = students()[0].copy()
    found[:, column] = values
    return found


@binds("2.1")
def lmg_of_swiss() -> object:
    found = lmg.lmg(SWISS)
    return {"lmg": list(found), "share": list(found / found.sum()), "R2": found.sum()}


@binds("2.2")
def johnson_of_swiss() -> object:
    return list(weights.johnson(SWISS))


@binds("2.3")
def other_measures_of_swiss() -> object:
    return {
        "first": list(weights.first(SWISS)),
        "last": list(weights.last(SWISS)),
        "betasq": list(weights.betas(SWISS) ** 2),
        "pratt": list(weights.pratt(SWISS)),
        "vif": list(weights.vif(SWISS)),
    }


@binds("2.4")
def johnson_of_mtcars() -> object:
    found = weights.johnson(MTCARS)
    return {"raw": list(found), "pct": list(100 * found / found.sum()), "R2": weights.r2(MTCARS)}


@binds("2.5")
def lmg_of_mtcars() -> object:
    return list(lmg.lmg(MTCARS))


@binds("2.6")
def two_drivers() -> object:
    return {
        "lmg": list(lmg.lmg(TWO)),
        "rw": list(weights.johnson(TWO)),
        "beta": list(weights.betas(TWO)),
    }


@binds("2.7")
def three_drivers() -> object:
    found = lmg.lmg(THREE)
    return {"lmg": list(found), "rw": list(weights.johnson(THREE)), "R2": found.sum()}


@binds("2.8")
def near_duplicates() -> object:
    return {"beta": list(weights.betas(ALIKE)), "lmg": list(lmg.lmg(ALIKE))}


@binds("2.9")
def logistic_regression() -> object:
    found = model()
    return {
        "const_GPA_TUCE_PSI": list(found.slopes),
        "ll": found.likelihood,
        "McFadden": found.mcfadden,
    }


@binds("2.10")
def shapley_of_mcfadden() -> object:
    return list(logit.importance(*students()))


@binds("2.11")
def lift_of_a_programme() -> object:
    found = logit.lift(model(), shifted(2, 0), shifted(2, 1))
    return {"rd": found.value, "se": found.se, "lo": found.lo, "hi": found.hi}


@binds("2.12")
def lift_below_the_top_of_the_scale() -> object:
    columns, _ = students()
    found = logit.lift(model(), columns, shifted(0, np.minimum(columns[:, 0] + 0.2, 4.0)))
    return {"lift": found.value, "se": found.se}


@binds("2.13")
def lift_and_robustness() -> object:
    products = SWISS.copy()
    for at, sums in ((EDUCATION, EDUCATION_SUMS), (-1, FERTILITY_SUMS)):
        spread = (sums[1] - sums[0] ** 2 / PROVINCES) ** 0.5
        products[at] *= spread
        products[:, at] *= spread
    found = least_squares.from_products(products, PROVINCES)
    t = found.t(EDUCATION)
    lift = least_squares.linear_lift(found.slopes[EDUCATION], found.se[EDUCATION], found.df, 5)
    return {
        "b": found.slopes[EDUCATION],
        "se": found.se[EDUCATION],
        "lift": lift.value,
        "lo": lift.lo,
        "hi": lift.hi,
        "partial_R2": least_squares.partial_r2(t, found.df),
        "RV": least_squares.robustness_value(t, found.df),
    }


@binds("2.14")
def kano() -> object:
    both = (asymmetry.Kano(40, 30, 20, 10), asymmetry.Kano(10, 25, 50, 15))
    return [[found.better, found.worse] for found in both]


@binds("2.15")
def penalty_and_reward() -> object:
    found = asymmetry.penalty_reward(np.array(PERFORMANCE, float), np.array(OVERALL, float), 2, 5)
    assert found is not None
    assert found.nature is asymmetry.Nature.BASIC
    return {"b": [found.usual, found.penalty, found.reward], "se": list(found.se)}


@binds("2.16")
def mean_with_a_missing_rating() -> object:
    x, y = np.array([8, 7, 9, 6, 5, 8, 7, 9, 4, 6], float), np.array([8, 6, 9, 6, 5, 7], float)
    found = missing.monotone(x, y)
    both = np.column_stack([x, np.concatenate([y, np.full(4, np.nan)])])
    assert abs(missing.maximum_likelihood(both).mean[1] - found.mean) < 1e-3
    return {"observed_mean": found.observed, "slope": found.slope, "ml_mean": found.mean}


@binds("2.17")
def importance_and_performance() -> object:
    importance, performance = [0.30, 0.22, 0.18, 0.16, 0.14], [72, 58, 81, 64, 77]
    cut = priorities.cuts(importance, performance)
    places = ", ".join(spot.priority for spot in priorities.spots(importance, performance))
    return f"cuts {cut.importance:.3f}, {cut.performance:.1f} -> {places}".replace("0.200", ".200")
