"""People, accounts, the matrix and the lag for programs; each answer is narrowed like the page."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from oyez.company.asking import viewer_of
from oyez.kit.errors import NotAllowed
from oyez.kit.sheets.writing import asked_format, download
from oyez.share import records
from oyez.share.prospects import prospects
from oyez.share.queries import accounts as account_queries
from oyez.share.queries import people as queries
from oyez.share.queries.lag import lag as read_lag
from oyez.share.queries.matrix import matrix as read_matrix
from oyez.share.sheets import matrix_sheet

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
    held: bool
    renewal: date | None


class RiskOut(Schema):
    """What is lost in twelve months if history repeats, and how much of it is beyond the usual."""

    expected: float
    lo: float
    hi: float
    usual: float
    incremental: float
    n: int


class NamedOut(Schema):
    """An account by its letter; the key only for those who may know it."""

    letter: str
    key: str | None


class DriftingOut(NamedOut):
    """A large account that buys less while those who decide are silent or dissatisfied."""

    since: date
    signs: list[str]
    change: float
    renewal: date | None
    weeks_of_warning: int | None


class RenewalOut(NamedOut):
    """An account that renews within ninety days."""

    day: date


class GrowthOut(NamedOut):
    """A satisfied account that could buy more, what is done next and what came of it."""

    step: str | None
    due: date | None
    outcome: str | None


class MoveOut(NamedOut):
    """An account that stands elsewhere than a year ago."""

    before: str
    after: str


class MovementOut(Schema):
    """Where accounts stood a year ago (rows) and stand now; tests are null with fewer than ten moves."""

    names: list[str]
    table: list[list[int]]
    moves: list[MoveOut]
    entered: int
    left: int
    pattern_p: float | None
    sizes_p: float | None


class RecoveryOut(Schema):
    """What the dissatisfied of a year ago gained, and what of it came by itself."""

    n: int
    of: int
    before: float
    after: float
    by_itself: float
    correlation: float
    lo: float
    hi: float


class MatrixOut(Schema):
    """The account matrix with its cuts, how much revenue was heard from, and what that means for revenue."""

    as_of: datetime
    currency: str
    revenue_cut: float
    satisfaction_cut: float
    heard_share: float
    heard_accounts: int
    decided_share: float
    decided_accounts: int
    groups: bool
    accounts: list[PlacedOut]
    revenue_at_risk: RiskOut | None
    drifting: list[DriftingOut]
    drift_raised: int
    drift_false_alarms: int
    renewals: list[RenewalOut]
    growth: list[GrowthOut]
    movement: MovementOut
    recovery: RecoveryOut | None


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


@router.get("/persons/{person_id}", response=PersonOut)
def person(request: HttpRequest, person_id: int, limit: int = 50) -> dict[str, Any]:
    """One person with the newest interactions that the viewer may see."""
    viewer = viewer_of(request)
    known = queries.visible(viewer, person_id)
    story = queries.story(viewer, known, limit=max(1, min(MOST, limit)))
    return records.person_record(viewer, known, story)


@router.get("/accounts", response=list[AccountOut])
def accounts(request: HttpRequest) -> list[dict[str, Any]]:
    """The accounts in the viewer's scope, the next renewal first."""
    viewer = viewer_of(request)
    if not account_queries.may_open(viewer):
        raise NotAllowed("Accounts are not part of your role.")
    return [records.account_record(line) for line in account_queries.lines(viewer)]


@router.get("/accounts/{key}", response=AccountOut)
def account(request: HttpRequest, key: str) -> dict[str, Any]:
    """One account."""
    viewer = viewer_of(request)
    found = account_queries.one(viewer, key)
    return records.account_record(account_queries.line(viewer, found))


@router.get("/matrix", response=MatrixOut)
def matrix(request: HttpRequest, groups: bool = False, letters: bool = False, format: str = "") -> Any:
    """The account matrix; `groups`: subsidiaries count for their parent; `format`: as a file, such as xlsx or pptx."""
    viewer = viewer_of(request)
    wanted = asked_format(request)
    present = read_matrix(viewer, rolled_up=groups)
    shown = present.without_names() if letters else present
    if wanted:
        return download(matrix_sheet(viewer, shown), wanted)
    found = prospects(viewer, present)
    return records.matrix_record(shown) | records.prospects_record(shown, found)


@router.get("/lag", response=LagOut)
def lag(request: HttpRequest) -> dict[str, Any]:
    """How far each step has come."""
    return records.lag_record(read_lag(viewer_of(request)))
