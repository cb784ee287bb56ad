"""A number, a date, an agreement, a wish to be contacted, a file."""

import math
from datetime import date

from oyez.surveys.core.definition import Question
from oyez.surveys.core.kinds import KINDS, AnswerKind, Form, Told, WrongAnswer, one

ADDRESS_LENGTH = 200


def take_number(question: Question, form: Form) -> float | None:
    said = one(form, question.id).replace(" ", "").replace("\u00a0", "")
    if not said:
        return None
    try:
        value = float(said.replace(",", ".") if "." not in said else said.replace(",", ""))
    except ValueError:
        raise WrongAnswer(question.id, "not_a_number") from None
    if not math.isfinite(value) or abs(value) > 1e12:
        raise WrongAnswer(question.id, "not_a_number")
    if question.minimum is not None and value < question.minimum:
        raise WrongAnswer(question.id, "too_small", low=question.minimum)
    if question.maximum is not None and value > question.maximum:
        raise WrongAnswer(question.id, "too_large", high=question.maximum)
    return value


def take_date(question: Question, form: Form) -> str | None:
    said = one(form, question.id)
    if not said:
        return None
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise WrongAnswer(question.id, "not_a_date") from None


def take_yes(question: Question, form: Form) -> bool | None:
    return bool(one(form, question.id)) or None


def take_contact(question: Question, form: Form) -> dict[str, str] | None:
    """The wish, and where to: known already for whoever was invited."""
    if not one(form, question.id):
        return None
    return {"how": one(form, f"{question.id}.how").replace("\x00", "")[:ADDRESS_LENGTH]}


def take_file(question: Question, form: Form) -> str | None:
    """The key under which the page kept the file."""
    return one(form, question.id) or None


def tell_value(question: Question, answer: str | float | bool) -> Told:
    return Told(attributes={question.id: answer})


def tell_contact(question: Question, answer: dict[str, str]) -> Told:
    """Only that contact is wanted: who, is told apart, to one desk."""
    return Told(attributes={question.id: True})


def check_bounds(question: Question) -> str | None:
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        return "its minimum is above its maximum"
    return None


KINDS.add(
    "number",
    AnswerKind("number", take_number, tell_value, lambda question: 10.0, "number", check_bounds),
)
KINDS.add("date", AnswerKind("date", take_date, tell_value, lambda question: 10.0, "date"))
KINDS.add("consent", AnswerKind("consent", take_yes, tell_value, lambda question: 6.0, "consent"))
KINDS.add("contact", AnswerKind("contact", take_contact, tell_contact, lambda question: 6.0, "contact"))
KINDS.add("file", AnswerKind("file", take_file, tell_value, lambda question: 20.0, "file"))
KINDS.add(
    "statement",
    AnswerKind(
        "statement",
        lambda question, form: None,
        lambda question, answer: Told(),
        lambda question: 0.0,
        "statement",
    ),
)
