"""What was expected against what was experienced, asked as a pair (METHOD 1.3)."""

from oyez.surveys.core.definition import Question
from oyez.surveys.core.kinds import KINDS, AnswerKind, Form, Told, WrongAnswer, one
from oyez.surveys.core.kinds.scale import bounds
from oyez.surveys.core.kinds.scale import check as check_scale

SIDES = ("expected", "experienced")


def take(question: Question, form: Form) -> dict[str, int] | None:
    low, high = bounds(question)
    found = {}
    for side in SIDES:
        said = one(form, f"{question.id}.{side}")
        if said:
            if not said.isdecimal() or len(said) > 3 or not low <= int(said) <= high:
                raise WrongAnswer(question.id, "not_on_scale", low=low, high=high)
            found[side] = int(said)
    return found or None


def tell(question: Question, answer: dict[str, float]) -> Told:
    """Both sides as scores, and better, as or worse than expected as 1, 0 or −1 on the scale `expected`."""
    scores = {f"{question.score}_{side}": float(value) for side, value in answer.items()}
    if len(answer) == len(SIDES):
        gap = answer["experienced"] - answer["expected"]
        scores[f"expected_{question.id}"] = float((gap > 0) - (gap < 0))
    return Told(scores=scores)


KINDS.add("gap", AnswerKind("gap", take, tell, lambda question: 10.0, "gap", check_scale))
