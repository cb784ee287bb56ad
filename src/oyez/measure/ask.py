"""The one function through which numbers leave.

It narrows by the viewer's data scope inside the query, adds up, hides what is too few, and says what it left out.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.journal.queries import scales
from oyez.measure.core.grid import is_union_of_cells
from oyez.measure.core.metric import Metric, Present, PresentWith, Sum
from oyez.measure.core.narrow import DOMINANT, Group, Place, Rules, narrow, narrow_total, pool, whole_of
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
    reading = _read(viewer, metric, dimensions, asked)
    points = narrow(viewer, metric, reading.groups, reading.rules)
    return Answer(
        metric=card(metric),
        by=asked.by,
        every=asked.every.value if asked.every else None,
        where=tuple(str(one) for one in asked.where),
        period=reading.rules.period,
        points=tuple(points),
        total=narrow_total(viewer, metric, reading.groups, reading.whole, reading.rules),
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


def _read(viewer: Viewer, metric: Metric, dimensions: Dimensions, question: Question) -> "Reading":
    """The raw groups within a viewer's scope; looked for once more where a file is gone meanwhile."""
    asking = Asking(viewer, metric, dimensions, question)
    store = engine()
    try:
        return asking.read(store, store.snapshot())
    except Gone:
        return asking.read(store, store.reload())


@dataclass(frozen=True)
class Reading:
    """Raw groups, all of them pooled, and the rules that they are to be narrowed by."""

    groups: list[Group]
    whole: Group
    rules: Rules


@dataclass(frozen=True)
class Asking:
    """Who asks what."""

    viewer: Viewer
    metric: Metric
    dimensions: Dimensions
    question: Question

    def read(self, store: Engine, snapshot: Snapshot) -> Reading:
        """Identified answers as they are now; others only in whole cells, only those that appeared."""
        rules = self._rules(snapshot)
        if self.metric.column and self.metric.column not in snapshot.scores | {"amount"}:
            return Reading([], whole_of([]), rules)
        part = Part(store, snapshot, self)
        identified = part.of(Identified(corrected=bool(snapshot.corrected)))
        released = (
            [] if rules.left_out or not self._has_others(snapshot) else part.of(Released(self.metric.score))
        )
        groups = pool(
            [*identified, *(replace(one, identified={}, released=one.identified) for one in released)],
            lambda group: (group.keys, group.start),
        )
        reading = Reading(groups, whole_of(groups), rules)
        return part.with_largest(reading) if rules.dominance else reading

    def _rules(self, snapshot: Snapshot) -> Rules:
        question, metric = self.question, self.metric
        whole_cells = is_union_of_cells(question, self.viewer.scope, self.dimensions.levels)
        return Rules(
            k=the_company().k,
            period=Period(question.since, question.until),
            every=question.every,
            left_out=self._has_others(snapshot) and (metric.money or not whole_cells),
            dominance=not metric.counted and not self._is_about_accounts(),
            apart=question.by.index(metric.always_by[0]) if metric.always_by else None,
        )

    def _has_others(self, snapshot: Snapshot) -> bool:
        """Whether anybody, anywhere, gave answers of this sort that are not identified."""
        return self.metric.score in snapshot.confidential

    def _is_about_accounts(self) -> bool:
        """Where an account is what is asked about, that one account gives all answers is no surprise."""
        asked = {*self.question.by, *(one.dimension for one in self.question.where)}
        return self.viewer.scope.accounts is not None or bool(asked & ABOUT_ACCOUNTS)


class Part:
    """The plans of one question on one snapshot, and their rows as groups."""

    def __init__(self, store: Engine, snapshot: Snapshot, asking: Asking) -> None:
        self.store = store
        self.snapshot = snapshot
        self.question = asking.question
        self.by: list[Dimension] = [asking.dimensions.one(name) for name in asking.question.by]
        self.scope = scope_conditions(asking.viewer)
        self.kept: tuple[Condition, ...] = asking.dimensions.conditions(asking.question)
        self.sums = asking.metric.sums
        self.column = asking.metric.column
        if self.column:
            self.kept += (Has(self.column),)
            self.sums = (*self.sums, Sum(WITH_ACCOUNT, PresentWith(self.column, "account")))

    def of(self, whose: Step) -> list[Group]:
        """The groups of those answers, under the keys that the question asks for."""
        rows = self.store.run(self.snapshot, self._plan(whose, self.sums))
        return [Group(*self._place(row), self._numbers(row)) for row in rows]

    def with_largest(self, reading: Reading) -> Reading:
        """How many answers the largest account gave, looked up only where one might have given nearly all."""
        k, whole = reading.rules.k, reading.whole
        doubtful = {(one.keys, one.start) for one in reading.groups if _may_be_dominated(one, k)}
        if not doubtful and not _may_be_dominated(whole, k):
            return reading
        size = (Sum("n", Present(self.column)),)
        whose = Identified(corrected=bool(self.snapshot.corrected))
        of_group: Counter[tuple[Place, str]] = Counter()
        of_all: Counter[str] = Counter()
        for row in self.store.run(self.snapshot, self._plan(whose, size, by_account=True)):
            account, n = row[-2:]
            if account is not None:
                of_all[account] += n
                if (place := self._place(row)) in doubtful:
                    of_group[place, account] += n
        largest: dict[Place, float] = {}
        for (place, _), n in of_group.items():
            largest[place] = max(n, largest.get(place, 0))
        marked = [replace(one, largest=largest.get((one.keys, one.start), 0)) for one in reading.groups]
        return Reading(marked, replace(whole, largest=max(of_all.values(), default=0)), reading.rules)

    def _plan(self, whose: Step, sums: tuple[Sum, ...], *, by_account: bool = False) -> Plan:
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

    def _place(self, row: Sequence[Any]) -> Place:
        """The keys of a row, looked up where they are not in the row itself, and the start of its period."""
        keys = tuple(one.key(value) for one, value in zip(self.by, row, strict=False))
        return keys, row[len(self.by)] if self.question.every else None

    def _numbers(self, row: Sequence[Any]) -> dict[str, float]:
        values = row[len(row) - len(self.sums) :]
        return {one.name: value or 0 for one, value in zip(self.sums, values, strict=True)}


def _may_be_dominated(group: Group, k: int) -> bool:
    """Whether one account can have given nearly all answers of a group that would otherwise be shown."""
    return group.n >= k and group.identified.get(WITH_ACCOUNT, 0) > DOMINANT * group.n


def _names(dimensions: Sequence[Dimension], points: Sequence[Point]) -> dict[str, dict[str, str]]:
    """What the keys that occur are called."""
    found: dict[str, dict[str, str]] = {}
    for at, dimension in enumerate(dimensions):
        keys = {point.keys[at] for point in points}
        found[dimension.name] = {key: dimension.names.get(key, key) for key in keys if key is not None}
    return found
