"""What a definition gives now, for whoever looks at it."""

from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.kit.charts import numerals
from oyez.kit.charts.table import Column, Table
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.measure import wording
from oyez.measure.ask import ask
from oyez.measure.core.question import Question
from oyez.measure.core.result import Answer
from oyez.measure.definitions.kinds import Defined

MOST = 20


def preview(viewer: Viewer, one: Defined) -> Table | str | None:
    """A small table, or why there is none."""
    question = question_of(one)
    if question is None:
        return None
    try:
        answer = ask(viewer, question)
    except (Refused, NotFound, NotAllowed) as refused:
        return str(refused)
    return _table(answer)


def question_of(one: Defined) -> Question | None:
    """The question that shows what it does."""
    match one.kind:
        case "segment":
            return Question("count", by=(f"segment:{one.key}",))
        case "dimension":
            return Question("count", by=(one.key,))
        case "metric":
            return Question(one.key)
        case _:
            return None


def _table(answer: Answer) -> Table:
    card = answer.metric
    dimension = wording.dimension(answer.by[0]) if answer.by else wording.metric(card)
    return Table(
        columns=(
            Column(name=dimension),
            Column(name=wording.metric(card), numeric=True),
            Column(name=_("95% interval"), numeric=True),
            Column(name=_("n"), numeric=True),
        ),
        rows=tuple(
            (
                " · ".join(wording.group(answer, point)) or _("All together"),
                wording.value(card, point.result),
                wording.interval(card, point.result),
                "" if point.result.n is None else numerals.number(point.result.n),
            )
            for point in answer.points[:MOST]
        ),
        caption=_("What it gives now"),
    )
