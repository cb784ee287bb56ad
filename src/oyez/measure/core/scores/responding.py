"""Who answered: response rates (AAPOR Standard Definitions) and whether those who answered are like the others.

A low rate is not by itself a bias; unequal response that goes with the score is. Both are reported.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.stats import chi2 as chi_squared

LEAST_R = 0.80


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """What became of invitations. Bounces are noncontact, not ineligible; an opt-out is a refusal."""

    complete: float
    partial: float = 0
    refused: float = 0
    noncontact: float = 0
    other: float = 0
    unknown_household: float = 0
    unknown_other: float = 0

    @property
    def answered(self) -> float:
        return self.complete + self.partial

    @property
    def known(self) -> float:
        return self.answered + self.refused + self.noncontact + self.other

    @property
    def unknown(self) -> float:
        return self.unknown_household + self.unknown_other


def response_rates(outcomes: Outcomes, eligible: float = 1.0) -> dict[str, float]:
    """RR1 … RR6 as shares of 0–1; `eligible` is the share of the unknown taken to be eligible (RR3, RR4).

    RR2 is the one to show: complete and partial of all invited less those known to be ineligible.
    """
    everybody, likely = outcomes.known + outcomes.unknown, outcomes.known + eligible * outcomes.unknown
    return {
        "RR1": outcomes.complete / everybody,
        "RR2": outcomes.answered / everybody,
        "RR3": outcomes.complete / likely,
        "RR4": outcomes.answered / likely,
        "RR5": outcomes.complete / outcomes.known,
        "RR6": outcomes.answered / outcomes.known,
    }


@dataclass(frozen=True)
class Invited:
    """A group of the frame: how many were invited, how many answered."""

    invited: float
    answered: float


@dataclass(frozen=True)
class Likeness:
    """How alike those who answered are to all invited: R = 1 − 2·SD(ρ̂), its CV, χ² of equal response."""

    r: float
    cv: float
    chi2: float
    p: float

    @property
    def is_low(self) -> bool:
        return self.r < LEAST_R


def likeness(groups: Sequence[Invited]) -> Likeness:
    """R-indicator over groups of the frame (Schouten, Cobben & Bethlehem 2009); needs two groups."""
    invited = sum(group.invited for group in groups)
    rate = sum(group.answered for group in groups) / invited
    spread = sum(group.invited / invited * (group.answered / group.invited - rate) ** 2 for group in groups)
    chi2 = sum(
        (group.answered - group.invited * rate) ** 2 / (group.invited * rate * (1 - rate)) for group in groups
    )
    sd = sqrt(spread)
    return Likeness(1 - 2 * sd, sd / rate, chi2, float(chi_squared.sf(chi2, len(groups) - 1)))


def weighted_back(groups: Mapping[str, Invited], means: Mapping[str, float]) -> tuple[float, float]:
    """The mean of those who answered as it is, and weighted back to all who were invited."""
    answered = sum(group.answered for group in groups.values())
    invited = sum(group.invited for group in groups.values())
    plain = sum(group.answered * means[name] for name, group in groups.items()) / answered
    back = sum(group.invited * means[name] for name, group in groups.items()) / invited
    return plain, back


def bias_bound(rate: float, responded: float, silent: float) -> float:
    """The bias of the mean if those who did not answer think `silent`: (1 − RR)(ȳ_r − ȳ_nr)."""
    return (1 - rate) * (responded - silent)
