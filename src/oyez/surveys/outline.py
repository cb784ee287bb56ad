"""A draft as the builder lists it: pages of cards, each question said in a few words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oyez.surveys import sentences
from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.kinds.scale import bounds
from oyez.surveys.core.words import say
from oyez.surveys.naming import KINDS_OF_QUESTION


@dataclass(frozen=True)
class Card:
    """One question as the list shows it."""

    number: int
    question: Question
    kind: Any
    text: str
    choices: tuple[str, ...]
    ends: str
    condition: str
    comments: int
    is_first: bool
    is_last: bool
    begins_page: bool


@dataclass(frozen=True)
class Sheet:
    """Questions that a respondent sees together."""

    number: int
    cards: tuple[Card, ...]


def outline(definition: Definition, comments: Mapping[str, int]) -> list[Sheet]:
    """The pages of a draft; `comments`: how many wait to be settled, by question."""
    last = len(definition.questions)
    sheets, number = [], 0
    for at, page in enumerate(definition.pages, 1):
        cards = []
        for place, question in enumerate(page):
            number += 1
            cards.append(_card(definition, question, number, last, comments, begins_page=place == 0))
        sheets.append(Sheet(at, tuple(cards)))
    return sheets


def _card(
    definition: Definition,
    question: Question,
    number: int,
    last: int,
    comments: Mapping[str, int],
    *,
    begins_page: bool,
) -> Card:
    order = definition.languages
    is_alone = sum(one.id == question.id for page in definition.pages if len(page) == 1 for one in page) == 1
    return Card(
        number=number,
        question=question,
        kind=KINDS_OF_QUESTION.get(question.type, (question.type, ""))[0],
        text=say(question.text, order),
        choices=tuple(say(option.text, order) for option in (*question.options, *question.rows)),
        ends=ends_of(question, order),
        condition=sentences.condition(definition, question.when),
        comments=comments.get(question.id, 0),
        is_first=number == 1 and is_alone,
        is_last=number == last and is_alone,
        begins_page=begins_page,
    )


def ends_of(question: Question, order: tuple[str, ...]) -> str:
    """The two ends of a scale: `0 not at all likely – 10 extremely likely`."""
    if not (kind_of(question).is_scored or question.type in ("gap", "matrix")):
        return ""
    low, high = bounds(question)
    return f"{low} {say(question.low, order)}".strip() + " – " + f"{high} {say(question.high, order)}".strip()
