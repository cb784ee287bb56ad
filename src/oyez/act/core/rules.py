"""A trigger as a value: what it looks for and where, who gets the case, and until when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from oyez.act.core.conditions import Answer, Condition, Reason, Said, Scales, is_as_bad
from oyez.act.core.routing import Route
from oyez.journal.core.scales import scale_of

BY_HAND = "by-hand"


@dataclass(frozen=True)
class Promise:
    """Within how many working hours a customer is answered, and the matter solved."""

    answer_hours: float = 8
    solve_hours: float = 40


@dataclass(frozen=True)
class Rule:
    """One trigger. `touchpoint`: only there, "" for everywhere. `general_manager_at`: as bad as this goes up."""

    key: str
    condition: Condition
    touchpoint: str = ""
    route: Route = Route.TOUCHPOINT_OWNER
    general_manager_at: float | None = None
    promise: Promise = Promise()

    def first_route(self, reason: Reason, scales: Scales) -> Route:
        """Whom to try first, given how bad it is."""
        scale = scale_of(reason.score, scales)
        if self.general_manager_at is None or scale is None or reason.value is None:
            return self.route
        upward = is_as_bad(reason.value, self.general_manager_at, scale)
        return Route.GENERAL_MANAGER if upward else self.route


@dataclass(frozen=True)
class Fired:
    """A rule that an answer set off, and why."""

    rule: Rule
    reason: Reason


def fired(rules: Sequence[Rule], answer: Answer, touchpoint: str, scales: Scales) -> tuple[Fired, ...]:
    """The rules that an answer sets off, in the order of the rules."""
    found = []
    for rule in rules:
        if rule.touchpoint in ("", touchpoint):
            reason = rule.condition.reason(answer, scales)
            if reason is not None:
                found.append(Fired(rule, reason))
    return tuple(found)


def deciding(set_off: Sequence[Fired], open_here: Collection[str]) -> Fired | None:
    """One answer, one case: of the rules it set off, one whose case is open already, else the first.

    `open_here`: the triggers with an open case of this person at this touchpoint.
    """
    for one in set_off:
        if one.rule.key in open_here:
            return one
    return set_off[0] if set_off else None


def joining(decided: Fired, open_here: Collection[str]) -> str | None:
    """The trigger whose open case takes this in; `None` where it opens one.

    Who says something while a case of theirs is open here speaks of that: a wish to be called that comes with a bad
    score makes no second case.
    """
    if decided.rule.key in open_here:
        return decided.rule.key
    if isinstance(decided.rule.condition, Said):
        return next(iter(open_here), None)
    return None
