"""What so many answers allow to be shown."""

from enum import StrEnum

K = 5
SCORE = 30
TREND = 100


class Rung(StrEnum):
    """Nothing, a greyed score without colour or rank, a score, or a score with trend and verdict."""

    HIDDEN = "hidden"
    GREYED = "greyed"
    SCORE = "score"
    TREND = "trend"


def rung(n: float, k: int = K) -> Rung:
    """The rung for n answers, or for their effective number when they are weighted."""
    if n < k:
        return Rung.HIDDEN
    if n < SCORE:
        return Rung.GREYED
    return Rung.SCORE if n < TREND else Rung.TREND
