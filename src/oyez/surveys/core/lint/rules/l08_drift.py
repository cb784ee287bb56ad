"""L08: what is asked in another way, or in another place, is another number: a new series begins."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.kinds.scale import bounds
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import is_rating, place


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Each scored question against the one of the same score in the version that was asked last."""
    before = _by_score(facts.previous) if facts.previous else {}
    for score, (at, question) in _by_score(definition).items():
        if score in before:
            old_at, old = before[score]
            for part in _changed(old, question):
                yield Hit(place(question, part), "changed", {"part": part, "score": score})
            if at != old_at:
                said = {"score": score, "old": old_at + 1, "new": at + 1}
                yield Hit(place(question, "id"), "moved", said)


def _by_score(definition: Definition) -> dict[str, tuple[int, Question]]:
    return {
        question.score or question.type: (at, question)
        for at, question in enumerate(definition.questions)
        if is_rating(question)
    }


def _changed(old: Question, new: Question) -> Iterator[str]:
    """The parts that are no longer the same: a language that is new changes nothing, a wording in an old one does."""
    for part in ("text", "low", "high"):
        before, now = getattr(old, part), getattr(new, part)
        if any(before[tag] != now.get(tag, "") for tag in before):
            yield part
    if len(old.labels) != len(new.labels) or any(
        before[tag] != now.get(tag, "")
        for before, now in zip(old.labels, new.labels, strict=True)
        for tag in before
    ):
        yield "labels"
    if old.type != new.type or bounds(old) != bounds(new):
        yield "type"
    if old.when != new.when:
        yield "when"


RULES.add(
    "L08",
    Rule(
        "L08",
        gettext_noop("Scale drift"),
        Severity.ERROR,
        check,
        {
            "changed": gettext_noop(
                "Its %(part)s changed since it was asked last: “%(score)s” begins a new series."
            ),
            "moved": gettext_noop(
                "It was question %(old)d and is question %(new)d: “%(score)s” begins a new series."
            ),
        },
        needs=("previous",),
    ),
)
