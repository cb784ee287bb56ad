"""Questions with options, made the same way for every tool: which type, which score, which keys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from oyez.surveys.core.definition import Option, Question
from oyez.surveys.core.foreign.carried import Carried
from oyez.surveys.core.foreign.certain import points_of_satisfaction
from oyez.surveys.core.foreign.drafting import Draft
from oyez.surveys.core.foreign.logic import Logic, Target
from oyez.surveys.core.foreign.naming import Keys
from oyez.surveys.core.kinds.matrix import MOST_ROWS
from oyez.surveys.core.words import Words

MOST_CHOICES = 500
MOST_CELLS = 2_000
Thing = TypeVar("Thing")


def first_ones(draft: Draft, where: str, given: Sequence[Thing]) -> Sequence[Thing]:
    """No more choices, rows or columns than anybody could look through."""
    if len(given) > MOST_CHOICES:
        draft.losses.dropped(where, f"choices, rows or columns beyond {MOST_CHOICES}")
    return given[:MOST_CHOICES]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One option of another tool. `codes`: what its files of answers may write for it."""

    code: str
    text: Words
    codes: tuple[str, ...] = ()
    other: bool = False
    exclusive: bool = False
    stays: bool = False
    columns: tuple[str, ...] = ()
    other_columns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question of another tool, as far as it is the same everywhere."""

    id: str
    where: str
    text: Words
    help: Words = field(default_factory=dict)
    required: bool = False
    page: str = ""
    shuffle: bool = False
    most: int | None = None
    columns: tuple[str, ...] = ()
    when: Logic | None = None
    keeps_codes: bool = False
    separator: str = ","

    def made(self, type: str, **more: object) -> Question:
        return Question(
            id=self.id, type=type, text=self.text, help=self.help, required=self.required, page=self.page, **more,  # type: ignore[arg-type]
        )  # fmt: skip


def keys(asked: Asked, choices: Sequence[Choice], draft: Draft) -> dict[str, str]:
    """Our key of every option, by its code."""
    given = Keys()
    found: dict[str, str] = {}
    for choice in choices:
        text = draft.say(choice.text)
        found[choice.code] = (
            given.kept(choice.code, text) if asked.keeps_codes else given.of(text, choice.code)
        )
    return found


def options(
    asked: Asked, choices: Sequence[Choice], known: Mapping[str, str], draft: Draft
) -> tuple[Option, ...]:
    """Our options; one without words shows its code."""
    return tuple(
        Option(
            key=known[choice.code],
            text=choice.text or {draft.language: choice.code[:200]},
            exclusive=choice.exclusive,
            other=choice.other,
            stays=choice.stays and asked.shuffle,
        )
        for choice in choices
    )


def codes(choices: Sequence[Choice], known: Mapping[str, str]) -> dict[str, str]:
    """What files may write for each option; a text in any language says it too, unless two say the same."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for choice in choices:
        for said in dict.fromkeys((*choice.codes, choice.code, *choice.text.values())):
            twice |= {said} if found.setdefault(said, known[choice.code]) != known[choice.code] else set()
    firm = {said for choice in choices for said in (*choice.codes, choice.code)}
    return {said: key for said, key in found.items() if said and (said not in twice or said in firm)}


def single(draft: Draft, asked: Asked, choices: Sequence[Choice]) -> dict[str, str]:
    """A choice of one, or a rating where the labels say for certain on which scale; gives our keys by code."""
    if (points := points_of_satisfaction([draft.say(choice.text) for choice in choices])) is not None:
        return _satisfaction(draft, asked, choices, points)
    known = keys(asked, choices, draft)
    carried = Carried(
        question=asked.id, shape="one", columns=asked.columns, codes=codes(choices, known),
        other=tuple(name for choice in choices for name in choice.other_columns),
    )  # fmt: skip
    question = asked.made("single", options=options(asked, choices, known, draft), shuffle=asked.shuffle)
    draft.add(question, carried, where=asked.where, when=asked.when)
    return known


def _satisfaction(
    draft: Draft, asked: Asked, choices: Sequence[Choice], points: Sequence[int]
) -> dict[str, str]:
    known = {choice.code: str(point) for choice, point in zip(choices, points, strict=True)}
    if points[0] > points[-1]:
        draft.losses.approximated(asked.where, "the order of the points: ours go from dissatisfied up")
    draft.losses.approximated(
        asked.where, f"a choice of five degrees of satisfaction: rated 1 to 5 as csat_{asked.id}"
    )
    if asked.shuffle:
        draft.losses.dropped(asked.where, "the shuffling of a scale")
    labels = [choice.text for choice in sorted(choices, key=lambda choice: known[choice.code])]
    question = asked.made("rating", score=f"csat_{asked.id}", labels=tuple(labels))
    carried = Carried(question=asked.id, shape="one", columns=asked.columns, codes=codes(choices, known))
    draft.add(question, carried, where=asked.where, when=asked.when)
    return known


def several(draft: Draft, asked: Asked, choices: Sequence[Choice]) -> dict[str, str]:
    """A choice of several; gives our keys by code. One option alone is still a choice: to agree or not."""
    known = keys(asked, choices, draft)
    carried = Carried(
        question=asked.id, shape="several", columns=asked.columns, codes=codes(choices, known),
        parts={known[choice.code]: choice.columns for choice in choices if choice.columns},
        other=tuple(name for choice in choices for name in choice.other_columns),
        separator=asked.separator,
    )  # fmt: skip
    if len(choices) == 1:
        return _agreement(draft, asked, choices[0], carried)
    question = asked.made(
        "multiple", options=options(asked, choices, known, draft), shuffle=asked.shuffle, most=asked.most
    )
    draft.add(question, carried, where=asked.where, when=asked.when)
    return known


def _agreement(draft: Draft, asked: Asked, only: Choice, carried: Carried) -> dict[str, str]:
    """A single box to tick: the words of both."""
    text = {
        tag: "\n".join(filter(None, (asked.text.get(tag, ""), only.text.get(tag, ""))))
        for tag in draft.languages
    }
    asked = replace(asked, text={tag: said for tag, said in text.items() if said})
    draft.losses.approximated(asked.where, "a choice with one option: asked as an agreement")
    draft.add(asked.made("consent"), carried, where=asked.where, when=asked.when)
    return {only.code: "true"}


def order(draft: Draft, asked: Asked, choices: Sequence[Choice]) -> dict[str, str]:
    """An order of preference; gives our keys by code."""
    known = keys(asked, choices, draft)
    question = asked.made("ranking", options=options(asked, choices, known, draft), shuffle=asked.shuffle)
    parts = {known[choice.code]: choice.columns for choice in choices if choice.columns}
    carried = Carried(
        question=asked.id, shape="order", columns=asked.columns, parts=parts, codes=codes(choices, known),
        separator=asked.separator,
    )  # fmt: skip
    draft.add(question, carried, where=asked.where, when=asked.when)
    return known


def grid(
    draft: Draft, asked: Asked, rows: Sequence[Choice], columns: Sequence[Choice], *, many: bool = False
) -> dict[str, Target]:
    """Rows over one set of answers: a matrix where its scale is certain, else one question a row.

    Gives the question that a row's code became; rows of a matrix have none, since no condition asks for them.
    """
    points = points_of_satisfaction([draft.say(column.text) for column in columns])
    if points is not None and not many and 2 <= len(rows) <= MOST_ROWS:
        _matrix(draft, asked, rows, columns, points)
        return {}
    if len(rows) * len(columns) > MOST_CELLS:
        draft.losses.dropped(
            asked.where, f"the rows of a matrix of more than {MOST_CELLS:,} cells beyond the first"
        )
        rows = rows[: max(1, MOST_CELLS // len(columns))]
    draft.losses.approximated(asked.where, "a matrix: asked as one question a row, on one page")
    if asked.shuffle:
        draft.losses.dropped(asked.where, "the shuffling of the rows of a matrix")
    found: dict[str, Target] = {}
    page = asked.page or asked.id
    for row in rows:
        id = draft.names.of(f"{asked.id}_{row.code}")
        own = replace(
            asked, id=id, text=under(draft, asked.text, row.text), page=page, columns=row.columns,
            shuffle=False, where=f"{asked.where}, row {row.code}",
        )  # fmt: skip
        take = several if many else single
        known = take(draft, own, [replace(column, columns=()) for column in columns])
        found[row.code] = Target(id, draft.questions[-1].type, known)
    return found


def _matrix(
    draft: Draft, asked: Asked, rows: Sequence[Choice], columns: Sequence[Choice], points: Sequence[int]
) -> None:
    known = {column.code: str(point) for column, point in zip(columns, points, strict=True)}
    row_keys = Keys()
    named = {row.code: row_keys.of(draft.say(row.text), row.code) for row in rows}
    labels = [column.text for column in sorted(columns, key=lambda column: known[column.code])]
    draft.losses.approximated(
        asked.where, f"five degrees of satisfaction: rated 1 to 5 as csat_{asked.id}, row by row"
    )
    question = asked.made(
        "matrix", score=f"csat_{asked.id}", labels=tuple(labels), shuffle=asked.shuffle,
        rows=tuple(Option(key=named[row.code], text=row.text or {draft.language: row.code[:200]}) for row in rows),
    )  # fmt: skip
    carried = Carried(
        question=asked.id, shape="rows", codes=codes(columns, known),
        parts={named[row.code]: row.columns for row in rows if row.columns},
    )  # fmt: skip
    draft.add(question, carried, where=asked.where, when=asked.when)


def each(
    draft: Draft, asked: Asked, parts: Sequence[Choice], make: Callable[[Asked], Question], what: str
) -> Target | None:
    """Several entries under one question: each a question of its own, on one page."""
    draft.losses.approximated(asked.where, what)
    rows: dict[str, Target] = {}
    for part in parts:
        own = replace(
            asked, id=draft.names.of(f"{asked.id}_{part.code}"), page=asked.page or asked.id,
            text=under(draft, asked.text, part.text), where=f"{asked.where}, {part.code}",
        )  # fmt: skip
        columns = tuple(f"{name}{end}" for name in part.columns for end in ("", "_TEXT"))
        carried = Carried(question=own.id, shape="one", columns=columns)
        made = draft.add(make(own), carried, where=own.where, when=own.when)
        rows[part.code] = Target(made.id, made.type)
    return Target(asked.id, "", rows=rows) if rows else None


def under(draft: Draft, text: Words, part: Words) -> Words:
    """The words of a part below those of its question, in each language."""
    return draft.joined((text, part), "long questions")
