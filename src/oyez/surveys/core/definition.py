"""A survey as data: what is asked, of whom, in which words. Frozen; read from YAML by `reading`."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Any

import msgspec

from oyez.journal.core.facts import Mode
from oyez.surveys.core.words import Words


class Purpose(StrEnum):
    """What asking is for; an offer, or a link to a public review, makes it marketing."""

    SERVICE = "service"
    RESEARCH = "research"
    MARKETING = "marketing"


class Kind(StrEnum):
    """The three programmes; no transactional answer enters a relationship score."""

    TRANSACTIONAL = "transactional"
    RELATIONSHIP = "relationship"
    STUDY = "study"


class Option(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to choose. `exclusive`: not together with others. `other`: with room for own words.

    `stays`: keeps its place where the rest is shuffled.
    """

    key: str
    text: Words
    exclusive: bool = False
    other: bool = False
    stays: bool = False


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question.

    `score` is the name under which a rating counts (`csat_delivery` stands on the scale `csat`). `page`: questions
    in a row with the same one are shown together. `when`: shown only where this holds. `more`: only for those who
    want to tell more. `known`: a field that answers it, so that whoever has it is not asked. `block`: one of those
    a person gets some of. `owner` and `decision`: whom the answer is for, and what it decides. `about`: what a
    question asks for, in a word (see the lint on what is known already). `slope` and `thresholds`: what is known of a
    rating as a graded-response item, so that it is passed over where it would tell little.
    """

    id: str
    type: str
    text: Words
    help: Words = {}
    score: str = ""
    low: Words = {}
    high: Words = {}
    labels: tuple[Words, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    shuffle: bool = False
    most: int | None = None
    required: bool = False
    page: str = ""
    when: str = ""
    more: bool = False
    known: str = ""
    block: str = ""
    about: str = ""
    owner: str = ""
    decision: str = ""
    sensitive: bool = False
    slope: float = 1.0
    thresholds: tuple[float, ...] = ()


class Ending(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is said at the end, where `when` holds: the first that does counts."""

    text: Words
    when: str = ""
    link: str = ""
    link_text: Words = {}


class Quota(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """No more than so many answers of one sort; later ones are thanked and not asked on."""

    name: str
    most: int
    when: str = ""


class Timing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When it is asked: hours after an interaction of a kind, where `where` holds of it (`event.amount > 100`).

    After a closed case each 24 hours are one working day. Or every so many months, each account in one of its own.
    """

    after: str = ""
    where: str = ""
    hours: int = 24
    every_months: int = 0


class Look(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The company's colour and logo on the page."""

    colour: str = ""
    logo: str = ""


class Invite(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the mail says around the first question. `remind` says it again, once."""

    subject: Words = {}
    text: Words = {}
    remind_subject: Words = {}
    remind_text: Words = {}
    sender: str = ""


class Definition(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """A whole survey. `fields`: what a link may bring along. `calculated`: names for expressions.

    `per_person`: how many of the blocks one person gets.
    """

    survey: str
    title: Words
    kind: Kind
    mode: Mode
    purpose: Purpose = Purpose.RESEARCH
    languages: tuple[str, ...] = ("en",)
    touchpoint: str = ""
    unit: str = ""
    audience: str = ""
    intro: Words = {}
    questions: tuple[Question, ...] = ()
    endings: tuple[Ending, ...] = ()
    fields: tuple[str, ...] = ()
    calculated: dict[str, str] = {}
    per_person: int = 0
    quotas: tuple[Quota, ...] = ()
    timing: Timing = Timing()
    look: Look = Look()
    invite: Invite = Invite()

    @cached_property
    def by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def pages(self) -> tuple[tuple[Question, ...], ...]:
        """Questions that stand on one page together."""
        found: list[list[Question]] = []
        for question in self.questions:
            if found and question.page and found[-1][0].page == question.page:
                found[-1].append(question)
            else:
                found.append([question])
        return tuple(tuple(page) for page in found)

    @cached_property
    def remembered(self) -> dict[Any, Any]:
        """What was found out about it once, and holds as long as it does."""
        return {}

    @property
    def blocks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.block for one in self.questions if one.block))

    def texts(self) -> Iterator[tuple[str, Words]]:
        """Every text with a name for its place, such as `questions.why.text`."""
        yield "title", self.title
        yield "intro", self.intro
        for question in self.questions:
            yield from texts_of(question)
        for at, ending in enumerate(self.endings, 1):
            yield f"endings.{at}.text", ending.text
            yield f"endings.{at}.link_text", ending.link_text
        for name in ("subject", "text", "remind_subject", "remind_text"):
            yield f"invite.{name}", getattr(self.invite, name)


def texts_of(question: Question) -> Iterator[tuple[str, Words]]:
    """Every text of one question."""
    place = f"questions.{question.id}"
    for name in ("text", "help", "low", "high"):
        yield f"{place}.{name}", getattr(question, name)
    for at, label in enumerate(question.labels, 1):
        yield f"{place}.labels.{at}", label
    for name, options in (("options", question.options), ("rows", question.rows)):
        for option in options:
            yield f"{place}.{name}.{option.key}", option.text
