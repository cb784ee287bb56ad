"""Where accounts stand: four quadrants, certainty shown, silence never taken for satisfaction, no flicker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from oyez.measure.core.matrix.satisfaction import (
    DECISION_MAKER,
    ROLES,
    Answers,
    Marks,
    Posterior,
    Scores,
    Values,
    posterior,
    scores,
    segment,
)

DECIDES = ROLES.index(DECISION_MAKER)
LOW_DECISION_MAKER = 40
WIDE_SPREAD = 40
SURE = 0.8
HEARD_WITHIN_DAYS = 365
ENOUGH_CONTACTS = 3
FEWEST_ACCOUNTS = 20
BAND = 5.0
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
    """From which revenue an account is large, from which points it is satisfied; both are kept for a year.

    An account that was satisfied leaves its side only `band` points below the cut.
    """

    revenue: float
    satisfaction: float = 70.0
    band: float = BAND


@dataclass(frozen=True)
class Standing:
    """What answers say of each account at one moment: columns of equal length."""

    scores: Scores
    likely: Posterior
    heard: Marks
    decided: Marks
    split: Marks
    latest: Values

    def below(self, cut: float) -> Values:
        return self.likely.below(cut)


class Score(NamedTuple):
    """The weighted mean of an account's answers, what it is worth, and what a mean hides."""

    raw: float
    n: int
    n_effective: float
    minimum: float
    spread: float


@dataclass(frozen=True)
class Account:
    """What is known of an account besides answers."""

    key: str
    revenue: float
    contacts: Mapping[str, int] = field(default_factory=dict)


class Placed(NamedTuple):
    """An account in the matrix, with the flags that a position hides; `latest` is the age of the newest answer.

    `held` says that it keeps its side only because it was there before.
    """

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
    held: bool = False

    @property
    def large_and_low(self) -> bool:
        return self.quadrant is Quadrant.AT_RISK

    @property
    def sure(self) -> bool:
        return self.look is Look.FILLED


def quadrant(revenue: float, is_satisfied: bool, cuts: Cuts) -> Quadrant:
    """From the cut on, revenue is high."""
    if revenue >= cuts.revenue:
        return Quadrant.MODEL if is_satisfied else Quadrant.AT_RISK
    return Quadrant.GROWTH if is_satisfied else Quadrant.DANGLING


def standing(answers: Answers, accounts: int) -> Standing:
    """Scores, likelihoods and flags of so many accounts from their contacts' latest answers."""
    found = scores(answers, accounts)
    latest = np.full(accounts, np.inf)
    np.minimum.at(latest, answers.account, answers.age_days)
    fresh = answers.age_days <= HEARD_WITHIN_DAYS
    decides = answers.role == DECIDES
    furious = _any(answers, decides & (answers.points <= LOW_DECISION_MAKER), accounts)
    return Standing(
        scores=found,
        likely=posterior(found, segment(answers)),
        heard=latest <= HEARD_WITHIN_DAYS,
        decided=_any(answers, decides & fresh, accounts),
        split=furious | ((latest <= HEARD_WITHIN_DAYS) & (found.spread >= WIDE_SPREAD)),
        latest=latest,
    )


def _any(answers: Answers, marked: Marks, accounts: int) -> Marks:
    found: Marks = np.bincount(answers.account[marked], minlength=accounts) > 0
    return found


def satisfied(now: Standing, cuts: Cuts, before: Marks | None = None) -> Marks:
    """Which accounts stand on the high side; those that stood there `before` also within the band below the cut.

    Who told nothing for a year stands nowhere and starts anew.
    """
    mean = np.where(now.heard, now.likely.mean, -np.inf)
    high: Marks = mean >= cuts.satisfaction
    if before is not None:
        high = high | (before & (mean >= cuts.satisfaction - cuts.band))
    return high


def place(
    accounts: Sequence[Account], answers: Answers, cuts: Cuts, before: Marks | None = None
) -> list[Placed]:
    """All accounts, the largest first; those with few answers lean on the others."""
    now = standing(answers, len(accounts))
    high = satisfied(now, cuts, before)
    plainly = satisfied(now, cuts)
    counts = _answered(answers, len(accounts))
    deciders = np.bincount(answers.account[answers.role == DECIDES], minlength=len(accounts)) > 0
    enough = deciders | (now.scores.n >= ENOUGH_CONTACTS)
    sides = (high.tolist(), (high & ~plainly).tolist(), enough.tolist())
    columns = _Columns(now, cuts)
    placed = [
        columns.placed(at, account, *(side[at] for side in sides), answered=counts[at])
        for at, account in enumerate(accounts)
    ]
    return sorted(placed, key=lambda account: (-account.revenue, account.key))


class _Columns:
    """The columns of a moment as plain lists, which a row is read off quickly."""

    def __init__(self, now: Standing, cuts: Cuts) -> None:
        found, reach = now.scores, Z * now.likely.sd
        self.cuts = cuts
        self.heard, self.decided, self.split = now.heard.tolist(), now.decided.tolist(), now.split.tolist()
        self.latest = now.latest.tolist()
        self.raw, self.n, self.n_effective = found.raw.tolist(), found.n.tolist(), found.n_effective.tolist()
        self.minimum, self.spread = found.minimum.tolist(), found.spread.tolist()
        self.mean, self.below = now.likely.mean.tolist(), now.below(cuts.satisfaction).tolist()
        self.lo = np.clip(now.likely.mean - reach, 0, 100).tolist()
        self.hi = np.clip(now.likely.mean + reach, 0, 100).tolist()

    def placed(
        self, at: int, account: Account, high: bool, held: bool, enough: bool, *, answered: dict[str, int]
    ) -> Placed:
        heard, latest = self.heard[at], self.latest[at]
        sure = enough and max(self.below[at], 1 - self.below[at]) >= SURE if heard else False
        return Placed(
            key=account.key,
            revenue=account.revenue,
            look=(Look.FILLED if sure else Look.HATCHED) if heard else Look.HOLLOW,
            quadrant=quadrant(account.revenue, high, self.cuts) if heard else None,
            score=self._score(at) if heard else None,
            mean=self.mean[at] if heard else None,
            lo=self.lo[at] if heard else None,
            hi=self.hi[at] if heard else None,
            below=self.below[at] if heard else None,
            split=self.split[at],
            blind=not self.decided[at],
            answered=answered,
            contacts=account.contacts,
            latest=latest if latest != np.inf else None,
            held=held and heard,
        )

    def _score(self, at: int) -> Score:
        return Score(self.raw[at], self.n[at], self.n_effective[at], self.minimum[at], self.spread[at])


def _answered(answers: Answers, accounts: int) -> list[dict[str, int]]:
    """How many contacts of each role answered within twelve months."""
    fresh = answers.age_days <= HEARD_WITHIN_DAYS
    cells = answers.account[fresh] * len(ROLES) + answers.role[fresh]
    counts = np.bincount(cells, minlength=accounts * len(ROLES)).reshape(accounts, len(ROLES))
    return [{role: n for role, n in zip(ROLES, row, strict=True) if n} for row in counts.tolist()]


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


def heard(placed: Sequence[Placed]) -> Heard:
    """Counted, so it has no interval."""
    return _counted(placed, [account for account in placed if account.look is not Look.HOLLOW])


def decided(placed: Sequence[Placed]) -> Heard:
    """The same of accounts where a decision-maker answered within twelve months."""
    return _counted(placed, [account for account in placed if not account.blind])


def _counted(placed: Sequence[Placed], told: Sequence[Placed]) -> Heard:
    return Heard(
        revenue=sum(account.revenue for account in told),
        total=sum(account.revenue for account in placed),
        accounts=len(told),
        of=len(placed),
    )
