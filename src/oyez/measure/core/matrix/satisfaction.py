"""How satisfied accounts are: their contacts' latest answers, weighted by role and age, leaning on the segment.

The handbook's section 3: w = role weight × ½^(age / 180 days), n_eff = (Σw)² / Σw². An account with few answers
leans on the mean of all accounts; how much follows from the spread within and between accounts (ANOVA).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Values = NDArray[np.float64]
Places = NDArray[np.int64]
Marks = NDArray[np.bool_]

DECISION_MAKER = "decision_maker"
ROLE_WEIGHTS = {DECISION_MAKER: 3.0, "influencer": 2.0, "user": 1.0, "purchasing_agent": 1.0}
ROLES = tuple(ROLE_WEIGHTS)
HALF_LIFE_DAYS = 180
STRENGTH = 2.0
SPREAD_WITHIN = 18.0
SPREAD_BETWEEN = SPREAD_WITHIN / sqrt(STRENGTH)
ENOUGH_ACCOUNTS = 10


@dataclass(frozen=True)
class Answers:
    """One latest answer of each contact at each account, as columns of equal length.

    `account` numbers accounts from 0, `role` is a place in ROLES, `points` are 0 to 100, `age_days` from 0.
    """

    account: Places
    role: Places
    points: Values
    age_days: Values

    @property
    def weight(self) -> Values:
        """Half a year halves what an answer counts."""
        of_role = np.array([ROLE_WEIGHTS[name] for name in ROLES])[self.role]
        found: Values = of_role * 0.5 ** (np.maximum(0, self.age_days) / HALF_LIFE_DAYS)
        return found


@dataclass(frozen=True)
class Scores:
    """Of each account: the weighted mean, what it is worth, and what a mean hides; NaN and 0 without answers."""

    raw: Values
    n: Places
    n_effective: Values
    minimum: Values
    maximum: Values

    @property
    def spread(self) -> Values:
        return self.maximum - self.minimum

    def shrunk(self, segment_mean: float, strength: float = STRENGTH) -> Values:
        """Leaning on the segment as if `strength` more answers had given its mean."""
        return (self.n_effective * self.raw + strength * segment_mean) / (self.n_effective + strength)


@dataclass(frozen=True)
class Posterior:
    """What each account's satisfaction may be, given its answers and the other accounts."""

    mean: Values
    sd: Values

    def below(self, cut: float) -> Values:
        """The chance that the true satisfaction lies below the cut."""
        found: Values = ndtr((cut - self.mean) / self.sd)
        return found


@dataclass(frozen=True)
class Components:
    """Variance within accounts and between them, and the mean account."""

    within: float
    between: float
    mean: float

    @property
    def intraclass(self) -> float:
        return self.between / (self.between + self.within)

    def estimate(self, mean: float, n: int) -> float:
        """An account's mean of n plain answers, leaning on the mean account (empirical Bayes)."""
        trust = self.between / (self.between + self.within / n)
        return self.mean + trust * (mean - self.mean)


def scores(answers: Answers, accounts: int) -> Scores:
    """The scores of so many accounts."""
    weight, account = answers.weight, answers.account
    total = np.bincount(account, weights=weight, minlength=accounts)
    squares = np.bincount(account, weights=weight**2, minlength=accounts)
    points = np.bincount(account, weights=weight * answers.points, minlength=accounts)
    lowest, highest = np.full(accounts, np.nan), np.full(accounts, np.nan)
    np.fmin.at(lowest, account, answers.points)
    np.fmax.at(highest, account, answers.points)
    known = total > 0
    return Scores(
        raw=np.divide(points, total, out=np.full(accounts, np.nan), where=known),
        n=np.bincount(account, minlength=accounts),
        n_effective=np.divide(total**2, squares, out=np.zeros(accounts), where=known),
        minimum=lowest,
        maximum=highest,
    )


def posterior(found: Scores, segment: Components) -> Posterior:
    """Normal answers around a normal account: mean and sd of the true satisfaction."""
    precision = found.n_effective / segment.within + 1 / segment.between
    mean = found.shrunk(segment.mean, segment.within / segment.between)
    return Posterior(mean, 1 / np.sqrt(precision))


def components(groups: Sequence[Sequence[float]]) -> Components:
    """One-way ANOVA of answers by account; at least two accounts, one with two answers."""
    answered = [group for group in groups if group]
    account = np.repeat(np.arange(len(answered)), [len(group) for group in answered])
    return _anova(account, np.array([value for group in answered for value in group], float))


def _anova(account: Places, points: Values) -> Components:
    """The same from columns; accounts without an answer do not count."""
    n = np.bincount(account)
    totals = np.bincount(account, weights=points)[n > 0]
    n = n[n > 0]
    total, means = int(n.sum()), totals / n
    across = float(n @ (means - points.mean()) ** 2)
    inside = float(((points - points.mean()) ** 2).sum()) - across
    within = inside / (total - len(n))
    n0 = (total - float(n @ n) / total) / (len(n) - 1)
    between = max(0.0, (across / (len(n) - 1) - within) / n0)
    weights = 1 / (between + within / n) if between + within > 0 else np.ones(len(n))
    return Components(within, between, float(weights @ means / weights.sum()))


def segment(answers: Answers) -> Components:
    """The spread of these accounts, or the handbook's default where they are too few to tell."""
    n = np.bincount(answers.account) if len(answers.account) else np.zeros(0, np.int64)
    if (n > 1).sum() >= ENOUGH_ACCOUNTS:
        found = _anova(answers.account, answers.points)
        if found.between > 0 and found.within > 0:
            return found
    means = np.bincount(answers.account, weights=answers.points)[n > 0] / n[n > 0] if len(n) else np.zeros(0)
    return Components(SPREAD_WITHIN**2, SPREAD_BETWEEN**2, float(means.mean()) if len(means) else 0.0)
