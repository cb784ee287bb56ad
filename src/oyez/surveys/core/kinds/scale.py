"""Ratings on a scale: recommendation, satisfaction, effort, stars, and any other with labelled ends."""

from collections.abc import Sequence
from functools import partial

from oyez.journal.core.scales import BUILT_IN
from oyez.surveys.core.definition import Question
from oyez.surveys.core.kinds import KINDS, AnswerKind, Form, Told, WrongAnswer, one

CANNOT_SAY = "cannot_say"
MOST_POINTS = 11
SECONDS = 5.0


def stem(question: Question) -> str:
    """The scale that a question stands on: its score's first word, or what its type says."""
    return (question.score or question.type).replace(".", "_").split("_", 1)[0]


def bounds(question: Question) -> tuple[int, int]:
    """The first and the last point."""
    scale = BUILT_IN.get(stem(question))
    low = scale.minimum if scale else question.minimum
    high = scale.maximum if scale else question.maximum
    return int(1 if low is None else low), int(5 if high is None else high)


def points(question: Question) -> tuple[int, ...]:
    low, high = bounds(question)
    return tuple(range(low, high + 1))


def take(question: Question, form: Form) -> float | str | None:
    said = one(form, question.id)
    if not said:
        return None
    if said == CANNOT_SAY:
        return CANNOT_SAY
    low, high = bounds(question)
    if not said.lstrip("-").isdecimal() or len(said) > 3 or not low <= int(said) <= high:
        raise WrongAnswer(question.id, "not_on_scale", low=low, high=high)
    return int(said)


def tell(question: Question, answer: float | str) -> Told:
    """A number counts; that somebody cannot say is counted apart and is no number."""
    if isinstance(answer, str):
        return Told(attributes={question.id: CANNOT_SAY})
    return Told(scores={question.score or question.type: float(answer)})


def check(question: Question, fixed: str = "") -> str | None:
    low, high = bounds(question)
    if fixed and question.score and stem(question) != fixed:
        return f"a question of type {fixed} counts as {fixed} or {fixed}_something, not as “{question.score}”"
    if not fixed and not question.score:
        return "a rating needs a score, such as csat_delivery, under which it counts"
    if stem(question) in BUILT_IN:
        given = (question.minimum, question.maximum)
        if given != (None, None) and given != (low, high):
            return f"{stem(question)} goes from {low} to {high}, always"
    if not 2 <= high - low + 1 <= MOST_POINTS:
        return f"a scale has 2 to {MOST_POINTS} points"
    if question.labels and len(question.labels) != high - low + 1:
        return f"{high - low + 1} points need {high - low + 1} labels, or none"
    return None


def values(question: Question) -> Sequence[int]:
    return points(question)


for name, fixed in (("nps", "nps"), ("csat", "csat"), ("ces", "ces"), ("stars", "stars"), ("rating", "")):
    KINDS.add(
        name,
        AnswerKind(
            name, take, tell, lambda question: SECONDS, "stars" if name == "stars" else "scale",
            partial(check, fixed=fixed), values, is_scored=True,
        ),
    )  # fmt: skip
