"""What the matrix of any moment stands on, read once: accounts, contacts' roles, all their relationship answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

import numpy as np

from oyez.company.core.scope import Viewer
from oyez.company.queries import touchpoints
from oyez.journal import queries as journal
from oyez.journal.core.scales import Scale
from oyez.kit.remembered import Remembered
from oyez.measure.core.matrix.panel import Panel, day_of
from oyez.measure.core.matrix.satisfaction import ROLE_WEIGHTS, ROLES, Answers, Marks, Places
from oyez.measure.core.plan import Column, Condition, Either, Has, Lacks, OneOf, StartsWith, one_of
from oyez.measure.given import Given, as_of, given
from oyez.measure.store.columns import person_tokens
from oyez.people import queries as people
from oyez.share.queries import identity

RELATIONSHIP = "relationship"
ACCOUNT_STAGE = "account"
OVERALL = ("csat", "nps", "stars", "ces")

Roles = Mapping[str, list[tuple[int, str]]]

PANELS: Remembered[Panel] = Remembered(32)


class Known(NamedTuple):
    """What the matrix needs of an account's row; columns instead of rows, since there may be thousands."""

    key: str
    name: str
    renewal: date | None
    lost_on: date | None
    pk: int
    parent: int | None


@dataclass(frozen=True)
class Ground:
    """Accounts by their place; `members` of each are its own key, and those of its subsidiaries once rolled up.

    `rows` holds every account in the viewer's scope, lost ones too.
    """

    rows: Mapping[str, Known]
    keys: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    roles: Roles
    panel: Panel

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def _left(self) -> Places:
        """The day on which the last member of each account left, as a number."""
        days = [self.rows[key].lost_on or date.max for own in self.members for key in own]
        starts = np.cumsum([0, *(len(own) for own in self.members[:-1])])
        left = np.array([day.toordinal() for day in days], np.int64)
        found: Places = np.maximum.reduceat(left, starts) if len(left) else left
        return found

    def here(self, day: date) -> Marks:
        """Which accounts were not lost by a day; a parent stays while one of its members does."""
        found: Marks = self._left > day.toordinal()
        return found

    def is_here(self, key: str, day: date) -> bool:
        lost_on = self.rows[key].lost_on
        return lost_on is None or lost_on > day

    def answers(self, moment: datetime, here: Marks) -> Answers:
        """The latest answers at a moment, of accounts that were still here."""
        found = self.panel.at(day_of(moment))
        kept = here[found.account]
        return Answers(found.account[kept], found.role[kept], found.points[kept], found.age_days[kept])

    def contacts(self, place: int) -> dict[str, int]:
        """How many contacts an account has in each role; who speaks for several members counts once."""
        own = self.members[place]
        known = (
            self.roles.get(own[0], [])
            if len(own) == 1
            else {one for key in own for one in self.roles.get(key, ())}
        )
        counts: dict[str, int] = {}
        for _, role in known:
            counts[role] = counts.get(role, 0) + 1
        return counts


def ground(viewer: Viewer, *, rolled_up: bool = False) -> Ground:
    """The ground of a viewer's accounts; rolled up, subsidiaries speak and buy as their parent."""
    columns = people.accounts(viewer).values_list("key", "name", "renewal", "lost_on", "pk", "parent_id")
    rows = {row[0]: Known(*row) for row in columns}
    roles = people.contact_roles(viewer)
    above = _tops(rows) if rolled_up else {key: key for key in rows}
    keys = tuple(dict.fromkeys(above[key] for key in rows))
    own: dict[str, list[str]] = {key: [] for key in keys}
    for key in rows:
        own[above[key]].append(key)
    place = {key: at for at, key in enumerate(keys)}
    return Ground(
        rows=rows,
        keys=keys,
        members=tuple(tuple(own[key]) for key in keys),
        roles=roles,
        panel=_panel(viewer, roles, {key: place[top] for key, top in above.items()}),
    )


def _tops(rows: Mapping[str, Known]) -> dict[str, str]:
    """The highest account above each that is in scope too."""
    by_id = {row.pk: row for row in rows.values()}
    found: dict[str, str] = {}
    for key, row in rows.items():
        top, seen = row, {row.pk}
        while top.parent in by_id and top.parent not in seen:
            top = by_id[top.parent]
            seen.add(top.pk)
        found[key] = top.key
    return found


def _panel(viewer: Viewer, roles: Roles, place: Mapping[str, int]) -> Panel:
    """Every relationship answer of every contact, in the weightiest of their roles at the account."""
    subjects = identity.subjects_of_contacts(viewer)
    about = frozenset(row.key for row in touchpoints(viewer) if row.stage in (ACCOUNT_STAGE, RELATIONSHIP))
    scales = journal.scales()

    def read() -> Panel:
        tokens = dict(zip(person_tokens(subjects), subjects.values(), strict=True))
        answers = given(viewer, tokens, _relationship(about), _overall_order(scales))
        return _columns(answers, _heaviest_roles(roles), place, scales)

    moment = as_of(viewer)
    if moment is None:
        return read()
    speaking = tuple((key, tuple(own)) for key, own in roles.items())
    key = (moment, tuple(subjects.items()), speaking, tuple(place.items()), about, tuple(scales.values()))
    return PANELS.get(key) or PANELS.keep(key, read())


def _columns(
    answers: Sequence[Given],
    speaks: Mapping[int, Mapping[str, str]],
    place: Mapping[str, int],
    scales: Mapping[str, Scale],
) -> Panel:
    """An answer counts for the account it was given for, else for each where its contact speaks."""
    role_at = {role: at for at, role in enumerate(ROLES)}
    rows: list[tuple[int, int, int, float, float]] = []
    for one in sorted(answers, key=lambda answer: (answer.occurred_at, answer.seq)):
        own = speaks.get(one.person, {})
        for account in own if one.account is None else (one.account,):
            if account in own and account in place:
                points = scales[one.score].points(one.value)
                rows.append(
                    (place[account], one.person, role_at[own[account]], day_of(one.occurred_at), points)
                )
    columns = np.array(rows, float).reshape(len(rows), 5).T
    whole = columns[:3].astype(np.int64)
    return Panel(account=whole[0], person=whole[1], role=whole[2], day=columns[3], points=columns[4])


def _heaviest_roles(roles: Roles) -> dict[int, dict[str, str]]:
    """Each contact's role at each account; who has several speaks in the weightiest."""
    found: dict[int, dict[str, str]] = {}
    for account, contacts in roles.items():
        for person, role in contacts:
            own = found.setdefault(person, {})
            if ROLE_WEIGHTS[role] > ROLE_WEIGHTS.get(own.get(account, ""), 0):
                own[account] = role
    return found


def _relationship(about_accounts: frozenset[str]) -> tuple[Condition, ...]:
    """Answers about the standing relationship rather than one transaction.

    Their survey is named `relationship`, or they belong to an account and to no touchpoint but one of the stage
    `account`.
    """
    return (
        Has("survey"),
        Either(
            (
                (OneOf(Column("survey"), (RELATIONSHIP,)),),
                (StartsWith("survey", f"{RELATIONSHIP}-"),),
                (Has("account"), Lacks("touchpoint")),
                (Has("account"), one_of(Column("touchpoint"), about_accounts)),
            )
        ),
    )


def _overall_order(scales: Mapping[str, Scale]) -> tuple[str, ...]:
    """Which score of an answer is the overall one: satisfaction first, then recommendation; never one of its parts."""
    return (*OVERALL, *(name for name in scales if name not in OVERALL))
