"""What a customer's answer, some time after a case, says of it."""

from collections.abc import Mapping
from enum import StrEnum

from oyez.act.core.conditions import Scales
from oyez.act.core.states import Outcome
from oyez.journal.core.scales import scale_of

JUDGED = (Outcome.IMPROVED, Outcome.UNRESOLVED, Outcome.UNREACHABLE)


class Word(StrEnum):
    """It is solved, it is better than it was, it is open still, or nothing was said of that."""

    SOLVED = "solved"
    BETTER = "better"
    OPEN = "open"
    NOTHING = "nothing"


def word(scores: Mapping[str, float], scales: Scales) -> Word:
    """Solved where every score is one of the highest of its scale; of those that no trigger takes for bad."""
    best = [
        value > scale.maximum - scale.top_k if scale.higher_is_better else value < scale.minimum + scale.top_k
        for name, value in scores.items()
        if (scale := scale_of(name, scales)) is not None
    ]
    if not best:
        return Word.NOTHING
    return Word.SOLVED if all(best) else Word.BETTER


def outcome(before: Outcome, said: Word) -> Outcome:
    """How a case ended, now that the customer spoke: only they make it recovered; no problem stays none."""
    if before not in JUDGED:
        return before
    return {Word.SOLVED: Outcome.RECOVERED, Word.BETTER: Outcome.IMPROVED}.get(said, before)
