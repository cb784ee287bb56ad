"""The one function through which the answers to all questions of a survey leave, narrowed to a viewer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.core.scales import scale_of
from oyez.journal.core.worth import tells_worth
from oyez.journal.queries import scales
from oyez.kit.errors import NotFound
from oyez.measure import wording
from oyez.measure.ask import ask, card
from oyez.measure.choices import SCORE, called
from oyez.measure.core.distribution import WILSON
from oyez.measure.core.groups import as_asked
from oyez.measure.core.narrow import narrow_total
from oyez.measure.core.question import Filter, Question, attribute_of, is_each, parse
from oyez.measure.core.result import Beside, Result
from oyez.measure.crosstabs.shares import OTHERS, shares
from oyez.measure.metrics import DISTRIBUTION, metric_for
from oyez.measure.questions.attributes import asked_about
from oyez.measure.reading import prepare, read_together
from oyez.measure.store.engine import engine


@dataclass(frozen=True)
class Asked:
    """One question with its answers; `of` is what a banner table calls it."""

    of: str
    name: str
    result: Result
    is_score: bool = False
    several: bool = False

    @property
    def parts(self) -> tuple[Beside, ...]:
        """The answers with their shares; none where they are hidden."""
        return tuple(one for one in self.result.beside if one.method == WILSON)


def surveys(viewer: Viewer) -> list[str]:
    """The surveys in the viewer's data scope, the one with most interactions first."""
    answer = ask(viewer, Question("count", by=("survey",)))
    known = [(point.result.n or 0, point.keys[0]) for point in answer.points if point.keys[0]]
    return [key for _, key in sorted(known, key=lambda pair: (-pair[0], pair[1])) if key]


def questions(viewer: Viewer, survey: str, since: str = "", until: str = "") -> list[Asked]:
    """All questions of one survey, or of everything without one, that somebody answered."""
    viewer.needs(Can.NUMBERS)
    if survey and survey not in surveys(viewer):
        raise NotFound(f"There is no survey “{survey}” in your data scope.")
    asked = replace(
        parse("", since=since, until=until), where=(Filter("survey", (survey,)),) if survey else ()
    )
    return [one for one in (*_scores(viewer, asked), *_choices(viewer, asked, survey)) if _is_answered(one)]


def _is_answered(one: Asked) -> bool:
    return bool(one.result.n) or one.result.suppressed


def _scores(viewer: Viewer, question: Question) -> list[Asked]:
    """Every score that stands on a scale; all are summed in one scan."""
    known = scales()
    columns = sorted(column for column in engine().snapshot().scores if column.startswith(SCORE))
    names = [name for column in columns if scale_of(name := column.removeprefix(SCORE), known)]
    askings = [prepare(viewer, replace(question, metric=f"{DISTRIBUTION}{name}")) for name in names]
    found = []
    for name, asking, (reading, rules) in zip(
        names, askings, read_together(askings) if askings else [], strict=True
    ):
        groups = reading.folded(as_asked)
        result = narrow_total(viewer, asking.metric, groups, reading.whole(), rules)
        if result is not None:
            found.append(Asked(name, called(card(metric_for(name, known))), result, is_score=True))
    return found


def _choices(viewer: Viewer, question: Question, survey: str) -> list[Asked]:
    found = []
    for dimension in asked_about(survey):
        if not tells_worth(attribute_of(dimension)) or viewer.may(Can.REVENUE):
            answer, _values = shares(viewer, dimension, question)
            if answer.total is not None:
                name = wording.dimension(dimension)
                found.append(Asked(dimension, name, answer.total, several=is_each(dimension)))
    return found


def called_values(parts: Sequence[Beside], others: str) -> list[str]:
    """What each answer is called."""
    return [others if one.name == OTHERS else one.name for one in parts]
