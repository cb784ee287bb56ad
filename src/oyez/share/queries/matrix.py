"""The account matrix from contacts' latest relationship answers and trailing billed revenue."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company, touchpoints
from oyez.journal import queries as journal
from oyez.journal.core.scales import Scale
from oyez.journal.models import Interaction
from oyez.kit.charts.matrix import letters
from oyez.kit.clock import now
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
class Given:
    """One relationship answer of one contact; `account` is what it was given for, if that was said."""

    seq: int
    person: int
    account: str | None
    occurred_at: datetime


@dataclass(frozen=True)
class Ground:
    """What the matrix of any moment stands on, read once: accounts, contacts' roles, answers newest first."""

    rows: Mapping[str, AccountRow]
    roles: Mapping[str, list[tuple[int, str]]]
    given: Sequence[Given]
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
    """The same from what was read already."""
    viewer.needs(Can.NUMBERS)
    roles = _heaviest_roles(ground)
    latest: dict[tuple[str, int], Given] = {}
    for given in ground.given:
        if given.occurred_at <= moment:
            for account in roles.get(given.person, {}):
                if given.account in (None, account):
                    latest.setdefault((account, given.person), given)
    seqs = {given.seq for given in latest.values()}
    scores = dict(Interaction.objects.filter(seq__in=seqs).values_list("seq", "scores"))
    found: dict[str, list[Answer]] = {}
    for (account, person), given in latest.items():
        points = overall(scores[given.seq], ground.scales)
        if points is not None:
            age = (moment - given.occurred_at).total_seconds() / DAY_SECONDS
            found.setdefault(account, []).append(Answer(points, roles[person][account], age))
    return found


def _heaviest_roles(ground: Ground) -> dict[int, dict[str, str]]:
    """Each contact's role at each account; who has several speaks in the weightiest."""
    found: dict[int, dict[str, str]] = {}
    for account, contacts in ground.roles.items():
        for person, role in contacts:
            own = found.setdefault(person, {})
            if ROLE_WEIGHTS[role] > ROLE_WEIGHTS.get(own.get(account, ""), 0):
                own[account] = role
    return found


def _ground(viewer: Viewer) -> Ground:
    roles = people.contact_roles(viewer)
    return Ground(
        rows={row.key: row for row in people.accounts(viewer)},
        roles=roles,
        given=_given(viewer, {person for contacts in roles.values() for person, _ in contacts}),
        scales=journal.scales(),
    )


def _given(viewer: Viewer, roots: Collection[int]) -> list[Given]:
    """Identified relationship answers of these persons, the newest first, corrections applied.

    Identified only: other answers never stand for one person. Columns instead of rows, since there are thousands.
    """
    of_subject = identity.subjects(viewer, roots)
    asked = frozenset(row.key for row in touchpoints(viewer) if row.stage in (ACCOUNT_STAGE, RELATIONSHIP))
    rows = list(
        Interaction.objects.filter(
            mode="identified",
            mention=False,
            kind="response",
            survey__isnull=False,
            subject__in=list(of_subject),
        )
        .order_by("-occurred_at", "-seq")
        .values_list("seq", "key", "replaces", "subject", "account", "occurred_at", "survey", "touchpoint")
    )
    latest: dict[bytes, int] = {}
    for seq, _key, replaces, *_ in rows:
        if replaces is not None:
            latest[bytes(replaces)] = max(seq, latest.get(bytes(replaces), 0))
    return [
        Given(seq, of_subject[subject or ""], account, occurred_at)  # type: ignore[arg-type]  # a moment
        for seq, key, replaces, subject, account, occurred_at, survey, touchpoint in rows
        if latest.get(bytes(replaces or key), seq) == seq
        and is_relationship(survey, account, touchpoint, asked)
    ]


def is_relationship(
    survey: str | None, account: str | None, touchpoint: str | None, asked: frozenset[str]
) -> bool:
    """Whether an answer is about the standing relationship rather than one transaction.

    It is when its survey is named `relationship`, or when it belongs to an account and to no touchpoint but one
    of the stage `account` (`asked`).
    """
    if survey == RELATIONSHIP or (survey or "").startswith(f"{RELATIONSHIP}-"):
        return True
    return account is not None and (touchpoint is None or touchpoint in asked)


def overall(scores: Mapping[str, float], scales: Mapping[str, Scale]) -> float | None:
    """The overall score of an answer on 0 to 100: satisfaction first, then recommendation; never one of its parts."""
    for name in (*OVERALL, *(name for name in scales if name not in OVERALL)):
        if name in scores:
            return scales[name].points(scores[name])
    return None
