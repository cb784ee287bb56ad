"""Goals and initiatives for programs."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from oyez.act import aims
from oyez.act.changes import aims as changes
from oyez.act.queries import goals as goal_queries
from oyez.act.queries import initiatives as initiative_queries
from oyez.company.asking import viewer_of

router = Router(tags=["Act"])


class GoalBody(Schema):
    """A goal as it shall be; `target` on the metric's own scale (a share 0 to 1, an NPS -1 to 1)."""

    name: str
    metric: str
    target: float
    until: date
    owner: int
    since: date | None = None
    unit: str = ""
    stage: str = ""
    touchpoint: str = ""
    survey: str = ""


class InitiativeBody(Schema):
    """An initiative as it is registered, before it starts."""

    name: str
    metric: str
    since: date
    check_on: date
    worthwhile: float
    owner: int
    sponsor: int
    treated: list[str]
    others: list[str] = []
    about: str = ""
    hit: str = ""
    where: str = ""
    budget: Decimal | None = None


@router.get("/goals", summary="Goals with their verdicts")
def list_goals(request: HttpRequest) -> dict[str, Any]:
    """The goals of what you see: score, interval, n, target, verdict (met, missed, undecided)."""
    return {"goals": [aims.of_goal(one) for one in goal_queries.goals(viewer_of(request))]}


@router.post("/goals", summary="Set a goal")
def set_goal(request: HttpRequest, body: GoalBody) -> dict[str, Any]:
    """Refused where the answers to come could not show it."""
    viewer = viewer_of(request)
    goal = changes.set_goal(viewer, changes.WantedGoal(**body.dict()))
    return aims.of_goal(goal_queries.goal(viewer, goal.key))


@router.get("/initiatives", summary="Initiatives with their verdicts")
def list_initiatives(request: HttpRequest) -> dict[str, Any]:
    """Each with its evidence, next check and verdict; effects only for those who see the whole company."""
    cards = initiative_queries.initiatives(viewer_of(request))
    return {"initiatives": [aims.of_initiative(card) for card in cards]}


@router.post("/initiatives", summary="Register an initiative")
def register(request: HttpRequest, body: InitiativeBody) -> dict[str, Any]:
    """Before it starts; afterwards none of it can be changed."""
    viewer = viewer_of(request)
    row = changes.register(viewer, changes.WantedInitiative(**body.dict()))
    return aims.of_initiative(initiative_queries.initiative(viewer, row.key))
