"""What may happen to a case in which state."""

from collections.abc import Mapping
from enum import StrEnum

from oyez.kit.errors import Refused


class State(StrEnum):
    """Where a case stands; all but closed are open."""

    NEW = "new"
    TAKEN = "taken"
    WAITING = "waiting"
    CLOSED = "closed"


class Verb(StrEnum):
    """What may happen to a case."""

    TAKE = "take"
    HEAR = "hear"
    ANSWER = "answer"
    NOTE = "note"
    REFER = "refer"
    CLOSE = "close"
    REOPEN = "reopen"


N, T, W, C = State.NEW, State.TAKEN, State.WAITING, State.CLOSED
MOVES: Mapping[Verb, Mapping[State, State]] = {
    Verb.TAKE: {N: T, T: T, W: W},
    Verb.HEAR: {N: N, T: T, W: T},
    Verb.ANSWER: {N: W, T: W, W: W},
    Verb.NOTE: {N: N, T: T, W: W, C: C},
    Verb.REFER: {N: N, T: N, W: N},
    Verb.CLOSE: {N: C, T: C, W: C},
    Verb.REOPEN: {C: T},
}


class Outcome(StrEnum):
    """How a case ended, as the member sees it; that the customer is won back (recovered) only the customer can say."""

    RECOVERED = "recovered"
    IMPROVED = "improved"
    UNRESOLVED = "unresolved"
    UNREACHABLE = "unreachable"
    NO_ISSUE = "no_issue"
    DUPLICATE = "duplicate"


BY_MEMBERS = tuple(outcome for outcome in Outcome if outcome != Outcome.RECOVERED)


def after(state: State, verb: Verb) -> State:
    """The state that follows, or a refusal that says why there is none."""
    following = MOVES[verb].get(state)
    if following is None and state == State.CLOSED:
        raise Refused("This case is closed. Reopen it first.")
    if following is None:
        raise Refused("This case is open already.")
    return following
