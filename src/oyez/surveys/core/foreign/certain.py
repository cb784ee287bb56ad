"""On which scale a question stands, where that is certain. A guess would make numbers that mean nothing."""

import re
from collections.abc import Sequence

RECOMMEND = re.compile(
    r"recommend|empfehl|recommand|recomend|consigli|aanbevel|anbefal|rekommend", re.IGNORECASE
)
SATISFIED = re.compile(r"satisf|zufrieden|soddisf|tevreden|tilfreds|nöjd", re.IGNORECASE)
NOT_SATISFIED = re.compile(
    r"dis+atisf|unsatisf|unzufrieden|insatisf|insoddisf|ontevreden|utilfreds|missnöjd|\bnot\b.*satisf|nicht.*zufrieden|pas.*satisf",
    re.IGNORECASE,
)


def is_recommendation(texts: Sequence[str], low: float, high: float) -> bool:
    """0 to 10, and asked for a recommendation."""
    return (low, high) == (0, 10) and any(RECOMMEND.search(text) for text in texts)


def is_satisfaction(texts: Sequence[str], low: float, high: float) -> bool:
    """1 to 5, and asked for satisfaction."""
    return (low, high) == (1, 5) and any(SATISFIED.search(text) for text in texts)


def points_of_satisfaction(labels: Sequence[str]) -> tuple[int, ...] | None:
    """The points of five labels from dissatisfied to satisfied, or the other way round; else `None`."""
    if len(labels) != 5:
        return None
    signs = [_sign(label) for label in (labels[0], labels[-1])]
    if signs == [-1, 1] and all(_sign(label) <= 0 for label in labels[:2]):
        return (1, 2, 3, 4, 5)
    if signs == [1, -1] and all(_sign(label) >= 0 for label in labels[:2]):
        return (5, 4, 3, 2, 1)
    return None


def _sign(label: str) -> int:
    if NOT_SATISFIED.search(label):
        return -1
    return 1 if SATISFIED.search(label) else 0
