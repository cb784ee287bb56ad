"""What a trigger looks for: a score at or beyond a limit, a drop against the own past, or that something was said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from oyez.act.core.drop import Population, surprise, usual
from oyez.act.core.wording import found as words_in
from oyez.journal.core.scales import Scale, scale_of

Scales = Mapping[str, Scale]


@dataclass(frozen=True)
class Answer:
    """One answer as a condition sees it.

    `tier`: the contract tier of its account, "" for none. `history`: the person's earlier scores of a name. `kind`
    and `text`: what sort of thing was said, and how. `is_reply`: in answer to a mail of ours.
    """

    scores: Mapping[str, float]
    tier: str = ""
    kind: str = ""
    text: str = ""
    is_reply: bool = False
    history: Callable[[str], Sequence[float]] = lambda name: ()


@dataclass(frozen=True)
class Reason:
    """Why a trigger fired: the score, its value, and what it was measured against; or what was said, in which words."""

    kind: str
    score: str = ""
    value: float | None = None
    against: float | None = None
    z: float | None = None
    previous: int | None = None
    said: str = ""
    is_reply: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limit:
    """A score at or beyond a limit; contract tiers may have limits of their own."""

    score: str
    at: float
    by_tier: Mapping[str, float] = field(default_factory=dict)

    def reason(self, answer: Answer, scales: Scales) -> Reason | None:
        limit = self.by_tier.get(answer.tier, self.at)
        found = [
            (scale.points(value), name, value)
            for name, value, scale in on_scale(self.score, answer.scores, scales)
            if is_as_bad(value, limit, scale)
        ]
        if not found:
            return None
        _, name, value = min(found)
        return Reason("limit", name, value, limit)


@dataclass(frozen=True)
class Drop:
    """A score far below what this person's own earlier answers lead one to expect."""

    score: str
    z: float = -2.0
    previous: int = 3
    population: Population | None = None

    def reason(self, answer: Answer, scales: Scales) -> Reason | None:
        worst: Reason | None = None
        for name, value, scale in on_scale(self.score, answer.scores, scales):
            history = answer.history(name)
            if len(history) < self.previous:
                continue
            seen = surprise(history, value, self.population or usual(scale))
            z = seen.z if scale.higher_is_better else -seen.z
            if z <= self.z and (worst is None or z < (worst.z or 0)):
                worst = Reason("drop", name, value, round(seen.expected, 1), z, len(history))
        return worst


@dataclass(frozen=True)
class Said:
    """Something of one of these kinds; perhaps only in answer to a mail of ours, or with one of these words."""

    kinds: tuple[str, ...]
    words: tuple[str, ...] = ()
    replies_only: bool = False

    def reason(self, answer: Answer, scales: Scales) -> Reason | None:
        if answer.kind not in self.kinds or (self.replies_only and not answer.is_reply):
            return None
        found = words_in(self.words, answer.text)
        if self.words and not found:
            return None
        return Reason("said", said=answer.kind, is_reply=answer.is_reply, words=found)


Condition = Limit | Drop | Said


def on_scale(wanted: str, scores: Mapping[str, float], scales: Scales) -> list[tuple[str, float, Scale]]:
    """The scores that a trigger on a score's name or a scale's name looks at: `csat` covers `csat_delivery`."""
    found = []
    for name, value in scores.items():
        scale = scale_of(name, scales)
        if scale is not None and wanted in (name, scale.name):
            found.append((name, value, scale))
    return found


def is_as_bad(value: float, limit: float, scale: Scale) -> bool:
    """At the limit or beyond it, on the scale's bad side."""
    return value <= limit if scale.higher_is_better else value >= limit
