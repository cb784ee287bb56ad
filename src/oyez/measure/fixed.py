"""Open periods as fixed ones, so that an address shows tomorrow what it showed today."""

from datetime import date

from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.clock import today
from oyez.measure.ask import ask
from oyez.measure.core.calendar import add_months
from oyez.measure.core.question import Every, Question


def fixed(viewer: Viewer, since: str, until: str) -> dict[str, str]:
    """`since` and `until`, or the first month with anything in the viewer's data scope and the end of this one.

    Both are whole months, since answers that are not identified are counted by whole months only.
    """
    return {"since": since or _first(viewer).isoformat(), "until": until or _end().isoformat()}


def _first(viewer: Viewer) -> date:
    found = [point.start for point in ask(viewer, Question("count", every=Every.MONTH)).points if point.start]
    return min(found, default=_this_month())


def _end() -> date:
    return add_months(_this_month(), 1)


def _this_month() -> date:
    return today(the_company().time_zone).replace(day=1)
