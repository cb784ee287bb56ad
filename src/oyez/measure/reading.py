"""Reads raw sums for a question, within the viewer's data scope. Nothing here leaves before it is narrowed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from msgspec.structs import replace as replaced

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.journal.core.worth import tells_worth
from oyez.kit.errors import Refused
from oyez.measure.core.calendar import start_of
from oyez.measure.core.grid import is_union_of_cells
from oyez.measure.core.groups import Group, Place, Reading, as_asked, over_groups, over_time, pool, to_whole
from oyez.measure.core.metric import LATE_DAYS, Metric, Present, PresentWith, Rows, Sum, Sums
from oyez.measure.core.narrow import DOMINANT, Rules
from oyez.measure.core.plan import (
    PERIOD,
    Aggregate,
    Column,
    Condition,
    Derive,
    Has,
    Identified,
    Kept,
    Narrow,
    OneOf,
    Plan,
    Read,
    Released,
    Said,
    Scan,
    Step,
    Unfold,
    Weighty,
)
from oyez.measure.core.plan import Dimension as Derived
from oyez.measure.core.question import Every, Question, attribute_of, check, is_each
from oyez.measure.core.recalling import keeping
from oyez.measure.core.result import Period
from oyez.measure.dimensions import Dimension, Dimensions, scope_conditions
from oyez.measure.naming import metric_named
from oyez.measure.persons import persons_behind, persons_now
from oyez.measure.store.engine import Engine, engine
from oyez.measure.store.files import Gone
from oyez.measure.store.snapshot import Snapshot

ALSO = "also"
MOST_PERSONS = 1_000_000
WITH_ACCOUNT = "with_account"
NEARLY_DOMINANT = 0.99 * DOMINANT  # a bound that rounding cannot move past the true one
INVITATION = (OneOf(Column("kind"), ("invitation",)), OneOf(Column("direction"), ("out",)))
ABOUT_INVITATIONS = ("survey", "unit", "account", "tier", "attr:wave", "attr:programme")
ABOUT_ACCOUNTS = {"account", "tier"}


@dataclass(frozen=True)
class Asking:
    """Who asks what, after it was found that they may and that it can be asked.

    `among`: of those alone who said something in these attributes.
    """

    viewer: Viewer
    metric: Metric
    dimensions: Dimensions
    question: Question
    among: tuple[str, ...] = ()

    @property
    def several(self) -> tuple[str, ...]:
        """The attributes under whose every choice a row stands."""
        return tuple(attribute_of(name) for name in self.question.by if is_each(name))

    @property
    def by(self) -> list[Dimension]:
        return [self.dimensions.one(name) for name in self.question.by]

    @property
    def is_guarded(self) -> bool:
        """Whether counting rows could tell what a single person answered, to somebody who sees no single answers.

        Then fewer than k persons are not told, as with scores, and groups of fewer are not even named.
        """
        metric = self.metric
        counts_rows = (metric.counted and not metric.each_once) or metric.identified_only
        if self.viewer.may(Can.ROWS) or not counts_rows:
            return False
        return self.dimensions.tells_answers(self.question) or self.dimensions.counts_answers(metric.name)


def prepare(viewer: Viewer, question: Question) -> Asking:
    """Refuse who may not ask and what cannot be asked, before anything is looked at."""
    viewer.needs(Can.NUMBERS)
    dimensions = Dimensions()
    metric = metric_named(question.metric, dimensions)
    missing = tuple(name for name in metric.always_by if name not in question.by)
    built_in = tuple(one for one in metric.where if one not in question.where)
    asked = replace(question, by=(*question.by, *missing), where=(*question.where, *built_in))
    check(asked, dimensions.known(asked))
    if metric.money or any(map(tells_worth, dimensions.attributes(asked))):
        viewer.needs(Can.REVENUE)
    return Asking(viewer, metric, dimensions, asked)


def read(asking: Asking) -> tuple[Reading, Rules]:
    """The raw groups and the rules they are to be narrowed by; looked for once more where a file is gone."""
    store = engine()
    try:
        return _read(asking, store, store.snapshot())
    except Gone:
        return _read(asking, store, store.reload())


def read_together(askings: Sequence[Asking]) -> list[tuple[Reading, Rules]]:
    """Several scores asked in the same way: their identified answers are summed in one scan.

    Groups may then be put together in any way; so accounts are looked up wherever one might give nearly all answers.
    """
    store = engine()
    try:
        return _read_together(askings, store, store.snapshot())
    except Gone:
        return _read_together(askings, store, store.reload())


def _read_together(
    askings: Sequence[Asking], store: Engine, snapshot: Snapshot
) -> list[tuple[Reading, Rules]]:
    """Sums of a score pass over rows without it, so that rows of all scores can be summed at once."""
    known = [
        at
        for at, one in enumerate(askings)
        if one.metric.column in snapshot.scores and not (one.metric.where or one.metric.reads)
    ]
    summed: dict[int, list[Group]] = {at: [] for at in known}
    if known:
        together = replace(
            askings[known[0]].metric,
            column="",
            sums=tuple(
                Sum(f"{at}.{one.name}", one.term)
                for at in known
                for one in (*askings[at].metric.sums, _with_account(askings[at].metric.column))
            ),
        )
        part = _Part(store, snapshot, replace(askings[known[0]], metric=together))
        for group in part.of(Identified(corrected=bool(snapshot.corrected))):
            for at in known:
                own = _own(group.identified, f"{at}.")
                if own["n"]:
                    summed[at].append(replaced(group, identified=own))
    return [_read(one, store, snapshot, summed.get(at), any_fold=True) for at, one in enumerate(askings)]


def _own(sums: Sums, prefix: str) -> dict[str, float]:
    return {name.removeprefix(prefix): value for name, value in sums.items() if name.startswith(prefix)}


def _with_account(column: str) -> Sum:
    return Sum(WITH_ACCOUNT, PresentWith(column, "account"))


def _read(
    asking: Asking,
    store: Engine,
    snapshot: Snapshot,
    summed: list[Group] | None = None,
    *,
    any_fold: bool = False,
) -> tuple[Reading, Rules]:
    """Identified answers as they are now; others only in whole cells, only those that appeared.

    `summed` are the identified answers, if they were summed already.
    """
    rules = _rules(asking, snapshot)
    reading = _reading(asking, rules, store, snapshot, summed, any_fold=any_fold)
    if asking.several:
        reading = replace(
            reading, once=_reading(_once(asking), rules, store, snapshot, None, any_fold=any_fold)
        )
    return reading, rules


def _once(asking: Asking) -> Asking:
    """The same rows, each counted once whatever it chose: who said something in these attributes, and only those."""
    rest = tuple(name for name in asking.question.by if not is_each(name))
    return replace(asking, question=replace(asking.question, by=rest), among=asking.several)


def _reading(
    asking: Asking,
    rules: Rules,
    store: Engine,
    snapshot: Snapshot,
    summed: list[Group] | None,
    *,
    any_fold: bool,
) -> Reading:
    metric = asking.metric
    of_its_own = {one.column for one in metric.reads}
    if metric.column and metric.column not in snapshot.scores | {"amount", LATE_DAYS} | of_its_own:
        return Reading(())
    part = _Part(store, snapshot, asking)
    if metric.each_once:
        return Reading((), persons=part.persons())
    identified = part.of(Identified(corrected=bool(snapshot.corrected))) if summed is None else summed
    released = part.of(Released(metric.score)) if _has_others(asking, snapshot) and not rules.left_out else []
    appeared = (Group(one.keys, one.start, {}, one.identified) for one in released)
    groups = pool([*identified, *appeared], as_asked)
    reading = Reading(tuple(groups))
    if asking.is_guarded:
        reading = replace(reading, voices=part.persons())
    if _has_invitations(asking):
        reading = replace(reading, invited=tuple(part.invited()))
    if rules.dominance and _may_be_dominated(reading, rules.k, any_fold or bool(asking.question.rolling)):
        reading = replace(reading, accounts=tuple(part.accounts()))
    return reading


def _rules(asking: Asking, snapshot: Snapshot) -> Rules:
    question, metric = asking.question, asking.metric
    whole_cells = is_union_of_cells(question, asking.viewer.scope, asking.dimensions.levels)
    return Rules(
        k=the_company().k,
        period=Period(question.since, question.until),
        every=question.every,
        left_out=_has_others(asking, snapshot)
        and (metric.money or metric.identified_only or not whole_cells),
        dominance=not metric.counted and not _is_about_accounts(asking),
        apart=question.by.index(metric.always_by[0]) if metric.always_by else None,
    )


def _has_invitations(asking: Asking) -> bool:
    """Whether it can be said who was asked: for one survey or survey by survey, by what an invitation knows too."""
    question = asking.question
    filters = {one.dimension for one in question.where}
    known = {*ABOUT_INVITATIONS, *asking.dimensions.levels}
    about = {*question.by, *filters}
    return bool(asking.metric.score) and "survey" in about and about <= known


def _has_others(asking: Asking, snapshot: Snapshot) -> bool:
    """Whether anybody, anywhere, gave answers of this sort that are not identified."""
    return asking.metric.score in snapshot.confidential


def _is_about_accounts(asking: Asking) -> bool:
    """Where an account is what is asked about, that one account gives all answers is no surprise."""
    asked = {*asking.question.by, *(one.dimension for one in asking.question.where)}
    return asking.viewer.scope.accounts is not None or bool(asked & ABOUT_ACCOUNTS)


def _may_be_dominated(reading: Reading, k: int, any_fold: bool) -> bool:
    """Whether one account can have given nearly all answers of anything that would otherwise be shown."""
    if not any(_mostly_accounts(one) for one in reading.groups):
        return False  # then no groups together are either
    return any_fold or any(
        one.n >= k and _mostly_accounts(one)
        for fold in (as_asked, over_time, over_groups, to_whole)
        for one in reading.folded(fold)
    )


def _mostly_accounts(group: Group) -> bool:
    return group.identified.get(WITH_ACCOUNT, 0) > DOMINANT * group.n


class _Part:
    """The plans of one question on one snapshot, and their rows as groups."""

    def __init__(self, store: Engine, snapshot: Snapshot, asking: Asking) -> None:
        self.store = store
        self.snapshot = snapshot
        self.every = asking.question.every
        self.by = asking.by
        self.scope = scope_conditions(asking.viewer)
        self.asked = self.kept = (
            *asking.dimensions.conditions(asking.question),
            *(Said(name) for name in dict.fromkeys((*asking.several, *asking.among))),
        )
        self.sums = asking.metric.sums
        self.column = asking.metric.column
        self.promised = asking.metric.promised
        self.reads = asking.metric.reads
        if self.column:
            self.kept += (Has(self.column),)
            self.sums = (*self.sums, _with_account(self.column))
        self.names = [one.name for one in self.sums]

    def of(self, whose: Step) -> list[Group]:
        """The groups of those answers, under the keys that the question asks for."""
        rows = self.store.run(self.snapshot, self._plan(whose, self.sums))
        return [Group(*self._place(row), self._numbers(row)) for row in rows]

    def accounts(self) -> list[tuple[Place, str, float]]:
        """How many identified answers an account gave in each group, of those that may dominate one."""
        whose = Identified(corrected=bool(self.snapshot.corrected))
        *steps, counted = self._plan(whose, (Sum("n", Present(self.column)),), also="account")
        assert isinstance(counted, Aggregate)
        heavy = Weighty(counted.by[:-1], ALSO, "n", NEARLY_DOMINANT)
        rows = self.store.run(self.snapshot, (*steps, counted, heavy))
        return [(self._place(row), row[-2], row[-1]) for row in rows]

    def invited(self) -> Iterator[tuple[Place, int]]:
        """How many invitations went out in each group."""
        whose = Identified(corrected=bool(self.snapshot.corrected))
        plan = self._plan(whose, (Sum("n", Rows()),), kept=(*self.asked, *INVITATION))
        for row in self.store.run(self.snapshot, plan):
            yield self._place(row), int(row[-1])

    def persons(self) -> dict[Place, set[int]]:
        """Who was seen in each group, whatever they were known by."""
        whose = Identified(corrected=bool(self.snapshot.corrected))
        kept = (*self.kept, Has("subject"))
        rows = self.store.run(
            self.snapshot, self._plan(whose, (), kept=kept, also="subject", most=MOST_PERSONS)
        )
        if len(rows) >= MOST_PERSONS:
            raise Refused(
                "There are too many persons in too many groups. Ask for fewer groups or a shorter period."
            )
        behind, seen = persons_behind(self.snapshot), defaultdict[Sequence[Any], set[int]](set)
        for row in rows:
            token: int = row[-1]
            seen[row[:-1]].add(behind.get(token, token))
        found: dict[Place, set[int]] = {}
        for keys, persons in seen.items():  # several keys may be one place: the branches of a region
            found.setdefault(self._place(keys), set()).update(persons)
        return found

    def _plan(
        self,
        whose: Step,
        sums: tuple[Sum, ...],
        *,
        also: str = "",
        kept: tuple[Condition, ...] | None = None,
        most: int | None = None,
    ) -> Plan:
        names = [f"by{at}" for at in range(len(self.by))]
        unfolded = [
            Unfold(name, attribute_of(one.name))
            for name, one in zip(names, self.by, strict=True)
            if is_each(one.name)
        ]
        derived = [
            Derived(name, one.source)
            for name, one in zip(names, self.by, strict=True)
            if not is_each(one.name)
        ]
        names += [PERIOD] if self.every else []
        if also:
            derived.append(Derived(ALSO, Column(also)))
            names.append(ALSO)
        return (
            Scan(),
            Narrow(self.scope),
            whose,
            *((Kept(self.promised, self.column),) if self.promised else ()),
            *((Read(self.reads),) if self.reads else ()),
            *keeping(
                self.kept if kept is None else kept,
                tuple(one.source for one in derived),
                lambda: persons_now(self.snapshot),
            ),
            *unfolded,
            Derive(tuple(derived), _stored(self.every)),
            Aggregate(tuple(names), sums, most),
        )

    def _place(self, row: Sequence[Any]) -> Place:
        """The keys of a row, looked up where they are not in the row itself, and the start of its period."""
        keys = tuple(one.key(value) for one, value in zip(self.by, row, strict=False))
        return keys, start_of(row[len(self.by)], self.every) if self.every else None

    def _numbers(self, row: Sequence[Any]) -> dict[str, float]:
        values = row[len(row) - len(self.names) :]
        return {name: value or 0 for name, value in zip(self.names, values, strict=True)}


def _stored(every: Every | None) -> Literal[Every.DAY, Every.WEEK, Every.MONTH] | None:
    """What a stretch is added up from."""
    match every:
        case None | Every.DAY | Every.WEEK | Every.MONTH:
            return every
        case Every.QUARTER | Every.YEAR:
            return Every.MONTH
