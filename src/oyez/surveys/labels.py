"""What the answers to a survey are called in files for statistics programs: its questions' and options' words."""

from collections.abc import Iterator, Mapping

from django.utils.translation import get_language

from oyez.company.core.scope import Viewer
from oyez.journal.queries import scales
from oyez.measure.rows.wordings import WORDINGS, Wording
from oyez.surveys.core.definition import Definition, Option, Question
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.kinds.choice import OTHER
from oyez.surveys.core.kinds.gap import SIDES
from oyez.surveys.core.kinds.scale import bounds
from oyez.surveys.core.reading import definition
from oyez.surveys.core.words import Words, chain, say
from oyez.surveys.queries import asked, newest_version, surveys


def of_survey(viewer: Viewer, key: str) -> Mapping[str, Wording]:
    """The wordings of the version that is asked, or of the draft; none where there is no such survey."""
    row = surveys(viewer).filter(key=key).first()
    if row is None:
        return {}
    version = newest_version(row)
    found = asked(version) if version is not None else definition(row.draft, scales())
    return dict(wordings(found, chain([get_language() or ""], found.languages)))


def wordings(found: Definition, order: tuple[str, ...]) -> Iterator[tuple[str, Wording]]:
    """Each name under which answers are told, with its words in the first of these languages that has them."""
    for question in found.questions:
        yield from _of(question, order)


def _of(question: Question, order: tuple[str, ...]) -> Iterator[tuple[str, Wording]]:
    text = _line(question.text, order)
    options = {option.key: _line(option.text, order) for option in question.options}
    yield question.id, Wording(text, options)
    if any(option.other for option in question.options):
        yield f"{question.id}{OTHER}", Wording(text)
    if question.type == "ranking":
        yield from ((f"{question.id}_{key}", Wording(f"{text}: {words}")) for key, words in options.items())
    score = question.score or question.type
    if kind_of(question).is_scored:
        yield score, Wording(text, _points(question, order))
    if kind_of(question).has_rows:
        yield from _rows(question, text, order)
    if question.type == "gap":
        yield from (
            (f"{score}_{side}", Wording(f"{text}: {side}", _points(question, order))) for side in SIDES
        )


def _rows(question: Question, text: str, order: tuple[str, ...]) -> Iterator[tuple[str, Wording]]:
    for row in question.rows:
        said = Wording(f"{text}: {_words(row, order)}", _points(question, order))
        yield f"{question.score}_{row.key}", said
        yield f"{question.id}_{row.key}", said


def _words(option: Option, order: tuple[str, ...]) -> str:
    return _line(option.text, order)


def _points(question: Question, order: tuple[str, ...]) -> dict[str, str]:
    """The words of the points that have some: all of them, or both ends."""
    low, high = bounds(question)
    if question.labels:
        return {str(low + at): _line(label, order) for at, label in enumerate(question.labels)}
    ends = {str(low): _line(question.low, order), str(high): _line(question.high, order)}
    return {point: words for point, words in ends.items() if words}


def _line(words: Words, order: tuple[str, ...]) -> str:
    """A text on one line."""
    return " ".join(say(words, order).split())


WORDINGS.add("surveys", of_survey)
