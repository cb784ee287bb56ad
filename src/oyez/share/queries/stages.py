"""How much happens in each stage, and how much of it anybody is asked about."""

from dataclasses import dataclass
from datetime import date

from oyez.company.core.scope import Viewer
from oyez.measure.ask import ask
from oyez.measure.core.question import Filter, Question

ANSWERS = ("response", "review")


@dataclass(frozen=True)
class Stage:
    """A stage with its interactions and answers, counted; "" for what belongs to no touchpoint."""

    stage: str
    interactions: int
    answers: int

    @property
    def is_heard(self) -> bool:
        return self.answers > 0


def stages(viewer: Viewer, since: date, until: date) -> list[Stage]:
    """All stages with anything in them, those nobody listens to first, then by size."""
    everything = ask(viewer, Question("count", by=("stage",), since=since, until=until))
    where = (Filter("kind", ANSWERS),)
    answered = ask(viewer, Question("count", by=("stage",), where=where, since=since, until=until))
    heard = {point.keys[0]: point.result.n or 0 for point in answered.points}
    found = [
        Stage(
            point.keys[0] or "",
            (point.result.n or 0) - heard.get(point.keys[0], 0),
            heard.get(point.keys[0], 0),
        )
        for point in everything.points
    ]
    return sorted(found, key=lambda row: (row.is_heard, row.stage == "", -row.interactions))
