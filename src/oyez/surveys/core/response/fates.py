"""What became of each invitation, in the words of AAPOR's Standard Definitions.

As for internet surveys of named persons, nobody knows whether a mail that nothing came of was ever seen, so it counts
as unknown; a bounce is a noncontact, an opt-out a refusal.
"""

from collections.abc import Mapping
from enum import StrEnum

from oyez.measure.core.scores.responding import Outcomes, response_rates

OPTED_OUT, COMPLAINED, NOT_ME = "opted_out", "complained", "not_me"


class Fate(StrEnum):
    """Where an invitation stands."""

    WAITING = "waiting"
    HELD = "held"
    SILENT = "silent"
    OPENED = "opened"
    PARTIAL = "partial"
    COMPLETE = "complete"
    OPTED_OUT = "opted_out"
    COMPLAINED = "complained"
    NOT_ME = "not_me"
    BOUNCED = "bounced"
    OVER_QUOTA = "over_quota"


LEFT = frozenset(Fate) - {Fate.WAITING, Fate.HELD}  # the mail went out
ANSWERED = frozenset((Fate.PARTIAL, Fate.COMPLETE))
REFUSED = frozenset((Fate.OPTED_OUT, Fate.COMPLAINED, Fate.OPENED))
NOT_REACHED = frozenset((Fate.BOUNCED, Fate.NOT_ME))
_BY_STATE = {"waiting": Fate.WAITING, "held": Fate.HELD, "bounced": Fate.BOUNCED}
_BY_REASON = {OPTED_OUT: Fate.OPTED_OUT, COMPLAINED: Fate.COMPLAINED, NOT_ME: Fate.NOT_ME}


def fate(
    state: str,
    reason: str,
    *,
    was_sent: bool,
    has_answers: bool,
    is_over: bool = False,
    is_followed: bool = True,
) -> Fate:
    """One invitation's fate, from its state and reason and whether its response has any answer.

    `is_over`: whether a quota was full when they came. `is_followed`: whether a response is tied to its invitation. Of
    an anonymous one it is only known that it was begun, which makes it partial.
    """
    if not was_sent and state in ("expired", "refused"):
        return Fate.HELD
    if is_over:
        return Fate.OVER_QUOTA
    if state in _BY_STATE:
        return _BY_STATE[state]
    if state == "answered":
        return Fate.COMPLETE if is_followed else Fate.PARTIAL
    if has_answers:
        return Fate.PARTIAL
    if reason in _BY_REASON:
        return _BY_REASON[reason]
    return Fate.OPENED if state == "started" else Fate.SILENT


def outcomes(counts: Mapping[Fate, int]) -> Outcomes:
    """How many have each fate, as the response rates want it.

    What has not left yet is not counted, nor is whoever came when a quota was full: they were not to be asked.
    """

    def together(fates: frozenset[Fate]) -> int:
        return sum(counts.get(one, 0) for one in fates)

    return Outcomes(
        complete=counts.get(Fate.COMPLETE, 0),
        partial=counts.get(Fate.PARTIAL, 0),
        refused=together(REFUSED),
        noncontact=together(NOT_REACHED),
        unknown_other=counts.get(Fate.SILENT, 0),
    )


def rates(counts: Mapping[Fate, int]) -> dict[str, float] | None:
    """RR1 to RR6 as shares of 0 to 1; nothing before the first mail has left.

    Where all that is known of anybody is silence, RR5 and RR6 have nothing to stand on and are left out.
    """
    found = outcomes(counts)
    if not found.known and not found.unknown:
        return None
    if not found.known:
        return dict.fromkeys(("RR1", "RR2", "RR3", "RR4"), 0.0)
    return response_rates(found)
