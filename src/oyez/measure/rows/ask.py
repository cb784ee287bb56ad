"""The one function through which single answers leave: identified ones in the viewer's data scope, under pseudonyms.

Confidential and anonymous answers, texts, identities, and what a customer is worth for those who may not know it never
enter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.core.worth import tells_worth
from oyez.kit.errors import Refused
from oyez.measure.core.identifying import Profile, Telling, telling
from oyez.measure.core.metric import Present, Rows, Sum, column_of
from oyez.measure.core.plan import (
    Aggregate,
    Attribute,
    Column,
    Either,
    Has,
    Identified,
    Keep,
    Narrow,
    Plan,
    Scan,
)
from oyez.measure.core.question import Question, check, parse
from oyez.measure.core.recalling import keeping
from oyez.measure.dimensions import Dimensions, scope_conditions
from oyez.measure.persons import persons_now
from oyez.measure.rows.printing import Picked, profile_sql, rows_sql
from oyez.measure.rows.pseudonyms import pseudonyms
from oyez.measure.store.engine import Engine, engine
from oyez.measure.store.files import Gone
from oyez.measure.store.snapshot import Snapshot

PERSON, ACCOUNT = "person", "account"
ALWAYS = ("day", "kind", "survey", "unit", "touchpoint", "channel", "language", "source")
SCORE = column_of("")
WORTH = ("amount", "currency")


@dataclass(frozen=True)
class Told:
    """The answers that were found: their columns, how many there are, and how to read them."""

    question: Question
    picked: tuple[Picked, ...]
    count: int
    hidden_names: tuple[str, ...]
    replaced: Mapping[str, str]
    names_accounts: bool
    store: Engine
    snapshot: Snapshot
    plan: Plan

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows, read anew each time, with pseudonyms in the place of what identifies."""
        same = persons_now(self.snapshot).standing_for
        for batch in self.store.stream(self.snapshot, self.plan, rows_sql(self.plan, self.picked)):
            arrays = [
                pseudonyms(self.replaced[name], array, same if name == PERSON else None)
                if name in self.replaced
                else array
                for name, array in zip(batch.schema.names, batch.columns, strict=True)
            ]
            yield pa.record_batch(arrays, names=batch.schema.names)


def asked(where: Iterable[str] = (), since: str = "", until: str = "") -> Question:
    """Which answers a person wants."""
    return parse("rows", where=where, since=since, until=until)


def may_take(viewer: Viewer) -> bool:
    """Whether single answers may go along: for those who see results and single interactions."""
    return viewer.may(Can.NUMBERS) and viewer.may(Can.ROWS)


def rows(viewer: Viewer, question: Question) -> Told:
    """The answers that a viewer may take along; refused where there are none."""
    viewer.needs(Can.NUMBERS)
    viewer.needs(Can.ROWS)
    _check(viewer, question)
    store = engine()
    try:
        return _found(viewer, question, store, store.snapshot())
    except Gone:
        return _found(viewer, question, store, store.reload())


def _check(viewer: Viewer, question: Question) -> None:
    dimensions = Dimensions()
    check(question, dimensions.known(question))
    if any(map(tells_worth, dimensions.attributes(question))):
        viewer.needs(Can.REVENUE)


def names_accounts(viewer: Viewer) -> bool:
    """Whether an account is told by its key; who sees persons under pseudonyms sees accounts under them too."""
    return viewer.may(Can.IDENTITIES)


def _found(viewer: Viewer, question: Question, store: Engine, snapshot: Snapshot) -> Told:
    profiles = {one.name: one for one in _profiles(store, snapshot, _answered(snapshot))}
    _check_nobody_is_picked(viewer, question, profiles)
    plan = _plan(viewer, question, snapshot)
    counts = _counts(store, snapshot, plan)
    if not counts["rows"]:
        raise Refused(
            "No identified answer is in your data scope that fits. Widen the period or take a filter away."
        )
    here = [profiles.get(one.name, one) for one in _profiles(store, snapshot, plan)]
    kept = [one for one in here if _may_know(viewer, one)]
    named = names_accounts(viewer)
    worth = [name for name in WORTH if viewer.may(Can.REVENUE) and counts["amount"]]
    replaced = {PERSON: PERSON, **({} if named else {ACCOUNT: ACCOUNT})}
    replaced |= {_attribute_column(one): one.name for one in kept if telling(one) is Telling.WHICH}
    picked = (
        Picked(PERSON, Column("subject")),
        *(Picked(name, Column(name)) for name in ALWAYS),
        Picked(ACCOUNT, Column(ACCOUNT)),
        *(
            Picked(name.removeprefix(SCORE), Column(name))
            for name in sorted(snapshot.scores)
            if counts.get(name)
        ),
        *(Picked(name, Column(name), "double" if name == "amount" else "") for name in worth),
        *(_picked(one) for one in kept if telling(one) is not Telling.WHO),
    )
    return Told(
        question=question,
        picked=picked,
        count=counts["rows"],
        hidden_names=tuple(one.name for one in kept if telling(one) is Telling.WHO),
        replaced=replaced,
        names_accounts=named,
        store=store,
        snapshot=snapshot,
        plan=plan,
    )


def _check_nobody_is_picked(viewer: Viewer, question: Question, profiles: Mapping[str, Profile]) -> None:
    """Who sees pseudonyms must not choose rows by what stands behind them, and so learn which is whose."""
    if viewer.may(Can.IDENTITIES):
        return
    dimensions = Dimensions()
    numbers = [name for name in sorted(dimensions.attributes(question)) if _tells(name, profiles)]
    made = {key for key, one in dimensions.definitions.dimensions.items() if one.of == ACCOUNT}
    accounts = [one.dimension for one in question.where if one.dimension in {ACCOUNT, *made}]
    for name in (*numbers, *accounts):
        raise Refused(
            f"Answers cannot be picked by “{name}”, which is replaced by pseudonyms in what you take along."
            " Take this filter away."
        )


def _tells(name: str, profiles: Mapping[str, Profile]) -> bool:
    return name in profiles and telling(profiles[name]) is not Telling.NOTHING


def _plan(viewer: Viewer, question: Question, snapshot: Snapshot) -> Plan:
    scan, *identified, answered = _answered(snapshot)
    assert isinstance(answered, Keep)
    conditions = (*Dimensions().conditions(question), *answered.conditions)
    return (
        scan,
        Narrow(scope_conditions(viewer)),
        *identified,
        *keeping(conditions, (), lambda: persons_now(snapshot)),
    )


def _answered(snapshot: Snapshot) -> Plan:
    """All identified answers, whoever may see them; what counts as an answer has a score.

    What an attribute tells is judged by all of them: among a few rows nothing looks like an identifier.
    """
    if not snapshot.scores:
        raise Refused("No answer with a score has come in yet.")
    return (
        Scan(),
        Identified(corrected=bool(snapshot.corrected)),
        Keep((Either(tuple((Has(name),) for name in sorted(snapshot.scores))),)),
    )


def _counts(store: Engine, snapshot: Snapshot, plan: Plan) -> dict[str, int]:
    """How many rows there are, and how many of them have each score, and an amount."""
    names = [*sorted(snapshot.scores), "amount"]
    sums = (Sum("rows", Rows()), *(Sum(name, Present(name)) for name in names))
    found = store.run(snapshot, (*plan, Aggregate((), sums)))
    return {one.name: sum(row[at] or 0 for row in found) for at, one in enumerate(sums)}


def _profiles(store: Engine, snapshot: Snapshot, plan: Plan) -> list[Profile]:
    batches = store.stream(snapshot, plan, profile_sql(plan))
    rows = [
        row for batch in batches for row in zip(*(array.to_pylist() for array in batch.columns), strict=True)
    ]
    return [Profile(*row) for row in rows]


def _may_know(viewer: Viewer, one: Profile) -> bool:
    return viewer.may(Can.REVENUE) or not tells_worth(one.name)


def _picked(one: Profile) -> Picked:
    plain = telling(one) is Telling.NOTHING
    kind = "boolean" if plain and one.is_yes_no else "double" if plain and one.is_number else ""
    return Picked(_attribute_column(one), Attribute(one.name), kind)  # type: ignore[arg-type]


def _attribute_column(one: Profile) -> str:
    """No attribute can be taken for a column of the same name."""
    return f"attr_{one.name}"
