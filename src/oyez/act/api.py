"""Cases and triggers for programs; a key sees what its member sees in its role."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from oyez.act import records
from oyez.act.aims_api import router as aims_router
from oyez.act.changes import cases as changes
from oyez.act.changes import triggers as trigger_changes
from oyez.act.changes.opening import open_case
from oyez.act.queries import cases as queries
from oyez.act.queries import triggers as trigger_queries
from oyez.act.queries.inbox import inbox
from oyez.act.queries.thread import thread
from oyez.company.asking import viewer_of

router = Router(tags=["Act"])
router.add_router("", aims_router)


class Opening(Schema):
    """What a case is opened about."""

    seq: int


class Answering(Schema):
    """What the customer is told; `once` makes a repeated request harmless."""

    text: str
    channel: str = "email"
    once: str = Field("", max_length=64)


class Noting(Schema):
    """What colleagues are told."""

    text: str


class Referring(Schema):
    """To a member by id, or without one to the general manager above the case."""

    to: int | None = None
    text: str = ""


class Closing(Schema):
    """Why it happened and how it ended."""

    cause: str
    outcome: str
    text: str = ""


class Reopening(Schema):
    """Why it is opened again."""

    text: str = ""


class TriggerBody(Schema):
    """A trigger as it shall be."""

    name: str
    kind: str = "limit"
    score: str = ""
    enabled: bool = True
    rank: int = 100
    limit: float | None = None
    tier_limits: dict[str, float] = {}
    z: float = -2.0
    previous: int = 3
    said_kinds: list[str] = []
    words: list[str] = []
    replies_only: bool = False
    touchpoint: str = ""
    route: str = "touchpoint_owner"
    general_manager_at: float | None = None
    answer_hours: int = 8
    solve_hours: int = 40

    def wanted(self) -> trigger_changes.Wanted:
        return trigger_changes.Wanted(**self.dict())


@router.get("/cases", summary="Cases by due time")
def list_cases(request: HttpRequest, view: str = "due", after: str = "", limit: int = 50) -> dict[str, Any]:
    """The cases you see: `view` is due, mine, referred or closed; `after` is the `next` of the part before."""
    box = inbox(viewer_of(request), view, after, max(1, min(limit, 200)))
    return {"cases": [records.of_item(item) for item in box.items], "open": box.open_count, "next": box.after}


@router.post("/cases", summary="Open a case by hand")
def open_by_hand(request: HttpRequest, body: Opening) -> dict[str, Any]:
    """About one interaction that you see; it is on your own desk."""
    return records.of_case(open_case(viewer_of(request), body.seq))


@router.get("/cases/{number}", summary="One case with its thread")
def show_case(request: HttpRequest, number: str) -> dict[str, Any]:
    """What was said and done in it, in order."""
    viewer = viewer_of(request)
    case = queries.case(viewer, number)
    return records.of_case(case) | {"thread": [records.of_line(line) for line in thread(viewer, case)]}


@router.post("/cases/{number}/take", summary="Put a case on your desk")
def take(request: HttpRequest, number: str) -> dict[str, Any]:
    """From then on it is yours."""
    return records.of_case(changes.take(viewer_of(request), number))


@router.post("/cases/{number}/answer", summary="Answer the customer")
def answer(request: HttpRequest, number: str, body: Answering) -> dict[str, Any]:
    """By e-mail, or (`channel` phone) write down what was said."""
    case = changes.answer(viewer_of(request), number, body.text, channel=body.channel, once=body.once)
    return records.of_case(case)


@router.post("/cases/{number}/note", summary="Write a note for colleagues")
def note(request: HttpRequest, number: str, body: Noting) -> dict[str, Any]:
    """The customer never sees it."""
    return records.of_case(changes.note(viewer_of(request), number, body.text))


@router.post("/cases/{number}/refer", summary="Refer a case")
def refer(request: HttpRequest, number: str, body: Referring) -> dict[str, Any]:
    """They are told by e-mail and see the case, wherever it comes from."""
    viewer = viewer_of(request)
    if body.to is None:
        return records.of_case(changes.refer_upward(viewer, number, body.text))
    return records.of_case(changes.refer(viewer, number, body.to, body.text))


@router.post("/cases/{number}/close", summary="Close a case")
def close(request: HttpRequest, number: str, body: Closing) -> dict[str, Any]:
    """With its root cause and how it ended."""
    return records.of_case(changes.close(viewer_of(request), number, body.cause, body.outcome, body.text))


@router.post("/cases/{number}/reopen", summary="Open a case again")
def reopen(request: HttpRequest, number: str, body: Reopening) -> dict[str, Any]:
    """What was found out about it stays in its thread."""
    return records.of_case(changes.reopen(viewer_of(request), number, body.text))


@router.get("/triggers", summary="All triggers")
def list_triggers(request: HttpRequest) -> dict[str, Any]:
    """The most urgent first, those that are switched off last."""
    return {"triggers": [records.of_trigger(row) for row in trigger_queries.triggers(viewer_of(request))]}


@router.get("/triggers/{key}", summary="One trigger")
def show_trigger(request: HttpRequest, key: str) -> dict[str, Any]:
    """As it can be sent back."""
    return records.of_trigger(trigger_queries.trigger(viewer_of(request), key))


@router.put("/triggers/{key}", summary="Change a trigger")
def change_trigger(request: HttpRequest, key: str, body: TriggerBody) -> dict[str, Any]:
    """From now on; cases that it opened stay as they are."""
    return records.of_trigger(trigger_changes.change_trigger(viewer_of(request), key, body.wanted()))


@router.post("/triggers/{key}/preview", summary="Try a trigger out")
def preview(request: HttpRequest, key: str, days: int = trigger_queries.DRY_DAYS) -> dict[str, Any]:
    """What it would have done with the answers of the last days; nothing is opened."""
    viewer = viewer_of(request)
    rule = trigger_queries.trigger(viewer, key).rule()
    dry = trigger_queries.dry_run(viewer, rule, max(1, min(days, 366)))
    return {"days": dry.days, "answers": dry.answers, "cases": dry.cases, "joined": dry.joined}
