"""What the page of a survey's results shows: each question with its picture, its words, and where people left."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec.structs import replace

from oyez.company.core.scope import Viewer
from oyez.kit.charts import numerals
from oyez.measure import wording
from oyez.measure.core.result import Answer, Flag
from oyez.measure.crosstabs.shares import OTHERS
from oyez.measure.questions import pictures, words
from oyez.measure.questions.ask import Asked
from oyez.people.queries import persons_of
from oyez.surveys import fieldwork, files, results, trails
from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.kinds.gap import SIDES
from oyez.surveys.core.response.trails import Stop, Ways
from oyez.surveys.core.words import say
from oyez.surveys.models import Upload, Wave
from oyez.surveys.naming import KINDS_OF_QUESTION


@dataclass(frozen=True)
class Answered:
    """One question on the page."""

    number: int
    id: str
    text: str
    kind: str
    pictures: list[tuple[str, pictures.Shown]]
    comments: list[Any]
    files: list[Upload]
    stop: str
    left: str


def page(viewer: Viewer, definition: Definition, row: Wave | None) -> dict[str, Any]:
    """All questions in order, the ways through them, and what has to be known about these numbers."""
    about = results.asked(definition, row)
    found = trails.trails(viewer, definition, row)
    stops = {one.question: one for one in trails.left_at(viewer, definition, found)}
    said = results.comments(viewer, definition, row)
    spreads = {one.id: results.spreads(viewer, definition, one, about) for one in definition.questions}
    named = _named(said)
    brought = files.newest(viewer, definition) if row is None else {}
    return {
        "questions": [
            _answered(
                definition,
                number,
                one,
                spreads[one.id],
                said.get(one.id, []),
                named,
                stops.get(one.id),
                brought.get(one.id, []),
            )
            for number, one in enumerate(definition.questions, 1)
            if one.type != "statement"
        ],
        "elsewhere": [_remark(one, named) for one in said.get(results.ELSEWHERE, [])],
        "ways": _ways(definition, trails.ways_taken(viewer, found)),
        "notes": _notes([one for some in spreads.values() for one in some]),
        "has_answers": any(spreads.values()) or bool(stops),
        "waves": [(one.key, one.name) for one, _found in fieldwork.waves(viewer, definition.survey)],
        "by_month": row is not None and definition.mode != "identified",
    }


def _answered(
    definition: Definition,
    number: int,
    one: Question,
    spreads: list[results.Spread],
    said: list[results.Comment],
    named: dict[str, int],
    stop: Stop | None,
    brought: list[Upload],
) -> Answered:
    text = say(one.text, definition.languages)
    return Answered(
        number=number,
        id=one.id,
        text=text,
        kind=str(KINDS_OF_QUESTION.get(one.type, (one.type, ""))[0]),
        pictures=[_picture(definition, one, spread, text) for spread in spreads],
        comments=[_remark(each, named) for each in said],
        files=brought,
        stop=_stopped(stop),
        left=_left(stop),
    )


def _remark(said: results.Comment, named: dict[str, int]) -> dict[str, Any]:
    return {
        "text": said.text,
        "language": said.language,
        "at": said.row.occurred_at,
        "person": named.get(said.subject),
    }


def _picture(
    definition: Definition, one: Question, spread: results.Spread, text: str
) -> tuple[str, pictures.Shown]:
    """The spread of a question with its options in words; the name is that of a row or side."""
    options = {option.key: say(option.text, definition.languages) for option in (*one.options, *one.rows)}
    names = {**options, "true": _("Yes"), "false": _("No"), "cannot_say": _("Cannot say")}
    parts = tuple(
        part
        if part.name == OTHERS or spread.is_score
        else replace(part, name=names.get(part.name, part.name))
        for part in spread.result.beside
    )
    name = {**options, **dict(zip(SIDES, (_("Expected"), _("Experienced")), strict=True))}.get(
        spread.name, ""
    )
    asked = Asked(
        spread.of,
        f"{text}: {name}" if name else text,
        replace(spread.result, beside=parts),
        is_score=spread.is_score,
        several=spread.several,
    )
    sentence = f"{_score(spread.score)}{words.sentence(asked)}"
    return name, pictures.shown(asked, sentence, definition.survey, "", "")


def _score(answer: Answer | None) -> str:
    """What a score is known by comes first, where it is not the mean that follows."""
    if answer is None or answer.total is None or answer.total.value is None or answer.metric.shown == "mean":
        return ""
    value = wording.number(answer.metric, answer.total.value, answer.total.n or 0)
    return f"{wording.metric(answer.metric)} {value} ({wording.interval(answer.metric, answer.total)}) · "


def _stopped(stop: Stop | None) -> str:
    """How many saw a question and answered it."""
    if stop is None:
        return ""
    if stop.shown is None:
        return _("Too few saw it, or nearly all did: how many is not told.")
    said = {"shown": numerals.number(stop.shown)}
    if stop.answered is None:
        return _("On the page seen by %(shown)s.") % said
    share = numerals.percent(stop.answered / stop.shown, stop.shown) if stop.shown else ""
    return _("On the page seen by %(shown)s, answered by %(answered)s (%(share)s).") % {
        **said,
        "answered": numerals.number(stop.answered),
        "share": share,
    }


def _left(stop: Stop | None) -> str:
    """How many went no further."""
    if stop is None or not stop.left:
        return ""
    return ngettext("%(n)s left here", "%(n)s left here", stop.left) % {"n": numerals.number(stop.left)}


def _ways(definition: Definition, found: Ways) -> dict[str, Any]:
    numbers = {one.id: at for at, one in enumerate(definition.questions, 1)}
    total = sum(n for _path, n in found.paths) + (found.others or 0)
    return {
        "rows": [
            {
                "steps": [numbers[name] for name in path if name in numbers],
                "n": n,
                "share": numerals.percent(n / total, total),
            }
            for path, n in found.paths
        ],
        "others": found.others,
    }


def _named(said: dict[str, list[results.Comment]]) -> dict[str, int]:
    """The person behind each address that wrote something."""
    subjects = {one.subject for some in said.values() for one in some if one.subject}
    return {subject: person.pk for subject, person in persons_of(subjects).items()} if subjects else {}


def _notes(found: list[results.Spread]) -> list[str]:
    """What has to be known about these numbers, each once."""
    flags = {flag for one in found for flag in one.result.flags}
    said = [wording.flag(flag) for flag in Flag if flag in flags]
    if any(one.several for one in found):
        said.append(
            _("Where several may be chosen, shares are of those who answered, and add up to more than 100%.")
        )
    return said
