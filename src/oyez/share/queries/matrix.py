"""The account matrix from contacts' latest relationship answers and trailing billed revenue."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.charts.matrix import letters
from oyez.kit.clock import now
from oyez.measure.core.matrix.placing import (
    Account,
    Cuts,
    Heard,
    Placed,
    decided,
    heard,
    place,
    satisfied,
    standing,
)
from oyez.measure.core.matrix.satisfaction import Answers, Marks
from oyez.people import queries as people
from oyez.people.core.money import Revenue
from oyez.share.queries.accounts import may_open
from oyez.share.queries.ground import Ground, Known, ground

DRAWN = 24
QUARTER = timedelta(days=91)
QUARTERS = 8


@dataclass(frozen=True)
class Matrix:
    """All accounts in their places, the largest first; names only for those who may know them."""

    placed: tuple[Placed, ...]
    cuts: Cuts
    heard: Heard
    decided: Heard
    currency: str
    as_of: datetime
    day: date
    ground: Ground
    rolled_up: bool = False
    rows: Mapping[str, Known] = field(default_factory=dict)
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

    def without_names(self) -> "Matrix":
        """The same for wide audiences: letters serve strictly as identifiers."""
        return replace(self, rows={})


def matrix(viewer: Viewer, *, rolled_up: bool = False) -> Matrix:
    """The matrix of the accounts in a viewer's scope, as it is now; rolled up, parents stand for their groups."""
    viewer.needs(Can.NUMBERS)
    viewer.needs(Can.REVENUE)
    company, moment = the_company(), now()
    read = ground(viewer, rolled_up=rolled_up)
    revenue = people.revenue(viewer, moment.date())
    cuts = Cuts(float(company.revenue_cut), company.satisfaction_cut)
    placed = tuple(placed_at(viewer, read, revenue, cuts, moment))
    return Matrix(
        placed=placed,
        cuts=cuts,
        heard=heard(placed),
        decided=decided(placed),
        currency=company.currency,
        as_of=moment,
        day=moment.astimezone(ZoneInfo(company.time_zone)).date(),
        ground=read,
        rolled_up=rolled_up,
        rows=read.rows if may_open(viewer) else {},
        unconverted={key: known.unconverted for key, known in revenue.items() if known.unconverted},
    )


def placed_at(
    viewer: Viewer, read: Ground, revenue: Mapping[str, Revenue], cuts: Cuts, moment: datetime
) -> list[Placed]:
    """The accounts that were not lost by a moment, by what was billed and answered until then."""
    day = moment.date()
    here = read.here(day)
    kept = np.flatnonzero(here)
    accounts = [
        Account(
            key=read.keys[at],
            revenue=_billed(read, revenue, at, day),
            contacts=read.contacts(at),
        )
        for at in kept.tolist()
    ]
    return place(
        accounts, _renumbered(read.answers(moment, here), here), cuts, _sides(read, cuts, moment)[kept]
    )


def _billed(read: Ground, revenue: Mapping[str, Revenue], at: int, day: date) -> float:
    """Of an account that is here, or of those members of a group that are."""
    own = read.members[at]
    if len(own) == 1:
        return float(revenue[own[0]].amount) if own[0] in revenue else 0.0
    return sum(float(revenue[key].amount) for key in own if key in revenue and read.is_here(key, day))


def _renumbered(answers: Answers, here: Marks) -> Answers:
    """Accounts by their place among those that are here."""
    return replace(answers, account=(np.cumsum(here) - 1)[answers.account])


def _sides(read: Ground, cuts: Cuts, moment: datetime) -> Marks:
    """Which accounts stood on the satisfied side a quarter before, by the readings of eight quarters."""
    high: Marks | None = None
    for back in range(QUARTERS, 0, -1):
        then = moment - back * QUARTER
        answers = read.answers(then, read.here(then.date()))
        high = satisfied(standing(answers, len(read)), cuts, high)
    return high if high is not None else np.zeros(len(read), bool)
