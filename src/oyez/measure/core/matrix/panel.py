"""All relationship answers of all accounts over time, so that the matrix of any moment is read off at once."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from oyez.measure.core.matrix.satisfaction import Answers, Places, Values

DAY_SECONDS = 86_400


def day_of(moment: datetime) -> float:
    """A moment, which knows its time zone, in days."""
    return moment.timestamp() / DAY_SECONDS


@dataclass(frozen=True)
class Panel:
    """Columns of equal length: whose answer about which account, in what role, when (in days) and its points.

    Accounts and persons are numbered from 0; `role` is a place in ROLES.
    """

    account: Places
    person: Places
    role: Places
    day: Values
    points: Values

    @cached_property
    def _until(self) -> Values:
        """When the same person answered about the same account again; infinity for who did not."""
        order = np.lexsort((self.day, self.person, self.account))
        account, person, day = self.account[order], self.person[order], self.day[order]
        again = (account[1:] == account[:-1]) & (person[1:] == person[:-1])
        found = np.full(len(order), np.inf)
        found[order[:-1][again]] = day[1:][again]
        return found

    def at(self, day: float) -> Answers:
        """The latest answer of each person about each account that was given by a moment."""
        kept = np.flatnonzero((self.day <= day) & (day < self._until))
        return Answers(self.account[kept], self.role[kept], self.points[kept], day - self.day[kept])

    def rolled_up(self, above: Places) -> "Panel":
        """The same for parents: `above` names each account's parent, or itself."""
        return Panel(above[self.account], self.person, self.role, self.day, self.points)
