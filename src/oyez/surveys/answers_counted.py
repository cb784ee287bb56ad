"""How many answers each survey has, as far as a viewer may know."""

from oyez.company.core.scope import Viewer
from oyez.measure.ask import ask
from oyez.measure.core.question import Filter, Question

RESPONSES = (Filter("kind", ("response",)),)


def answers_counted(viewer: Viewer) -> dict[str, int]:
    """Answers by survey: narrowed to what the viewer sees, and without those that may not be counted yet."""
    answer = ask(viewer, Question("count", by=("survey",), where=RESPONSES))
    found = {point.keys[0]: point.result.n for point in answer.points}
    return {key: n for key, n in found.items() if key and n}
