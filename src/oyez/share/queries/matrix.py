"""The account matrix from contacts' latest relationship answers and trailing billed revenue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company, touchpoints
from oyez.journal import queries as journal
from oyez.journal.core.scales import Scale
from oyez.kit.charts.matrix import letters
from oyez.kit.clock import now
from oyez.measure.core.plan import (
    Column,
    Condition,
    Either,
    Has,
    Lacks,
    OneOf,
    StartsWith,
    one_of,
)
from oyez.measure.latest import Last, latest, tokens_of
from oyez.people import queries as people
from oyez.people.core.money import Revenue
from oyez.people.models import Account as AccountRow
from oyez.share.core.matrix import Account, Cuts, Heard, Placed, heard, place
from oyez.share.core.risk import AtRisk, at_risk, chances
from oyez.share.core.satisfaction import ROLE_WEIGHTS, Answer
from oyez.share.queries import identity
from oyez.share.queries.accounts import may_open

RELATIONSHIP = "relationship"
ACCOUNT_STAGE = "account"
OVERALL = ("csat", "nps", "stars", "ces")
YEAR = timedelta(days=365)
SILENT = "silent"
DRAWN = 24
DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Ground:
    """What the matrix of any moment stands on, read once: accounts, contacts, what they are known by.

    `speaks`: the weightiest role of each contact at each account.
    """

    rows: Mapping[str, AccountRow]
    roles: Mapping[str, list[tuple[int, str]]]
    speaks: Mapping[int, Mapping[str, str]]
    tokens: Mapping[int, int]
    about_accounts: frozenset[str]
    scales: Mapping[str, Scale]


@dataclass(frozen=True)
class Matrix:
    """All accounts in their places, the largest first; names only for those who may know them."""

    placed: tuple[Placed, ...]
    cuts: Cuts
    heard: Heard
    currency: str
    as_of: datetime
    ground: Ground
    rows: Mapping[str, AccountRow] = field(default_factory=dict)
    unconverted: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)

    def drawn(self, most: int = DRAWN) -> list[Placed]:
        """Those worth drawing, the largest first: the largest above the revenue cut, and some of all below it."""
        billed = [account for account in self.placed if account.revenue > 0]
        above = [account for account in billed if account.revenue >= self.cuts.revenue]
        below = [account for account in billed if account.revenue < self.cuts.revenue]
        few = min(len(below), max(most // 3, most - len(above)))
        return above[: most - few] + [below[at * len(below) // few] for at in range(few)]

    def letters(self) -> dict[str, str]:
        """A letter for each account, those drawn first: an identifier, not a name."""
        keys = [account.key for account in [*self.drawn(), *self.placed]]
        return dict(zip(dict.fromkeys(keys), letters(), strict=False))

    def of(self, key: str) -> Placed | None:
        return next((account for account in self.placed if account.key == key), None)


def matrix(viewer: Viewer) -> Matrix:
    """The matrix of the accounts in a viewer's scope, as it is now."""
    viewer.needs(Can.NUMBERS)
    viewer.needs(Can.REVENUE)
    company, moment = the_company(), now()
    ground = _ground(viewer)
    revenue = people.revenue(viewer, moment.date())
    accounts = _accounts(viewer, ground, revenue, moment)
    cuts = Cuts(float(company.revenue_cut), company.satisfaction_cut)
    return Matrix(
        placed=tuple(place(accounts, cuts)),
        cuts=cuts,
        heard=heard(accounts),
        currency=company.currency,
        as_of=moment,
        ground=ground,
        rows=ground.rows if may_open(viewer) else {},
        unconverted={key: known.unconverted for key, known in revenue.items() if known.unconverted},
    )


def risk(viewer: Viewer, present: Matrix) -> AtRisk | None:
    """What is lost in the next twelve months if those who stand here leave as often as those who stood here did.

    Where an account stood a year ago is computed from what was known then; `None` without a lost account.
    """
    then = now() - YEAR
    rows = present.ground.rows
    lost = frozenset(key for key, row in rows.items() if row.lost_on and row.lost_on > then.date())
    if not lost:
        return None
    revenue = people.revenue(viewer, then.date())
    earlier = place(_accounts(viewer, present.ground, revenue, then), present.cuts)
    cells = {account.key: _cell(account) for account in earlier}
    base, of_cell = chances(cells, lost)
    return at_risk(
        [account.revenue for account in present.placed],
        [of_cell.get(_cell(account), base) for account in present.placed],
        base,
    )


def _cell(account: Placed) -> str:
    return account.quadrant or SILENT


def _accounts(
    viewer: Viewer, ground: Ground, revenue: Mapping[str, Revenue], moment: datetime
) -> list[Account]:
    """The accounts that were not lost by a moment, with what was billed and answered until then."""
    day = moment.date()
    answers = latest_answers(viewer, ground, moment)
    return [
        Account(
            key=key,
            revenue=float(revenue[key].amount) if key in revenue else 0.0,
            answers=tuple(answers.get(key, ())),
            contacts=_counts([role for _, role in ground.roles.get(key, [])]),
        )
        for key, row in ground.rows.items()
        if row.lost_on is None or row.lost_on > day
    ]


def _counts(roles: list[str]) -> dict[str, int]:
    return {role: roles.count(role) for role in dict.fromkeys(roles)}


def relationship_answers(viewer: Viewer, moment: datetime) -> dict[str, list[Answer]]:
    """The latest relationship answer of each contact by account, without saying whose it is."""
    return latest_answers(viewer, _ground(viewer), moment)


def latest_answers(viewer: Viewer, ground: Ground, moment: datetime) -> dict[str, list[Answer]]:
    """The same from what was read already; an answer counts from the beginning of its day."""
    newest: dict[tuple[str, int], Last] = {}
    until = moment.astimezone(ZoneInfo(the_company().time_zone)).date() + timedelta(days=1)
    kept, order = _relationship(ground.about_accounts), overall_order(ground.scales)
    for last in latest(viewer, ground.tokens, kept, until, order):
        for account in ground.speaks.get(last.person, {}) if last.account is None else (last.account,):
            known = newest.get((account, last.person))
            if known is None or (known.occurred_at, known.seq) < (last.occurred_at, last.seq):
                newest[account, last.person] = last
    found: dict[str, list[Answer]] = {}
    for (account, person), last in newest.items():
        role = ground.speaks.get(person, {}).get(account)
        if role is not None and last.value is not None:
            age = max(0.0, (moment - last.occurred_at).total_seconds() / DAY_SECONDS)
            points = ground.scales[last.score].points(last.value)
            found.setdefault(account, []).append(Answer(points, role, age))
    return found


def _heaviest_roles(roles: Mapping[str, list[tuple[int, str]]]) -> dict[int, dict[str, str]]:
    """Each contact's role at each account; who has several speaks in the weightiest."""
    found: dict[int, dict[str, str]] = {}
    for account, contacts in roles.items():
        for person, role in contacts:
            own = found.setdefault(person, {})
            if ROLE_WEIGHTS[role] > ROLE_WEIGHTS.get(own.get(account, ""), 0):
                own[account] = role
    return found


def _ground(viewer: Viewer) -> Ground:
    roles = people.contact_roles(viewer)
    stages = (ACCOUNT_STAGE, RELATIONSHIP)
    return Ground(
        rows={row.key: row for row in people.accounts(viewer).select_related(None)},
        roles=roles,
        speaks=_heaviest_roles(roles),
        tokens=tokens_of(identity.subjects_of_contacts(viewer)),
        about_accounts=frozenset(row.key for row in touchpoints(viewer) if row.stage in stages),
        scales=journal.scales(),
    )


def _relationship(about_accounts: frozenset[str]) -> tuple[Condition, ...]:
    """Answers about the standing relationship rather than one transaction.

    Their survey is named `relationship`, or they belong to an account and to no touchpoint but one of the stage
    `account`.
    """
    return (
        Has("survey"),
        Either(
            (
                (OneOf(Column("survey"), (RELATIONSHIP,)),),
                (StartsWith("survey", f"{RELATIONSHIP}-"),),
                (Has("account"), Lacks("touchpoint")),
                (Has("account"), one_of(Column("touchpoint"), about_accounts)),
            )
        ),
    )


def overall_order(scales: Mapping[str, Scale]) -> tuple[str, ...]:
    """Which score of an answer is the overall one: satisfaction first, then recommendation; never one of its parts."""
    return (*OVERALL, *(name for name in scales if name not in OVERALL))
