"""What the matrix means for revenue: what may be lost, who moves, who drifts, who renews, what recovered by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from oyez.company.core.scope import Viewer
from oyez.kit.remembered import Remembered
from oyez.measure.core.matrix.drift import Drift, Look, drifts, ever
from oyez.measure.core.matrix.movement import Movement, movement
from oyez.measure.core.matrix.placing import Placed, Quadrant, Score, standing
from oyez.measure.core.matrix.regression import Recovery, recovery
from oyez.measure.core.matrix.risk import AtRisk, at_risk_by_cell, history
from oyez.measure.core.matrix.satisfaction import Values
from oyez.measure.core.matrix.wallet import MONTHS, YEAR, change, end_of
from oyez.people import queries as people
from oyez.share.queries.billed import billed_by_month
from oyez.share.queries.matrix import Matrix, placed_at

A_YEAR = timedelta(days=365)
SILENT = "silent"
LOOKS = 12
SOON_DAYS = 90
RISKS: Remembered[AtRisk] = Remembered(64)
RECOVERIES: Remembered[tuple[Recovery | None]] = Remembered(64)


def a_year_before(viewer: Viewer, present: Matrix) -> list[Placed]:
    """Where the accounts stood a year ago, from what was known then, by the same cuts."""
    then = present.as_of - A_YEAR
    return placed_at(viewer, present.ground, people.revenue(viewer, then.date()), present.cuts, then)


def risk(viewer: Viewer, present: Matrix, earlier: list[Placed] | None = None) -> AtRisk | None:
    """What is lost in the next twelve months if those who stand here leave as often as those who stood here did.

    Where an account stood a year ago is computed from what was known then; `None` without a lost account.
    """
    lost = _lost_since(present, present.as_of - A_YEAR)
    if not lost:
        return None
    before = earlier if earlier is not None else a_year_before(viewer, present)
    known = history({account.key: _cell(account) for account in before}, lost)
    revenues = tuple(account.revenue for account in present.placed)
    cells = tuple(_cell(account) for account in present.placed)
    key = (revenues, cells, frozenset(known.cells.items()))
    return RISKS.get(key) or RISKS.keep(key, at_risk_by_cell(revenues, cells, known))


def _lost_since(present: Matrix, then: datetime) -> frozenset[str]:
    """Accounts, or groups of them, of which nobody is here any more."""
    read = present.ground
    gone = read.here(then.date()) & ~read.here(present.as_of.date())
    return frozenset(read.keys[at] for at in np.flatnonzero(gone).tolist())


def _cell(account: Placed) -> str:
    """The quadrant, or silence."""
    return account.quadrant or SILENT


def moved(viewer: Viewer, present: Matrix, earlier: list[Placed]) -> Movement:
    """Who stands elsewhere than before, of those who were measured both times."""
    return movement(_quadrants(earlier), _quadrants(present.placed), tuple(Quadrant))


def _quadrants(placed: tuple[Placed, ...] | list[Placed]) -> dict[str, str]:
    return {account.key: account.quadrant.value for account in placed if account.quadrant}


def recovered(viewer: Viewer, present: Matrix, earlier: list[Placed]) -> Recovery | None:
    """What became of the dissatisfied, beside what they would have done by themselves.

    Raw scores: shrunk ones have leaned on the mean already.
    """
    before = {one.key: _steady(one.score) for one in earlier if one.score}
    after = {one.key: _steady(one.score) for one in present.placed if one.score}
    both = sorted(before.keys() & after.keys())
    first, second = tuple(before[key] for key in both), tuple(after[key] for key in both)
    key = (first, second, present.cuts.satisfaction)
    known = RECOVERIES.get(key)
    if known is None:
        found = recovery(np.array(first, float), np.array(second, float), present.cuts.satisfaction)
        known = RECOVERIES.keep(key, (found,))
    return known[0]


def _steady(score: Score) -> float:
    """The weighted mean, which stays as it is while answers grow older together, but for its last digits."""
    return round(score.raw, 9)


@dataclass(frozen=True)
class Drifting:
    """One large account on its way out, with the weeks left when it was first seen, if it is known to renew."""

    key: str
    found: Drift
    renewal: date | None

    @property
    def weeks_of_warning(self) -> int | None:
        return self.found.weeks_before(self.renewal) if self.renewal else None


@dataclass(frozen=True)
class Drifts:
    """The accounts that drift now, and how the sign did: how many ever raised it in twelve months and stayed."""

    now: tuple[Drifting, ...]
    raised: int
    lost: int

    @property
    def false_alarms(self) -> int:
        """Accounts that raised it within twelve months, do so no longer, and are still here."""
        return self.raised - self.lost - len(self.now)


def drift(viewer: Viewer, present: Matrix, earlier: list[Placed]) -> Drifts:
    """Large accounts that buy less and less while deciders are silent or dissatisfied, looked at month by month."""
    largest = _once_large(present, earlier)
    billed = billed_by_month(viewer, present.day, LOOKS + YEAR + MONTHS, largest)
    amounts = billed.of(present.ground.members)
    looks = [_look(present, billed.months, amounts, back) for back in range(LOOKS - 1, -1, -1)]
    found = drifts(looks, present.cuts)
    here = present.ground.here(present.day)
    raised = ever(looks, present.cuts)
    told = [
        Drifting(present.ground.keys[one.account], one, _renewal(present, one.account))
        for one in found
        if here[one.account]
    ]
    return Drifts(
        now=tuple(sorted(told, key=lambda one: one.renewal or date.max)),
        raised=len(raised),
        lost=sum(not here[account] for account in raised),
    )


def _once_large(present: Matrix, earlier: list[Placed]) -> frozenset[str]:
    """Members of accounts that were large now or a year ago, and of those lost since."""
    large = {one.key for one in (*earlier, *present.placed) if one.revenue >= present.cuts.revenue}
    read = present.ground
    return frozenset(
        key for top, own in zip(read.keys, read.members, strict=True) if top in large for key in own
    )


def _look(present: Matrix, months: Sequence[date], amounts: Values, back: int) -> Look:
    read, month = present.ground, len(months) - 1 - back
    day = end_of(months[month])
    moment = present.as_of - timedelta(days=(present.day - day).days)
    here = read.here(day)
    return Look(
        day=day,
        standing=standing(read.answers(moment, here), len(read)),
        changes=change(amounts, month),
        large=np.maximum(_year(amounts, month), _year(amounts, month - MONTHS)) >= present.cuts.revenue,
        here=here,
    )


def _year(amounts: Values, month: int) -> Values:
    """Billed in the twelve months up to and with one."""
    found: Values = amounts[:, max(0, month + 1 - YEAR) : month + 1].sum(axis=1)
    return found


def _renewal(present: Matrix, place: int) -> date | None:
    """The next renewal of an account, or of its group."""
    days = [present.ground.rows[key].renewal for key in present.ground.members[place]]
    return min((day for day in days if day and day >= present.day), default=None)


def renewals(viewer: Viewer, present: Matrix, within: int = SOON_DAYS) -> list[tuple[Placed, date]]:
    """Accounts that renew soon, the next first."""
    place: Mapping[str, int] = {key: at for at, key in enumerate(present.ground.keys)}
    found = [(account, _renewal(present, place[account.key])) for account in present.placed]
    soon = [(account, day) for account, day in found if day and (day - present.day).days <= within]
    return sorted(soon, key=lambda pair: pair[1])


def growth(viewer: Viewer, present: Matrix) -> list[Placed]:
    """Small and satisfied: the surest first, then the largest."""
    found = [account for account in present.placed if account.quadrant is Quadrant.GROWTH]
    return sorted(found, key=lambda account: (not account.sure, -account.revenue))
