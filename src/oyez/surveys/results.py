"""What each question of a survey was answered: by the numbers that measure gives out, and in words for who may read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal import queries as journal
from oyez.journal.core.scales import scale_of
from oyez.journal.models import Interaction
from oyez.journal.queries import scales
from oyez.kit.errors import Refused
from oyez.measure.ask import ask
from oyez.measure.core.question import Filter, Question
from oyez.measure.core.result import Answer, Result
from oyez.measure.crosstabs.shares import shares
from oyez.measure.metrics import DISTRIBUTION
from oyez.people.queries import account_keys
from oyez.surveys.core import definition as surveys
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.telling import WORDS_ON
from oyez.surveys.models import Wave
from oyez.surveys.readout import WAVE, within

MOST_COMMENTS = 20
ELSEWHERE = ""
OWN_WORDS = ("long", "short")
ONE_OF, SEVERAL_OF = ("single", "consent", "contact"), ("multiple", "ranking")


@dataclass(frozen=True)
class Spread:
    """How the answers to one question, or to one row of it, spread; `several`: a person may have chosen several.

    Of a score, `score` is what it is known by: NPS, or the share of the satisfied.
    """

    name: str
    of: str
    result: Result
    is_score: bool
    several: bool = False
    score: Answer | None = None


def asked(definition: Definition, row: Wave | None) -> Question:
    """The question for the answers of a survey, or of one of its waves."""
    if row is not None:
        return within(row, definition, "count")
    return Question("count", where=(Filter("survey", (definition.survey,)),))


def spreads(viewer: Viewer, definition: Definition, one: surveys.Question, about: Question) -> list[Spread]:
    """How the answers to one question spread; nothing for what is not counted, such as own words."""
    viewer.needs(Can.NUMBERS)
    if one.type in (*ONE_OF, *SEVERAL_OF):
        return list(_chosen(viewer, one, about))
    known = scales()
    names = [(name, score) for name, score in _scores(definition, one) if scale_of(score, known)]
    return [found for name, score in names for found in _scored(viewer, name, score, about)]


def _scores(definition: Definition, one: surveys.Question) -> list[tuple[str, str]]:
    """Each score that a question gives, with the row or side that it is of."""
    if kind_of(one).is_scored:
        return [("", one.score or one.type)]
    if one.type == "matrix":
        return [(row.key, f"{one.score}_{row.key}") for row in one.rows]
    if one.type == "gap":
        return [(side, f"{one.score}_{side}") for side in ("expected", "experienced")]
    return []


def _scored(viewer: Viewer, name: str, score: str, about: Question) -> Iterator[Spread]:
    answer = ask(viewer, _about(about, f"{DISTRIBUTION}{score}"))
    if answer.total is not None and (answer.total.n or answer.total.suppressed):
        yield Spread(name, score, answer.total, is_score=True, score=ask(viewer, _about(about, score)))


def _about(about: Question, metric: str) -> Question:
    return Question(metric, where=about.where, since=about.since, until=about.until)


def _chosen(viewer: Viewer, one: surveys.Question, about: Question) -> Iterator[Spread]:
    several = one.type in SEVERAL_OF
    of = f"each:{one.id}" if several else f"attr:{one.id}"
    try:
        total = shares(viewer, of, about)[0].total
    except Refused:  # nearly every answer has a value of its own
        return
    if total is not None and (total.n or total.suppressed):
        yield Spread("", of, total, is_score=False, several=several)


@dataclass(frozen=True)
class Comment:
    """What somebody wrote, for those who may read single interactions; `subject` only for who may know them."""

    question: str
    text: str
    language: str
    row: Interaction
    subject: str


def comments(viewer: Viewer, definition: Definition, row: Wave | None) -> dict[str, list[Comment]]:
    """The newest words on each question: identified answers in the viewer's data scope, corrections applied.

    Nobody reads single answers that are not identified; those who may not see rows read none.
    """
    open_ones = [one.id for one in definition.questions if one.type in OWN_WORDS]
    if not viewer.may(Can.ROWS) or not open_ones:
        return {}
    rows = journal.narrowed(viewer, account_keys(viewer)).filter(survey=definition.survey, kind="response")
    if row is not None:
        rows = rows.filter(**{f"attributes__{WAVE.partition(':')[2]}": row.key})
    newest = rows.exclude(text="", attributes={}).order_by("-occurred_at", "-seq")[: 10 * MOST_COMMENTS]
    found: dict[str, list[Comment]] = {}
    for one in journal.standing(list(newest)):
        for name, text in said(open_ones, one.text, one.attributes).items():
            if len(found.setdefault(name, [])) < MOST_COMMENTS:
                subject = one.subject or "" if viewer.may(Can.IDENTITIES) else ""
                found[name].append(Comment(name, text, one.language or "", one, subject))
    return found


def said(open_ones: list[str], text: str, attributes: dict[str, Any]) -> dict[str, str]:
    """Which words answered which question; those that nothing says so of stand elsewhere."""
    known = {name: str(attributes[name]) for name in open_ones if attributes.get(name)}
    if text and not any(words in text for words in known.values()):
        on = str(attributes.get(WORDS_ON, "")) or (open_ones[0] if len(open_ones) == 1 else "")
        known[on if on in open_ones else ELSEWHERE] = text
    return known
