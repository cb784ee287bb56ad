"""People, accounts, the matrix and the lag for programs; each answer is narrowed like the page."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from oyez.company.core.scope import Viewer
from oyez.kit.errors import NotAllowed
from oyez.share import records
from oyez.share.queries import accounts as account_queries
from oyez.share.queries import people as queries
from oyez.share.queries.lag import lag as read_lag
from oyez.share.queries.matrix import matrix as read_matrix

router = Router(tags=["people and accounts"])
MOST = 500


class EventOut(Schema):
    """One interaction."""

    seq: int
    occurred_at: datetime
    kind: str
    channel: str
    direction: str
    unit: str
    touchpoint: str
    account: str
    survey: str
    mention: bool
    scores: dict[str, float]
    text: str
    attributes: dict[str, Any]


class PersonOut(Schema):
    """One person as this viewer may know them; `name` is a pseudonym for an analyst."""

    id: int
    name: str
    language: str
    prospect: bool
    identifiers: list[str]
    preferences: dict[str, str]
    interactions: list[EventOut]
    total: int


class AccountOut(Schema):
    """One account; what it is billed only for those who may know it."""

    key: str
    name: str
    tier: str
    renewal: date | None
    manager: str
    billed: float | None
    currency: str


class PlacedOut(Schema):
    """An account in the matrix; the key only for those who may know it."""

    letter: str
    key: str | None
    quadrant: str | None
    look: str
    billed: float
    satisfaction: float | None
    lo: float | None
    hi: float | None
    below: float | None
    n: int
    split: bool
    blind: bool


class MatrixOut(Schema):
    """The account matrix with its cuts and how much revenue was heard from."""

    as_of: datetime
    currency: str
    revenue_cut: float
    satisfaction_cut: float
    heard_share: float
    heard_accounts: int
    accounts: list[PlacedOut]


class StepOut(Schema):
    """How far one step of the worker has come."""

    name: str
    state: str
    position: int
    behind: int | None
    failures: int
    last_error: str


class LagOut(Schema):
    """The health of the house in figures."""

    last_seq: int
    inbox: int
    parked: int
    outgoing: dict[str, int]
    steps: list[StepOut]


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the shell's middleware
    return viewer


@router.get("/persons/{person_id}", response=PersonOut)
def person(request: HttpRequest, person_id: int, limit: int = 50) -> dict[str, Any]:
    """One person with the newest interactions that the viewer may see."""
    viewer = _viewer(request)
    known = queries.visible(viewer, person_id)
    story = queries.story(viewer, known, limit=max(1, min(MOST, limit)))
    return records.person_record(viewer, known, story)


@router.get("/accounts", response=list[AccountOut])
def accounts(request: HttpRequest) -> list[dict[str, Any]]:
    """The accounts in the viewer's scope, the next renewal first."""
    viewer = _viewer(request)
    if not account_queries.may_open(viewer):
        raise NotAllowed("Accounts are not part of your role.")
    return [records.account_record(line) for line in account_queries.lines(viewer)]


@router.get("/accounts/{key}", response=AccountOut)
def account(request: HttpRequest, key: str) -> dict[str, Any]:
    """One account."""
    viewer = _viewer(request)
    found = account_queries.one(viewer, key)
    return records.account_record(account_queries.line(viewer, found))


@router.get("/matrix", response=MatrixOut)
def matrix(request: HttpRequest) -> dict[str, Any]:
    """The account matrix of the viewer's accounts."""
    return records.matrix_record(read_matrix(_viewer(request)))


@router.get("/lag", response=LagOut)
def lag(request: HttpRequest) -> dict[str, Any]:
    """How far each step has come."""
    return records.lag_record(read_lag(_viewer(request)))
