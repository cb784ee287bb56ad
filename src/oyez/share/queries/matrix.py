"""The account matrix from contacts' latest relationship answers and trailing billed revenue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.models import Company
from oyez.company.queries import the_company, touchpoints
from oyez.journal import queries as journal
from oyez.journal.core.scales import Scale
from oyez.journal.models import Interaction
from oyez.kit.charts.matrix import letters
from oyez.kit.clock import now
from oyez.people import queries as people
from oyez.people.models import Account as AccountRow
from oyez.share.core.matrix import Account, Cuts, Heard, Placed, heard, place
from oyez.share.core.risk import AtRisk, at_risk, chance, chances
from oyez.share.core.satisfaction import ROLE_WEIGHTS, Answer
from oyez.share.queries import identity
from oyez.share.queries.accounts import may_open

RELATIONSHIP = "relationship"
ACCOUNT_STAGE = "account"
OVERALL = ("csat", "nps", "stars", "ces")
YEAR = timedelta(days=365)
SILENT = "silent"
DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Matrix:
    """All accounts in their places, the largest first; names only for those who may know them."""

    placed: tuple[Placed, ...]
    cuts: Cuts
    heard: Heard
    currency: str
    as_of: datetime
    rows: Mapping[str, AccountRow] = field(default_factory=dict)
    unconverted: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)

    def letters(self) -> dict[str, str]:
        """A letter for each account, the largest first: an identifier, not a name."""
        return dict(zip((account.key for account in self.placed), letters(), strict=False))

    def of(self, key: str) -> Placed | None:
        return next((account for account in self.placed if account.key == key), None)


def matrix(viewer: Viewer) -> Matrix:
    """The matrix of the accounts in a viewer's scope, as it is now."""
    viewer.needs(Can.NUMBERS)
    viewer.needs(Can.REVENUE)
    company, moment = the_company(), now()
    rows = {row.key: row for row in people.accounts(viewer)}
    accounts = _accounts(viewer, company, moment, rows)
    cuts = Cuts(float(company.revenue_cut), company.satisfaction_cut)
    revenue = people.revenue(viewer)
    return Matrix(
        placed=tuple(place(accounts, cuts)),
        cuts=cuts,
        heard=heard(accounts),
        currency=company.currency,
        as_of=moment,
        rows=rows if may_open(viewer) else {},
        unconverted={key: known.unconverted for key, known in revenue.items() if known.unconverted},
    )


def risk(viewer: Viewer, present: Matrix) -> AtRisk | None:
    """What is lost in the next twelve months if those who stand here leave as often as those who stood here did.

    Where an account stood a year ago is computed from what was known then; `None` without a lost account.
    """
    company, then = the_company(), now() - YEAR
    rows = {row.key: row for row in people.accounts(viewer)}
    lost = frozenset(key for key, row in rows.items() if row.lost_on and row.lost_on > then.date())
    earlier = place(_accounts(viewer, company, then, rows), present.cuts)
    if not lost or not earlier:
        return None
    cells = {account.key: _cell(account) for account in earlier}
    of_cell = chances(cells, lost)
    base = chance(len(lost), len(cells))
    return at_risk(
        [account.revenue for account in present.placed],
        [of_cell.get(_cell(account), base) for account in present.placed],
        base,
    )


def _cell(account: Placed) -> str:
    return account.quadrant or SILENT


def _accounts(
    viewer: Viewer, company: Company, moment: datetime, rows: Mapping[str, AccountRow]
) -> list[Account]:
    """The accounts that were not lost by a moment, with what was billed and answered until then."""
    day = moment.date()
    revenue = people.revenue(viewer, day)
    answers = relationship_answers(viewer, moment)
    roles = people.contact_roles(viewer)
    return [
        Account(
            key=key,
            revenue=float(revenue[key].amount) if key in revenue else 0.0,
            answers=tuple(answers.get(key, ())),
            contacts=_counts([role for _, role in roles.get(key, [])]),
        )
        for key, row in rows.items()
        if row.lost_on is None or row.lost_on > day
    ]


def _counts(roles: list[str]) -> dict[str, int]:
    return {role: roles.count(role) for role in dict.fromkeys(roles)}


def relationship_answers(viewer: Viewer, moment: datetime) -> dict[str, list[Answer]]:
    """The latest relationship answer of each contact by account, without saying whose it is.

    Identified answers only: the others never stand for one person.
    """
    viewer.needs(Can.NUMBERS)
    roles = _heaviest_roles(viewer)
    scales = journal.scales()
    found: dict[tuple[str, int], Answer] = {}
    for row, person in _responses(viewer, moment):
        points = overall(row.scores, scales)
        for account in roles.get(person, {}):
            if points is not None and row.account in (None, account) and (account, person) not in found:
                age = (moment - row.occurred_at).total_seconds() / DAY_SECONDS
                found[account, person] = Answer(points, roles[person][account], age)
    by_account: dict[str, list[Answer]] = {}
    for (account, _person), answer in found.items():
        by_account.setdefault(account, []).append(answer)
    return by_account


def _heaviest_roles(viewer: Viewer) -> dict[int, dict[str, str]]:
    """Each contact's role at each account; who has several speaks in the weightiest."""
    found: dict[int, dict[str, str]] = {}
    for account, contacts in people.contact_roles(viewer).items():
        for person, role in contacts:
            own = found.setdefault(person, {})
            if ROLE_WEIGHTS[role] > ROLE_WEIGHTS.get(own.get(account, ""), 0):
                own[account] = role
    return found


def _responses(viewer: Viewer, moment: datetime) -> list[tuple[Interaction, int]]:
    """Identified relationship answers of the contacts of the viewer's accounts, the newest first."""
    roots = {person for contacts in people.contact_roles(viewer).values() for person, _ in contacts}
    of_subject = identity.subjects(viewer, roots)
    found = Interaction.objects.filter(
        mode="identified",
        mention=False,
        kind="response",
        survey__isnull=False,
        occurred_at__lte=moment,
        subject__in=list(of_subject),
    ).order_by("-occurred_at", "-seq")
    standing = frozenset(row.key for row in touchpoints(viewer) if row.stage in (ACCOUNT_STAGE, RELATIONSHIP))
    rows = [row for row in journal.standing(list(found)) if is_relationship(row, standing)]
    return [(row, of_subject[row.subject or ""]) for row in rows]


def is_relationship(row: Interaction, standing: frozenset[str]) -> bool:
    """Whether an answer is about the standing relationship rather than one transaction.

    It is when its survey is named `relationship`, or when it belongs to an account and to no touchpoint but one
    of the stage `account`.
    """
    survey = row.survey or ""
    if survey == RELATIONSHIP or survey.startswith(f"{RELATIONSHIP}-"):
        return True
    return row.account is not None and (row.touchpoint is None or row.touchpoint in standing)


def overall(scores: Mapping[str, float], scales: Mapping[str, Scale]) -> float | None:
    """The overall score of an answer on 0 to 100: satisfaction first, then recommendation; never one of its parts."""
    for name in (*OVERALL, *(name for name in scales if name not in OVERALL)):
        if name in scores:
            return scales[name].points(scores[name])
    return None
