"""Builds a survey out of what another tool said, so that whatever leaves here is one that the house reads."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from oyez.journal.core.facts import Mode
from oyez.kit.errors import Refused
from oyez.surveys.core import conditions, reading
from oyez.surveys.core.definition import Definition, Ending, Kind, Question, Quota
from oyez.surveys.core.foreign.carried import Answers, Carried
from oyez.surveys.core.foreign.logic import Logic, Untold, together, written
from oyez.surveys.core.foreign.losses import Losses, shortened
from oyez.surveys.core.foreign.naming import Names, slug
from oyez.surveys.core.foreign.plain import plain
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.piping import PLACE
from oyez.surveys.core.words import Words, say

MODE_UNSAID = "how far answers can be traced to persons; set to confidential, change it before publishing"
KIND_UNSAID = "which programme it belongs to; set to study, change it before publishing"
NOWHERE = re.compile(r"(?!)")
MOST_FIELDS = 100
MOST_MADE = 3_000  # before those beyond what a survey may have are left out
LONGEST = reading.MOST_TEXT - 100  # room for what is put into a text, such as the number of a point


@dataclass
class Draft:
    """A survey in the making: its questions so far, their conditions, and the report.

    `pipe` finds the places at which the other tool puts something into a text; `filled` says what ours is called.
    """

    languages: tuple[str, ...]
    pipe: re.Pattern[str] = NOWHERE
    filled: Callable[[re.Match[str]], str] = lambda found: ""
    losses: Losses = field(default_factory=Losses)
    names: Names = field(default_factory=Names)
    questions: list[Question] = field(default_factory=list)
    conditions: dict[str, Logic] = field(default_factory=dict)
    carried: list[Carried] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.languages[0]

    def words(self, said: Mapping[str, str], where: str) -> Words:
        """A text in all languages of the survey, without markup."""
        found = {tag: self._text(said[tag], where) for tag in self.languages if said.get(tag)}
        return {tag: text for tag, text in found.items() if text}

    def _text(self, said: str, where: str) -> str:
        text, lost = plain(said)
        for what in sorted(lost):
            self.losses.dropped(where, what)
        text = self._short(text, where)
        pieces, at = [], 0
        for found in self.pipe.finditer(text):
            pieces += [_harmless(text[at : found.start()]), self._place(found, where)]
            at = found.end()
        return "".join([*pieces, _harmless(text[at:])]).strip()

    def _short(self, text: str, where: str) -> str:
        if len(text) > LONGEST:
            self.losses.dropped(where, f"what a text has beyond {LONGEST:,} characters")
        return text[:LONGEST]

    def joined(self, parts: Iterable[Words], where: str) -> Words:
        """Several texts one below the other, in each language."""
        given = list(parts)
        lines = {tag: "\n".join(one[tag] for one in given if one.get(tag)) for tag in self.languages}
        return {tag: self._short(text, where) for tag, text in lines.items() if text}

    def _place(self, found: re.Match[str], where: str) -> str:
        name = self.filled(found)
        if not name:
            self.losses.dropped(where, f"something put into the text: {found[0]}")
        return f"{{{name}}}" if name else "…"

    def say(self, words: Mapping[str, str]) -> str:
        return say(words, self.languages)

    def field(self, said: str, where: str) -> str:
        """The name of a field that comes along with a person or a link."""
        if said not in self.fields:
            name = _free(slug(said, 40) or "field", set(self.fields.values()))
            if len(self.fields) == MOST_FIELDS:
                raise Refused(f"This survey has more than {MOST_FIELDS} embedded fields.")
            self.fields[said] = name if name[0].isalpha() else f"f_{name}"
            if self.fields[said] != said:
                self.losses.approximated(
                    where, f"the name of the field “{said}”: ours is {self.fields[said]}"
                )
        return f"field.{self.fields[said]}"

    def add(
        self,
        question: Question,
        carried: Carried | None = None,
        *,
        where: str = "",
        when: Logic | None = None,
    ) -> Question:
        """Take a question; one that cannot be asked here keeps its words as a statement."""
        if len(self.questions) == MOST_MADE:
            raise Refused(f"This survey would have more than {MOST_MADE:,} questions.")
        text = question.text or {self.language: where or question.id}
        if not question.text:
            self.losses.approximated(where, "a question without a text: its name stands there")
        question = msgspec.structs.replace(question, text=text)
        if (trouble := kind_of(question).check(question)) is not None:
            self.losses.kept(where, f"a question of type {question.type}, since {trouble}")
            question = statement(question)
            carried = None
        self.questions.append(question)
        if when is not None:
            self.conditions[question.id] = when
        if carried is not None:
            self.carried.append(carried)
        return question

    def also(self, question: str, logic: Logic | None) -> None:
        """Narrow further to whom a question is shown."""
        if logic is not None:
            joined = together(self.conditions.get(question), logic)
            assert joined is not None
            self.conditions[question] = joined


def statement(question: Question) -> Question:
    """The words of a question, and those of its choices, with nothing to answer."""
    listed = (*question.rows, *question.options)
    text = {
        tag: "\n".join([said, *(f"– {option.text[tag]}" for option in listed if tag in option.text)])[
            : reading.MOST_TEXT
        ]
        for tag, said in question.text.items()
    }
    return Question(id=question.id, type="statement", text=text, help=question.help, page=question.page)


def _harmless(text: str) -> str:
    """Words in braces that only look like a place stay words."""
    return PLACE.sub(lambda place: f"({place[0][1:-1]})", text) if "{" in text else text


def _free(name: str, taken: set[str]) -> str:
    found, at = name, 2
    while found in taken:
        found, at = f"{name}_{at}", at + 1
    return found


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What a survey says besides its questions. `mode` is None where the file does not tell."""

    key: str
    title: Mapping[str, str]
    intro: Mapping[str, str] = field(default_factory=dict)
    mode: Mode | None = None
    endings: tuple[tuple[Ending, Logic | None], ...] = ()
    quotas: tuple[tuple[Quota, Logic | None], ...] = ()
    per_person: int = 0


def finish(draft: Draft, frame: Frame) -> Definition:
    """The survey, read once by the house's own reader."""
    draft.losses.approximated("the survey", KIND_UNSAID)
    if frame.mode is None:
        draft.losses.approximated("the survey", MODE_UNSAID)
    _cut(draft)
    questions = tuple(_with_conditions(draft))
    known = {question.id for question in questions}
    draft.carried = [one for one in draft.carried if one.question in known]
    found = Definition(
        survey=frame.key,
        title=dict(frame.title) or {draft.language: frame.key},
        kind=Kind.STUDY,
        mode=frame.mode or Mode.CONFIDENTIAL,
        languages=draft.languages,
        intro=dict(frame.intro),
        questions=_pages(questions),
        endings=tuple(_endings(draft, frame.endings, known)),
        fields=tuple(draft.fields.values()),
        quotas=tuple(_quotas(draft, frame.quotas, known)),
        per_person=frame.per_person,
    )
    return reading.definition(reading.to_yaml(found))


def _cut(draft: Draft) -> None:
    for question in draft.questions[reading.MOST_QUESTIONS :]:
        draft.losses.dropped(question.id, f"questions beyond {reading.MOST_QUESTIONS}")
    del draft.questions[reading.MOST_QUESTIONS :]


def _with_conditions(draft: Draft) -> Iterable[Question]:
    """Each question with the condition under which it is shown, where it asks only for what came before."""
    before: set[str] = set()
    for question in draft.questions:
        text = _told(draft, draft.conditions.get(question.id), question.id, before)
        yield msgspec.structs.replace(question, when=text)
        before.add(question.id)


def _told(draft: Draft, logic: Logic | None, where: str, known: set[str]) -> str:
    try:
        text = written(logic)
        later = [name for name in conditions.names(text) if name not in known] if text else []
        missing = [name for name in later if not name.startswith("field.")]
        if missing:
            raise Untold(f"it asks for {', '.join(sorted(missing))}, which is not answered before")
    except (Untold, Refused) as reason:
        draft.losses.dropped(
            where, f"the condition under which it is shown, since {reason}: everybody sees it"
        )
        return ""
    return text


def _endings(
    draft: Draft, endings: Iterable[tuple[Ending, Logic | None]], known: set[str]
) -> Iterable[Ending]:
    """Endings whose condition cannot be said are left out, unless they are for all."""
    for ending, logic in endings:
        text = _told(draft, logic, "an ending", known)
        if text or logic is None:
            yield msgspec.structs.replace(ending, when=text)


def _quotas(draft: Draft, quotas: Iterable[tuple[Quota, Logic | None]], known: set[str]) -> Iterable[Quota]:
    for quota, logic in quotas:
        text = _told(draft, logic, f"the quota {quota.name}", known)
        if text or logic is None:
            yield msgspec.structs.replace(quota, when=text, name=shortened(quota.name, 60))


def _pages(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """A question that depends on another of its page begins a new one; a page of one question needs no name."""
    found: list[Question] = []
    here: set[str] = set()
    page, part, before = "", 1, ""
    for question in questions:
        if question.page != before:
            here, part, before = set(), 1, question.page
        if question.when and conditions.names(question.when) & here:
            here, part = set(), part + 1
        here.add(question.id)
        page = question.page and (question.page if part == 1 else f"{question.page}_{part}")
        found.append(msgspec.structs.replace(question, page=page))
    names = [question.page for question in found]
    return tuple(
        question if names.count(question.page) > 1 else msgspec.structs.replace(question, page="")
        for question in found
    )


def answers(draft: Draft, **rest: object) -> Answers:
    """How files of answers name things."""
    fields = {name: (said,) for said, name in draft.fields.items()}
    return Answers(questions=tuple(draft.carried), fields=fields, **rest)  # type: ignore[arg-type]
