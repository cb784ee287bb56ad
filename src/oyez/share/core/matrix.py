"""The account matrix: billed revenue against satisfaction, certainty shown, silence never taken for satisfaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import sqrt

from oyez.share.core.satisfaction import Answer, Components, Posterior, Score, posterior, score, segment

DECISION_MAKER = "decision_maker"
LOW_DECISION_MAKER = 40
WIDE_SPREAD = 40
SURE = 0.8
HEARD_WITHIN_DAYS = 365
ENOUGH_CONTACTS = 3
FEWEST_ACCOUNTS = 20
Z = 1.959963984540054


class Quadrant(StrEnum):
    """Where an account stands; who told nothing for a year stands nowhere."""

    MODEL = "model"
    GROWTH = "growth"
    AT_RISK = "at_risk"
    DANGLING = "dangling"


class Look(StrEnum):
    """Filled: a side is at least 80 % sure. Hatched: it is not. Hollow: nobody answered for a year."""

    FILLED = "filled"
    HATCHED = "hatched"
    HOLLOW = "hollow"


@dataclass(frozen=True)
class Cuts:
    """From which revenue an account is large, from which points it is satisfied; both are kept for a year."""

    revenue: float
    satisfaction: float = 70.0


@dataclass(frozen=True)
class Account:
    """What is known of an account before it is placed."""

    key: str
    revenue: float
    answers: tuple[Answer, ...] = ()
    contacts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Placed:
    """An account in the matrix, with the flags that a position hides; `latest` is the age of the newest answer."""

    key: str
    revenue: float
    look: Look
    quadrant: Quadrant | None
    score: Score | None
    mean: float | None
    lo: float | None
    hi: float | None
    below: float | None
    split: bool
    blind: bool
    answered: Mapping[str, int]
    contacts: Mapping[str, int]
    latest: float | None = None

    @property
    def large_and_low(self) -> bool:
        return self.quadrant is Quadrant.AT_RISK


def quadrant(revenue: float, satisfaction: float, cuts: Cuts) -> Quadrant:
    """From the cut on, revenue is high and satisfaction is high."""
    if revenue >= cuts.revenue:
        return Quadrant.MODEL if satisfaction >= cuts.satisfaction else Quadrant.AT_RISK
    return Quadrant.GROWTH if satisfaction >= cuts.satisfaction else Quadrant.DANGLING


def place(accounts: Sequence[Account], cuts: Cuts) -> list[Placed]:
    """All accounts, the largest first; those with few answers lean on the others."""
    spread = segment([[answer.points for answer in account.answers] for account in accounts])
    placed = [_place(account, cuts, spread) for account in accounts]
    return sorted(placed, key=lambda account: (-account.revenue, account.key))


def _place(account: Account, cuts: Cuts, spread: Components) -> Placed:
    latest = min((answer.age_days for answer in account.answers), default=None)
    heard_from = latest is not None and latest <= HEARD_WITHIN_DAYS
    found = score(account.answers) if heard_from else None
    blind = is_blind(account.answers)
    likely = posterior(found, spread.mean, sqrt(spread.within), sqrt(spread.between)) if found else None
    reach = Z * likely.sd if likely else 0.0
    below = likely.below(cuts.satisfaction) if likely else None
    return Placed(
        key=account.key,
        revenue=account.revenue,
        look=_look(account.answers, below),
        quadrant=quadrant(account.revenue, likely.mean, cuts) if likely else None,
        score=found,
        mean=likely.mean if likely else None,
        lo=_bounded(likely, -reach),
        hi=_bounded(likely, reach),
        below=below,
        split=is_split(account.answers, found),
        blind=blind,
        answered=_count([answer for answer in account.answers if answer.age_days <= HEARD_WITHIN_DAYS]),
        contacts=account.contacts,
        latest=latest,
    )


def _bounded(likely: Posterior | None, reach: float) -> float | None:
    return min(100.0, max(0.0, likely.mean + reach)) if likely else None


def _look(answers: Sequence[Answer], below: float | None) -> Look:
    if below is None:
        return Look.HOLLOW
    heard = any(answer.role == DECISION_MAKER for answer in answers) or len(answers) >= ENOUGH_CONTACTS
    return Look.FILLED if heard and max(below, 1 - below) >= SURE else Look.HATCHED


def is_split(answers: Sequence[Answer], found: Score | None) -> bool:
    """A furious decision-maker, or contacts far apart: the finding that a mean hides."""
    furious = any(a.role == DECISION_MAKER and a.points <= LOW_DECISION_MAKER for a in answers)
    return furious or (found is not None and found.spread >= WIDE_SPREAD)


def is_blind(answers: Sequence[Answer]) -> bool:
    """No decision-maker has answered within twelve months."""
    return not any(a.role == DECISION_MAKER and a.age_days <= HEARD_WITHIN_DAYS for a in answers)


def _count(answers: Sequence[Answer]) -> dict[str, int]:
    roles = [answer.role for answer in answers]
    return {role: roles.count(role) for role in dict.fromkeys(roles)}


@dataclass(frozen=True)
class Heard:
    """How much billed revenue belongs to accounts where somebody answered within twelve months: counted."""

    revenue: float
    total: float
    accounts: int
    of: int

    @property
    def share(self) -> float:
        return self.revenue / self.total if self.total > 0 else 0.0


def heard(accounts: Sequence[Account]) -> Heard:
    """Counted, so it has no interval."""
    told = [a for a in accounts if any(answer.age_days <= HEARD_WITHIN_DAYS for answer in a.answers)]
    return Heard(
        revenue=sum(account.revenue for account in told),
        total=sum(account.revenue for account in accounts),
        accounts=len(told),
        of=len(accounts),
    )
