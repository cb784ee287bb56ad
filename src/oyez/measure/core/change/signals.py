"""When a chart tells somebody: a first signal is watched, a second on the same side within three periods alerts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WITHIN = 3


class State(StrEnum):
    """What a stream is in at a period."""

    CALM = "calm"
    WATCH = "watch"
    ALERT = "alert"


@dataclass(frozen=True)
class Signal:
    """A period beyond the limits: its place, and whether it lies above (+1) or below (−1)."""

    at: int
    side: int


def states(beyond: Sequence[int], within: int = WITHIN) -> list[State]:
    """The state at each period from its side: +1 above, −1 below, 0 inside the limits.

    A watch lasts three periods without another signal; an alert lasts until three periods in a row were calm.
    """
    found: list[State] = []
    last: Signal | None = None
    alerted = False
    for at, side in enumerate(beyond):
        if last is not None and at - last.at > within:
            last, alerted = None, False
        if side:
            alerted = last is not None and last.side == side
            last = Signal(at, side)
        found.append(_state(last, alerted))
    return found


def first_of_run(beyond: Sequence[int], within: int = WITHIN) -> int | None:
    """Where the run of signals began that ends the series: the period since which it has been like this."""
    places = [at for at, side in enumerate(beyond) if side]
    if not places or len(beyond) - 1 - places[-1] > within:
        return None
    start = places[-1]
    for at in reversed(places[:-1]):
        if start - at > within or beyond[at] != beyond[start]:
            break
        start = at
    return start


def _state(last: Signal | None, alerted: bool) -> State:
    if last is None:
        return State.CALM
    return State.ALERT if alerted else State.WATCH
