"""Labels that would stand on each other move apart, as little as it takes."""

import math
from collections.abc import Sequence
from itertools import combinations

Point = tuple[float, float]
ROUNDS = 8


def apart(points: Sequence[Point], least: float, rounds: int = ROUNDS) -> list[Point]:
    """The points, those closer than `least` pushed away from each other along the line between them.

    Of two at one place the first goes to the left. Where many meet some may stay a little too close.
    """
    found = list(points)
    for _ in range(rounds):
        for one, other in combinations(range(len(found)), 2):
            (x, y), (u, v) = found[one], found[other]
            far = math.hypot(u - x, v - y)
            if far >= least:
                continue
            across, up = ((u - x) / far, (v - y) / far) if far else (1.0, 0.0)
            push = (least - far) / 2
            found[one] = (x - push * across, y - push * up)
            found[other] = (u + push * across, v + push * up)
    return found


def beside(ys: Sequence[float], least: float, width: float) -> list[float]:
    """For points of one column, how far to the side each stands so that those of like height do not meet.

    The middle is tried first, then left and right by half of `width`; each keeps clear of those before it if it can.
    """
    placed: list[Point] = []
    for y in ys:
        clear = {x: _clear(x, y, placed, least) for x in (0.0, -width / 2, width / 2)}
        placed.append((max(clear, key=clear.__getitem__), y))
    return [x for x, _ in placed]


def _clear(x: float, y: float, placed: Sequence[Point], least: float) -> float:
    """How far the nearest is, nothing more being gained beyond `least`."""
    return min([least, *(math.hypot(u - x, v - y) for u, v in placed)])
