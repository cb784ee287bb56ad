"""A page of a survey as its template shows it: texts in one language, with answers in their places."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from oyez.surveys.core.contrast import accents
from oyez.surveys.core.definition import Definition, Look, Option, Question
from oyez.surveys.core.kinds import Answer, WrongAnswer, kind_of
from oyez.surveys.core.kinds.choice import chosen
from oyez.surveys.core.kinds.gap import SIDES
from oyez.surveys.core.kinds.scale import points
from oyez.surveys.core.piping import pipe
from oyez.surveys.core.route import Page, Respondent, most_pages, values
from oyez.surveys.core.words import Words, chain, is_right_to_left, say
from oyez.surveys.phrases import phrase

STYLE = Path(__file__).parent / "page.css"
MANY = 7  # points from which a scale may break into two lines on the narrowest screens


@dataclass(frozen=True)
class Point:
    """One thing to press: a point of a scale, or an option."""

    value: str
    label: str
    is_chosen: bool = False
    has_words: bool = False


@dataclass(frozen=True)
class Row:
    """One line of a matrix, one side of a pair, one thing to be ranked."""

    name: str
    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Asked:
    """One question as it stands on the page."""

    question: Question
    part: str
    text: str
    help: str
    error: str
    value: Any
    words: str = ""
    low: str = ""
    high: str = ""
    points: tuple[Point, ...] = ()
    rows: tuple[Row, ...] = ()
    is_many: bool = False
    is_worded: bool = False
    knows_address: bool = False

    @property
    def id(self) -> str:
        return self.question.id

    @property
    def last(self) -> str:
        return self.points[-1].value if self.points else ""


@dataclass(frozen=True)
class Reader:
    """Somebody who reads a survey: in which languages, knowing what, with which seed for what is shuffled."""

    definition: Definition
    order: tuple[str, ...]
    known: Mapping[str, Any] = field(default_factory=dict)
    seed: str = ""

    @property
    def language(self) -> str:
        return self.order[0]

    @property
    def is_right_to_left(self) -> bool:
        return is_right_to_left(self.language)

    def say(self, words: Words) -> str:
        return pipe(say(words, self.order), self.known, self.definition, self.order)

    def phrase(self, name: str, /, **said: object) -> str:
        return phrase(name, self.order, **said)


def reader(definition: Definition, wanted: Sequence[str], who: Respondent, seed: str = "") -> Reader:
    """Whoever answers, in the languages that they want and the survey has."""
    return Reader(definition, chain(wanted, definition.languages), values(definition, who), seed)


def asked(
    page: Page,
    who: Respondent,
    by: Reader,
    wrong: WrongAnswer | None = None,
    typed: Mapping[str, Answer] | None = None,
) -> list[Asked]:
    """The questions of a page with what was answered or typed; beside one that is wrong stands why."""
    return [_asked(question, {**who.answers, **(typed or {})}, who, by, wrong) for question in page]


def _asked(
    question: Question, answers: Mapping[str, Answer], who: Respondent, by: Reader, wrong: WrongAnswer | None
) -> Asked:
    answer = answers.get(question.id)
    labels = [by.say(label) for label in question.labels]
    return Asked(
        question=question,
        part=f"surveys/public/parts/{kind_of(question).part}.html",
        text=by.say(question.text),
        help=by.say(question.help),
        error=_error(wrong, by) if wrong is not None and wrong.question == question.id else "",
        value=answer,
        words=str(answer["words"]) if isinstance(answer, dict) and "words" in answer else "",
        low=by.say(question.low),
        high=by.say(question.high),
        points=_points(question, answer, labels, by),
        rows=_rows(question, answer, labels, by),
        is_many=len(points(question)) > MANY,
        is_worded=bool(labels),
        knows_address=bool(who.given.get("person.subject")),
    )


def _error(wrong: WrongAnswer, by: Reader) -> str:
    return by.phrase(wrong.code, **wrong.said)


def _points(question: Question, answer: Answer, labels: Sequence[str], by: Reader) -> tuple[Point, ...]:
    kind = kind_of(question)
    if kind.is_scored:
        return _scale(question, answer, labels)
    if not kind.has_options or kind.part == "ranking":
        return ()
    picked = chosen(answer) if answer is not None else []
    return tuple(
        Point(option.key, by.say(option.text), option.key in picked, option.other)
        for option in mixed(question.options, question, by.seed)
    )


def _scale(question: Question, answer: Answer, labels: Sequence[str]) -> tuple[Point, ...]:
    said = points(question)
    shown = list(labels) or [str(point) for point in said]
    return tuple(Point(str(point), label, answer == point) for point, label in zip(said, shown, strict=True))


def _rows(question: Question, answer: Answer, labels: Sequence[str], by: Reader) -> tuple[Row, ...]:
    given = answer if isinstance(answer, dict) else {}
    match kind_of(question).part:
        case "matrix":
            lines = [(option.key, by.say(option.text)) for option in mixed(question.rows, question, by.seed)]
        case "gap":
            lines = [(side, by.phrase(side)) for side in SIDES]
        case "ranking":
            places = answer if isinstance(answer, list) else []
            return tuple(
                Row(option.key, by.say(option.text), _places(len(question.options), option.key, places))
                for option in mixed(question.options, question, by.seed)
            )
        case _:
            return ()
    return tuple(Row(key, label, _scale(question, given.get(key), labels)) for key, label in lines)


def _places(count: int, key: str, order: Sequence[str]) -> tuple[Point, ...]:
    return tuple(
        Point(str(place), str(place), len(order) >= place and order[place - 1] == key)
        for place in range(1, count + 1)
    )


def mixed(options: Sequence[Option], question: Question, seed: str) -> tuple[Option, ...]:
    """Options in an order of the respondent's own, the same each time; those that stay keep their place."""
    if not question.shuffle:
        return tuple(options)
    moving = [option for option in options if not (option.stays or option.exclusive or option.other)]
    keyed = sorted(
        moving, key=lambda one: hashlib.sha256(f"{seed}:{question.id}:{one.key}".encode()).digest()
    )
    following = iter(keyed)
    places = set(map(id, moving))
    return tuple(next(following) if id(option) in places else option for option in options)


def step(definition: Definition, who: Respondent, page: int, seen: Sequence[int]) -> tuple[int, int]:
    """The page's number among those this respondent sees, and how many it can become."""
    before = sum(1 for at in seen if at < page)
    return before + 1, before + max(1, most_pages(definition, who, page))


class Css(str):
    """A style of our own making: a page prints it as it stands."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@cache
def style(look: Look) -> Css:
    """The page's style with the company's colour in it, as far as it can be read."""
    css = STYLE.read_text("utf-8").split("*/", 1)[1].strip()
    if not look.colour:
        return Css(css)
    own = accents(look.colour)
    day = f":root{{--accent:{own['day']};--on:{own['day_ink']};--band:{own['day']}33}}"
    night = f":root{{--accent:{own['night']};--on:{own['night_ink']};--band:{own['night']}33}}"
    return Css(f"{css}\n{day}@media(prefers-color-scheme:dark){{{night}}}")
