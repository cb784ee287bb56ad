"""The one function through which numbers leave.

It narrows by the viewer's data scope inside the query, adds up, hides what is too few, and says what it left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.journal.queries import scales
from oyez.measure.core.grid import is_union_of_cells
from oyez.measure.core.metric import Metric, PresentWith, Sum, Sums
from oyez.measure.core.narrow import DOMINANT, Group, Rules, narrow, narrow_total, pool
from oyez.measure.core.plan import (
    PERIOD,
    Aggregate,
    Column,
    Condition,
    Derive,
    Has,
    Identified,
    Keep,
    Narrow,
    Plan,
    Released,
    Scan,
    Step,
)
from oyez.measure.core.plan import Dimension as Derived
from oyez.measure.core.question import Question, check
from oyez.measure.core.result import Answer, Card, Period, Point
from oyez.measure.dimensions import Dimension, Dimensions, scope_conditions
from oyez.measure.metrics import metric_for
from oyez.measure.store.engine import Engine, engine
from oyez.measure.store.files import Gone
from oyez.measure.store.snapshot import Snapshot

ACCOUNT_PART = "account_part"
WITH_ACCOUNT = "with_account"
ABOUT_ACCOUNTS = {"account", "tier"}


def ask(viewer: Viewer, question: Question) -> Answer:
    """The answer to a question, as this viewer may see it."""
    metric, dimensions, asked = _prepare(viewer, question)
    groups, rules = _groups(viewer, metric, dimensions, asked)
    points = narrow(viewer, metric, groups, rules)
    return Answer(
        metric=card(metric),
        by=asked.by,
        every=asked.every.value if asked.every else None,
        where=tuple(str(one) for one in asked.where),
        period=rules.period,
        points=tuple(points),
        total=narrow_total(viewer, metric, groups, rules),
        names=_names([dimensions.one(name) for name in asked.by], points),
    )


def card(metric: Metric) -> Card:
    """What a page or a program needs to know of a metric to show it."""
    return Card(
        name=metric.name,
        label=metric.label,
        explained=metric.explained,
        shown=metric.shown,
        minimum=metric.minimum,
        maximum=metric.maximum,
        higher_is_better=metric.higher_is_better,
    )


def _prepare(viewer: Viewer, question: Question) -> tuple[Metric, Dimensions, Question]:
    """Refuse who may not ask and what cannot be asked, before anything is looked at."""
    viewer.needs(Can.NUMBERS)
    metric = metric_for(question.metric, scales())
    if metric.money:
        viewer.needs(Can.REVENUE)
    missing = tuple(name for name in metric.always_by if name not in question.by)
    asked = replace(question, by=(*question.by, *missing))
    dimensions = Dimensions()
    check(asked, dimensions.levels)
    return metric, dimensions, asked


def _groups(
    viewer: Viewer, metric: Metric, dimensions: Dimensions, question: Question
) -> tuple[list[Group], Rules]:
    """The raw groups of a question within a viewer's scope, and the rules that they are to be narrowed by."""
    store = engine()
    try:
        return _read(store, store.snapshot(), viewer, metric, dimensions, question)
    except Gone:
        return _read(store, store.reload(), viewer, metric, dimensions, question)


def _read(
    store: Engine,
    snapshot: Snapshot,
    viewer: Viewer,
    metric: Metric,
    dimensions: Dimensions,
    question: Question,
) -> tuple[list[Group], Rules]:
    whole_cells = is_union_of_cells(question, viewer.scope, dimensions.levels) and not metric.money
    rules = Rules(
        k=the_company().k,
        period=Period(question.since, question.until),
        every=question.every,
        left_out=not whole_cells and metric.score in snapshot.confidential,
        dominance=not _is_about_accounts(viewer, question),
        apart=question.by.index(metric.always_by[0]) if metric.always_by else None,
    )
    if metric.column and metric.column not in _columns(snapshot):
        return [], rules
    reading = _Reading(store, snapshot, viewer, metric, dimensions, question)
    groups = reading.groups(whole_cells)
    if rules.dominance and not metric.counted:
        groups = reading.with_accounts(groups)
    return groups, rules


def _columns(snapshot: Snapshot) -> frozenset[str]:
    return snapshot.scores | {"amount"}


def _is_about_accounts(viewer: Viewer, question: Question) -> bool:
    """Where an account is what is asked about, that one account gives all answers is no surprise."""
    asked = {*question.by, *(one.dimension for one in question.where)}
    return viewer.scope.accounts is not None or bool(asked & ABOUT_ACCOUNTS)


@dataclass
class _Reading:
    """One question on one snapshot."""

    store: Engine
    snapshot: Snapshot
    viewer: Viewer
    metric: Metric
    dimensions: Dimensions
    question: Question

    def __post_init__(self) -> None:
        self.by: list[Dimension] = [self.dimensions.one(name) for name in self.question.by]
        self.scope = scope_conditions(self.viewer)
        self.kept: tuple[Condition, ...] = self.dimensions.conditions(self.question)
        if self.metric.column:
            self.kept += (Has(self.metric.column),)

    def groups(self, whole_cells: bool) -> list[Group]:
        """Identified answers as they are now; others only in whole cells, only those that appeared."""
        sums = self.metric.sums
        if not self.metric.counted:
            sums = (*sums, Sum(WITH_ACCOUNT, PresentWith(self.metric.column, "account")))
        found = [self._group(row, sums) for row in self._run(self._identified(), sums)]
        if whole_cells and self.metric.score in self.snapshot.confidential:
            rows = self._run(Released(self.metric.score), self.metric.sums)
            found += [
                Group(one.keys, one.start, released=one.identified)
                for one in (self._group(row, self.metric.sums) for row in rows)
            ]
        return pool(found, lambda group: (group.keys, group.start))

    def with_accounts(self, groups: list[Group]) -> list[Group]:
        """How many answers each account gave, looked up only where one might have given nearly all."""
        if not any(
            group.identified.get(WITH_ACCOUNT, 0) > DOMINANT * group.sums().get("n", 0) for group in groups
        ):
            return groups
        size = (Sum("n", self.metric.sums[0].term),)
        rows = self._run(self._identified(), size, by_account=True)
        accounts: dict[tuple[tuple[str | None, ...], date | None], dict[str, float]] = {}
        for *values, account, n in rows:
            group = self._group([*values, n], size)
            if account is not None:
                parts = accounts.setdefault((group.keys, group.start), {})
                parts[account] = parts.get(account, 0) + n
        return [replace(one, accounts=accounts.get((one.keys, one.start), {})) for one in groups]

    def _identified(self) -> Identified:
        return Identified(corrected=bool(self.snapshot.corrected))

    def _run(self, whose: Step, sums: tuple[Sum, ...], *, by_account: bool = False) -> list[tuple[Any, ...]]:
        return self.store.run(self.snapshot, self._plan(whose, sums, by_account))

    def _plan(self, whose: Step, sums: tuple[Sum, ...], by_account: bool) -> Plan:
        derived = [Derived(f"by{at}", one.source) for at, one in enumerate(self.by)]
        every = self.question.every
        names = [one.name for one in derived] + ([PERIOD] if every else [])
        if by_account:
            derived.append(Derived(ACCOUNT_PART, Column("account")))
            names.append(ACCOUNT_PART)
        return (
            Scan(),
            Narrow(self.scope),
            whose,
            Keep(self.kept),
            Derive(tuple(derived), every),
            Aggregate(tuple(names), sums),
        )

    def _group(self, row: Sequence[Any], sums: tuple[Sum, ...]) -> Group:
        """A row of the plan's result, with its values looked up."""
        keys = tuple(one.key(value) for one, value in zip(self.by, row, strict=False))
        start = row[len(self.by)] if self.question.every else None
        numbers: Sums = {
            one.name: value or 0 for one, value in zip(sums, row[len(row) - len(sums) :], strict=True)
        }
        return Group(keys, start, identified=numbers)


def _names(dimensions: Sequence[Dimension], points: Sequence[Point]) -> dict[str, dict[str, str]]:
    """What the keys that occur are called."""
    found: dict[str, dict[str, str]] = {}
    for at, dimension in enumerate(dimensions):
        keys = {point.keys[at] for point in points}
        found[dimension.name] = {key: dimension.names.get(key, key) for key in keys if key is not None}
    return found
