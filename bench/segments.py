"""A question by a segment on 1 M interactions against the same question without it.

A segment looks at what happened to each person before each answer, in everything that the viewer may see. Claimed: at
most 12 times as long as the plain question.
"""

import statistics
import sys
import time

from bench.machine import beside
from bench.world import ROWS, folder_of

SEGMENTS = (
    "after_failure",
    "first_purchase",
    "before_the_purchase",
    "under_deadline",
    "tenure",
    "mostly_by_phone",
)
MOST_RATIO = 12.0
ROUNDS = 5


def main() -> int:
    with folder_of():
        return _measure()


def _measure() -> int:
    plain = _median()
    print(f"rows                        {ROWS:>10,}")
    print(f"nps by unit                 {plain * 1e3:>10.0f} ms")
    worst = 0.0
    for key in SEGMENTS:
        seconds = _median(f"segment:{key}")
        worst = max(worst, seconds / plain)
        print(f"and by {key:<20} {seconds * 1e3:>10.0f} ms, ratio {seconds / plain:.1f}")
    print(f"worst ratio                 {worst:>10.1f} (claimed: at most {MOST_RATIO:.0f})")
    print(beside())
    return 0 if worst <= MOST_RATIO else 1


def _median(*more: str) -> float:
    """Nothing remembered: each time everything is computed."""
    from oyez.company.core.scope import OPERATOR
    from oyez.measure.ask import ask
    from oyez.measure.core.question import parse
    from oyez.measure.store.engine import engine

    question = parse("nps", by=["unit", *more])
    taken = []
    ask(OPERATOR, question)
    for _ in range(ROUNDS):
        engine()._answers.clear()
        start = time.perf_counter()
        ask(OPERATOR, question)
        taken.append(time.perf_counter() - start)
        print(".", end="", file=sys.stderr, flush=True)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
