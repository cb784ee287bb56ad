"""Own words, short or long."""

from oyez.surveys.core.definition import Question
from oyez.surveys.core.kinds import KINDS, AnswerKind, Form, Told, one

SHORT, LONG = 200, 5_000
SECONDS = 40.0


def take_short(question: Question, form: Form) -> str | None:
    return one(form, question.id).replace("\x00", "")[:SHORT] or None


def take_long(question: Question, form: Form) -> str | None:
    """As written; whoever writes more than fits keeps the beginning."""
    return one(form, question.id).replace("\x00", "").replace("\r\n", "\n")[:LONG] or None


def tell_short(question: Question, answer: str) -> Told:
    return Told(attributes={question.id: answer})


def tell_long(question: Question, answer: str) -> Told:
    return Told(text=answer)


KINDS.add("short", AnswerKind("short", take_short, tell_short, lambda question: SECONDS / 4, "short"))
KINDS.add(
    "long", AnswerKind("long", take_long, tell_long, lambda question: SECONDS, "long", is_open=True)
)  # fmt: skip
