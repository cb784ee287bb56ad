"""How satisfied an account is: its contacts' latest answers, weighted by role and age, leaning on the segment.

The handbook's section 3: w = role weight × ½^(age / 180 days), n_eff = (Σw)² / Σw². An account with few answers
leans on the mean of all accounts; how much follows from the spread within and between accounts (ANOVA).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtr

ROLE_WEIGHTS = {"decision_maker": 3.0, "influencer": 2.0, "user": 1.0, "purchasing_agent": 1.0}
HALF_LIFE_DAYS = 180
STRENGTH = 2.0
SPREAD_WITHIN = 18.0
SPREAD_BETWEEN = SPREAD_WITHIN / sqrt(STRENGTH)
ENOUGH_ACCOUNTS = 10


@dataclass(frozen=True)
class Answer:
    """A contact's latest relationship answer: points of 0 to 100, their role, how old it is."""

    points: float
    role: str
    age_days: float

    @property
    def weight(self) -> float:
        """Half a year halves what an answer counts."""
        age: float = max(0.0, self.age_days) / HALF_LIFE_DAYS
        return ROLE_WEIGHTS.get(self.role, 1.0) * float(0.5**age)


@dataclass(frozen=True)
class Score:
    """The weighted mean of an account's answers, what it is worth, and what a mean hides."""

    raw: float
    n: int
    n_effective: float
    minimum: float
    spread: float

    def shrunk(self, segment_mean: float, strength: float = STRENGTH) -> float:
        """Leaning on the segment as if `strength` more answers had given its mean."""
        return (self.n_effective * self.raw + strength * segment_mean) / (self.n_effective + strength)


@dataclass(frozen=True)
class Posterior:
    """What the account's satisfaction may be, given its answers and the other accounts."""

    mean: float
    sd: float

    def below(self, cut: float) -> float:
        """The chance that the true satisfaction lies below the cut."""
        return float(ndtr((cut - self.mean) / self.sd))


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


def score(answers: Sequence[Answer]) -> Score | None:
    """The score of an account; nobody's answers have none."""
    if not answers:
        return None
    weights = [answer.weight for answer in answers]
    points = [answer.points for answer in answers]
    total = sum(weights)
    raw = sum(w * p for w, p in zip(weights, points, strict=True)) / total
    n_effective = total**2 / sum(w * w for w in weights)
    return Score(raw, len(answers), n_effective, min(points), max(points) - min(points))


def posterior(
    found: Score,
    segment_mean: float,
    spread_within: float = SPREAD_WITHIN,
    spread_between: float = SPREAD_BETWEEN,
) -> Posterior:
    """Normal answers around a normal account: mean and sd of the true satisfaction."""
    strength = (spread_within / spread_between) ** 2
    precision = found.n_effective / spread_within**2 + 1 / spread_between**2
    return Posterior(found.shrunk(segment_mean, strength), sqrt(1 / precision))


def components(groups: Sequence[Sequence[float]]) -> Components:
    """One-way ANOVA of answers by account; at least two accounts, one with two answers."""
    answered = [group for group in groups if group]
    total = sum(map(len, answered))
    grand = sum(map(sum, answered)) / total
    means = [sum(group) / len(group) for group in answered]
    inside = sum((value - mean) ** 2 for group, mean in zip(answered, means, strict=True) for value in group)
    across = sum(len(group) * (mean - grand) ** 2 for group, mean in zip(answered, means, strict=True))
    within = inside / (total - len(answered))
    n0 = (total - sum(len(group) ** 2 for group in answered) / total) / (len(answered) - 1)
    between = max(0.0, (across / (len(answered) - 1) - within) / n0)
    weights = [1 / (between + within / len(group)) for group in answered]
    mean = sum(w * m for w, m in zip(weights, means, strict=True)) / sum(weights)
    return Components(within, between, mean)


def segment(groups: Sequence[Sequence[float]]) -> Components:
    """The spread of these accounts, or the handbook's default where they are too few to tell."""
    answered = [group for group in groups if group]
    several = [group for group in answered if len(group) > 1]
    if len(several) >= ENOUGH_ACCOUNTS:
        found = components(answered)
        if found.between > 0 and found.within > 0:
            return found
    values = [sum(group) / len(group) for group in answered]
    mean = sum(values) / len(values) if values else 0.0
    return Components(SPREAD_WITHIN**2, SPREAD_BETWEEN**2, mean)
