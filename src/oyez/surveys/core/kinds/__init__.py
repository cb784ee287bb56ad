"""The kinds of questions: one file a family, each saying how its answer is taken, told to the journal and timed."""

import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oyez.kit.registry import Registry
from oyez.surveys.core.definition import Definition, Question

Form = Mapping[str, Sequence[str]]  # what a browser sent: every value of every name
Answer = Any  # what is kept: float, str, bool, list[str] or dict[str, float | str]; JSON either way
SEPARATOR = " | "  # between several choices in one attribute; measure takes them apart


class WrongAnswer(Exception):
    """An answer that cannot be taken; the page says it in the respondent's language by its code."""

    def __init__(self, question: str, code: str, **said: object) -> None:
        super().__init__(f"{question}: {code}")
        self.question, self.code, self.said = question, code, said


@dataclass(frozen=True)
class Told:
    """An answer as the journal keeps it: numbers on scales, attributes, and own words."""

    scores: Mapping[str, float] = field(default_factory=dict)
    attributes: Mapping[str, str | float | bool] = field(default_factory=dict)
    text: str = ""


def nothing_wrong(question: Question) -> str | None:
    return None


def no_values(question: Question) -> None:
    return None


@dataclass(frozen=True)
class AnswerKind:
    """One kind of question.

    `take` reads a form and gives the answer, or None where there is none. `check` says what is wrong with the
    question's definition. `values` lists all possible answers where they are few. `seconds`: what it costs to
    answer without reading (METHOD 10). `part`: the template that asks it. `alone`: the answer is complete with
    one tap, so a mail can ask it.
    """

    name: str
    take: Callable[[Question, Form], Answer | None]
    tell: Callable[[Question, Answer], Told]
    seconds: Callable[[Question], float]
    part: str
    check: Callable[[Question], str | None] = nothing_wrong
    values: Callable[[Question], Sequence[Answer] | None] = no_values
    is_scored: bool = False
    is_open: bool = False
    has_options: bool = False
    has_rows: bool = False


KINDS: Registry[AnswerKind] = Registry("kind of question")
for _module in pkgutil.iter_modules(__path__):
    KINDS.later(f"{__name__}.{_module.name}")


def kind_of(question: Question) -> AnswerKind:
    return KINDS[question.type]


def scored(definition: Definition) -> tuple[Question, ...]:
    """The questions that stand on a scale, in order: the first is the survey's score."""
    return tuple(one for one in definition.questions if kind_of(one).is_scored)


def one(form: Form, name: str) -> str:
    """The one value of a name, without white space around it."""
    values = form.get(name, ())
    return values[-1].strip() if values else ""
