"""How strongly a star average leans on its category: C = σ²_within / τ²_between, fitted to the category."""

from collections.abc import Sequence

from oyez.measure.core.intervals.mean import Moments
from oyez.measure.core.intervals.stars import PRIOR_STRENGTH

WEAKEST, STRONGEST = 1.0, 200.0


def category_mean(groups: Sequence[Moments]) -> float | None:
    """The mean of all stars of all groups together; nothing where there are none."""
    n = sum(group.n for group in groups)
    return sum(group.total for group in groups) / n if n else None


def prior_strength(groups: Sequence[Moments]) -> float:
    """C in answers, by the method of moments (one-way ANOVA) over groups with two answers or more.

    10 where fewer than three groups can be compared; kept within 1 and 200, the latter also where groups do not
    differ more than chance.
    """
    known = [group for group in groups if group.n >= 2]
    if len(known) < 3:
        return PRIOR_STRENGTH
    n = sum(group.n for group in known)
    mean = sum(group.total for group in known) / n
    within = sum((group.n - 1) * group.variance for group in known) / (n - len(known))
    between = sum(group.n * (group.mean - mean) ** 2 for group in known) / (len(known) - 1)
    size = (n - sum(group.n**2 for group in known) / n) / (len(known) - 1)
    spread = (between - within) / size
    if spread <= 0:
        return STRONGEST
    return min(STRONGEST, max(WEAKEST, within / spread))
