"""A few statements on one scale; few, since long ones are filled in without reading."""

from oyez.surveys.core.definition import Question
from oyez.surveys.core.kinds import KINDS, AnswerKind, Form, Told, WrongAnswer, one
from oyez.surveys.core.kinds.scale import CANNOT_SAY, bounds
from oyez.surveys.core.kinds.scale import check as check_scale

MOST_ROWS = 7
SECONDS_PER_ROW = 4.0


def take(question: Question, form: Form) -> dict[str, int | str] | None:
    low, high = bounds(question)
    found: dict[str, int | str] = {}
    for row in question.rows:
        said = one(form, f"{question.id}.{row.key}")
        if said == CANNOT_SAY:
            found[row.key] = said
        elif said:
            if not said.isdecimal() or len(said) > 3 or not low <= int(said) <= high:
                raise WrongAnswer(question.id, "not_on_scale", low=low, high=high)
            found[row.key] = int(said)
    return found or None


def tell(question: Question, answer: dict[str, float | str]) -> Told:
    """Each row is a score of its own."""
    return Told(
        scores={
            f"{question.score}_{row}": float(value)
            for row, value in answer.items()
            if not isinstance(value, str)
        },
        attributes={f"{question.id}_{row}": value for row, value in answer.items() if isinstance(value, str)},
    )


def check(question: Question) -> str | None:
    if not 2 <= len(question.rows) <= MOST_ROWS:
        return f"a matrix has 2 to {MOST_ROWS} rows"
    return check_scale(question)


KINDS.add(
    "matrix",
    AnswerKind(
        "matrix", take, tell, lambda question: SECONDS_PER_ROW * len(question.rows), "matrix", check,
        has_rows=True,
    ),
)  # fmt: skip
