"""Other measures of importance, for the analyst who compares: Johnson, first, last, β², Pratt; and VIF.

Each takes one correlation matrix (p + 1, p + 1) with the outcome last and gives one number for each driver.
"""

import numpy as np

from oyez.measure.core.drivers.subsets import Values

SMALLEST = 1e-12


def johnson(matrix: Values) -> Values:
    """Johnson 2000: drivers turned into their nearest uncorrelated ones and back; adds up to R².

    R = QΔQ′, Λ = QΔ^½Q′, β* = Λ⁻¹r, ε = Λ²β*². Equal to LMG for two drivers, can differ in order for more.
    """
    among, outcome = _split(matrix)
    size, turn = np.linalg.eigh(among)
    if size[0] < SMALLEST:
        raise ValueError("Two drivers say the same; merge them.")
    root = np.asarray(turn * np.sqrt(size) @ turn.T, np.float64)
    back = np.asarray(np.linalg.solve(root, outcome), np.float64)
    found: Values = np.asarray(root**2 @ back**2, np.float64)
    return found


def betas(matrix: Values) -> Values:
    """Standardised slopes of all drivers together; they may turn their sign where drivers are alike."""
    found: Values = np.asarray(np.linalg.solve(*_split(matrix)), np.float64)
    return found


def first(matrix: Values) -> Values:
    """R² of each driver alone."""
    found: Values = np.square(_split(matrix)[1])
    return found


def last(matrix: Values) -> Values:
    """What each driver adds to all others: β² / (R⁻¹)ⱼⱼ."""
    found: Values = betas(matrix) ** 2 / vif(matrix)
    return found


def pratt(matrix: Values) -> Values:
    """β·r; adds up to R², but may be negative."""
    return betas(matrix) * _split(matrix)[1]


def vif(matrix: Values) -> Values:
    """Variance inflation: how much the other drivers widen a slope's variance; 1 for an independent driver."""
    found: Values = np.diag(np.linalg.inv(_split(matrix)[0])).copy()
    return found


def r2(matrix: Values) -> float:
    """The share of the outcome's variance that all drivers together explain."""
    return float(betas(matrix) @ _split(matrix)[1])


def correlation(products: Values) -> Values:
    """Correlations from centred cross-products (…, q, q); a column without variance correlates with nothing."""
    sizes = np.sqrt(np.einsum("...ii->...i", products))
    sizes = np.where(sizes > 0, sizes, 1)
    found: Values = products / (sizes[..., :, None] * sizes[..., None, :])
    return found


def is_positive_definite(matrix: Values) -> bool:
    """Whether all eigenvalues lie above zero; correlations of pairwise complete answers may fail that."""
    return bool(np.linalg.eigvalsh(matrix)[0] > SMALLEST)


def _split(matrix: Values) -> tuple[Values, Values]:
    return matrix[:-1, :-1], matrix[:-1, -1]
